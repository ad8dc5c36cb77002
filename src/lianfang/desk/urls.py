"""Addresses of the desk: home, sign-in (only what allauth offers and we want), health."""

from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from lianfang.desk import gallery, views, words
from lianfang.desk.accounts import PasswordForm, SignInForm

desk: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("badges", views.badges, name="badges"),
    path("theme", views.set_theme, name="theme"),
    path("offline", views.offline, name="offline"),
    path("words/<slug:language>.json", words.page, name="words"),
]
if settings.DEBUG:
    desk += gallery.urlpatterns

# Sign-up, mail addresses and reset by mail are not mounted: accounts come from an administrator.
# allauth looks up the names of its sign-up and mail pages, so these names answer with our closed page.
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((desk, "desk"))),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/login/", account.LoginView.as_view(form_class=SignInForm), name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "account/password/",
        account.PasswordChangeView.as_view(form_class=PasswordForm),
        name="account_change_password",
    ),
    path("account/password/help/", views.password_help, name="account_reset_password"),
    path("account/signup/", views.password_help, name="account_signup"),
    path("account/2fa/", include("allauth.mfa.urls")),
]
