"""
Signing in and out, and passwords: Django's own views, each behind its door.

A new password ends every other session (Django's session hash) and every token of the person.
"""

from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpResponse

from accounts.access import EVERYBODY_SIGNED_IN, open_to_all, requires
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


log_in = open_to_all(auth_views.LoginView.as_view(redirect_authenticated_user=True))
log_out = open_to_all(auth_views.LogoutView.as_view())
change_password = requires(EVERYBODY_SIGNED_IN)(ChangePassword.as_view())
password_changed = requires(EVERYBODY_SIGNED_IN)(auth_views.PasswordChangeDoneView.as_view())
ask_for_reset = open_to_all(auth_views.PasswordResetView.as_view())
reset_asked = open_to_all(auth_views.PasswordResetDoneView.as_view())
reset_password = open_to_all(ResetPassword.as_view())
reset_done = open_to_all(auth_views.PasswordResetCompleteView.as_view())
