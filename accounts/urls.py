"""The ways in and out; the names are Django's, which its own views and templates expect."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("login/", views.log_in, name="login"),
    path("logout/", views.log_out, name="logout"),
    path("password/change/", views.change_password, name="password_change"),
    path("password/changed/", views.password_changed, name="password_change_done"),
    path("password/reset/", views.ask_for_reset, name="password_reset"),
    path("password/reset/sent/", views.reset_asked, name="password_reset_done"),
    path("password/reset/<uidb64>/<token>/", views.reset_password, name="password_reset_confirm"),
    path("password/reset/done/", views.reset_done, name="password_reset_complete"),
]
