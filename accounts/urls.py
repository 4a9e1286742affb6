"""The ways in and out; the names are Django's, which its own views and templates expect."""

from django.contrib.auth import views as auth_views
from django.urls import path

from accounts.access import EVERYBODY_SIGNED_IN, open_to_all, requires
from accounts.views import ChangePassword, ResetPassword

signed_in = requires(EVERYBODY_SIGNED_IN)

log_in = auth_views.LoginView.as_view(redirect_authenticated_user=True)

urlpatterns = [
    path("login/", open_to_all(log_in), name="login"),
    path("logout/", open_to_all(auth_views.LogoutView.as_view()), name="logout"),
    path("password/change/", signed_in(ChangePassword.as_view()), name="password_change"),
    path(
        "password/changed/",
        signed_in(auth_views.PasswordChangeDoneView.as_view()),
        name="password_change_done",
    ),
    path(
        "password/reset/",
        open_to_all(auth_views.PasswordResetView.as_view()),
        name="password_reset",
    ),
    path(
        "password/reset/sent/",
        open_to_all(auth_views.PasswordResetDoneView.as_view()),
        name="password_reset_done",
    ),
    path(
        "password/reset/<uidb64>/<token>/",
        open_to_all(ResetPassword.as_view()),
        name="password_reset_confirm",
    ),
    path(
        "password/reset/done/",
        open_to_all(auth_views.PasswordResetCompleteView.as_view()),
        name="password_reset_complete",
    ),
]
