"""People and their tokens."""

from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractUser, AnonymousUser, UserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from accounts.roles import Role


class PersonManager(UserManager["User"]):
    """Makes people; a superuser is an administrator."""

    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "User":
        """Create an administrator with every permission."""
        extra_fields.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username, email, password, **extra_fields)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    # A log-in is no change of a person, and a hash has no place in the audit.
    exclude=["password", "last_login"],
)
class User(AbstractUser):  # type: ignore[django-manager-missing]  # knox ships no types
    """A person who signs in; the role decides what they see and may do."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.CONTACT)
    is_demo = models.BooleanField(_("demo"), default=False)
    #: Set when all sessions were ended; those begun before are over for good.
    sessions_ended_at = models.DateTimeField(_("sessions ended"), null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta(AbstractUser.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                name="user_role_known", condition=models.Q(role__in=Role.values)
            ),
            # Look-alike names by case are one account (bad_inputs E12).
            models.UniqueConstraint(models.functions.Lower("username"), name="user_name_any_case"),
        ]

    def has_role(self, roles: frozenset[Role]) -> bool:
        """Whether this person, if active, has one of the roles."""
        return self.is_active and self.role in roles

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """
        Return what each session of this person must bear; a new value ends them all.

        Besides the password (Django's own reason) it changes with the role and when sessions were
        ended, so a role that was taken away, or an account closed and opened again, revives none.
        """
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        return salted_hmac(
            "accounts.models.User.session",
            f"{self.password}\n{self.role}\n{ended}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


#: Who asks: a person, or nobody.
Asker = User | AnonymousUser


def asker_has(asker: Asker, roles: frozenset[Role]) -> bool:
    """Whether the asker is a person with one of the roles; nobody has none."""
    return isinstance(asker, User) and asker.has_role(roles)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    exclude=["digest", "last_used_at"],
)
class ApiToken(AbstractAuthToken):  # type: ignore[misc]  # knox ships no types
    """A machine's key to the REST face, stored as a hash; acts as its user, at most for reading."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    read_only = models.BooleanField(_("read only"), default=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects: ClassVar[models.Manager["ApiToken"]] = AuthTokenManager()

    def __str__(self) -> str:
        return f"{self.name or self.token_key} ({self.user})"
