"""Accounts are made by an administrator and never by sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):
    """allauth's behaviour with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False


class SignInForm(LoginForm):
    """allauth's form without the link between the two fields and without labels repeated as placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
