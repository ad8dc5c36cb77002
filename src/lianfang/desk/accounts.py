"""Accounts are made by an administrator and never by sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.forms import BaseForm
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """allauth's behaviour with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """allauth's form, plain."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "password")


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth carries no types
    """allauth's form, plain."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "oldpassword")


def _plain(form: BaseForm, linked: str) -> None:
    """No label repeated as a placeholder, and no link to the reset between `linked` and its label."""
    form.fields[linked].help_text = ""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
