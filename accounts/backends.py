"""Who may sign in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


class PersonBackend(ModelBackend):
    """Lets active people in; demo people, whose passwords everybody knows, only into the demo."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        """Whether this person may sign in here."""
        is_stranger = isinstance(user, User) and user.is_demo and not settings.DEMO
        return not is_stranger and super().user_can_authenticate(user)
