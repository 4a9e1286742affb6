"""
Passwords: Django's own views, and what a new password ends besides.

A new password ends every other session (Django's session hash) and every token of the person.
"""

from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpResponse

from accounts.models import User
from accounts.operations import end_tokens


class ChangePassword(auth_views.PasswordChangeView):
    """A person gives themselves another password."""

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep this session, end everything else."""
        answer = super().form_valid(form)
        end_tokens(person_id=form.user.pk)
        return answer


class ResetPassword(auth_views.PasswordResetConfirmView):
    """A person who followed the link in the mail chooses a password."""

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """End everything that the old password had opened."""
        answer = super().form_valid(form)
        end_tokens(person_id=form.user.pk)
        return answer
