"""The sign-in pages we use of django-allauth; sign-up, e-mail and reset by mail are left out."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from lilian.web.shell.sign_in_page import SignIn

to_sign_in = RedirectView.as_view(pattern_name="account_login")
to_code = RedirectView.as_view(pattern_name="account_request_login_code")

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    # allauth's own views name these; here they lead back to sign-in by code.
    path("signup/", to_sign_in, name="account_signup"),
    path("password/reset/", to_code, name="account_reset_password"),
    path("email/", RedirectView.as_view(pattern_name="me"), name="account_email"),
    path("2fa/", include("allauth.mfa.urls")),
]
