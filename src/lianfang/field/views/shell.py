"""The app's page. It is the same for everybody, holds nothing personal, and needs no sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The frame in which the phone's modules draw everything."""
    return render(request, "field/shell.html")
