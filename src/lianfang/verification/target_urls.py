"""The address of a target's page; part of verification's addresses."""

from django.urls import URLPattern, path

from lianfang.verification.views import target

urlpatterns: list[URLPattern] = [path("target/<uuid:target>/", target.target, name="target")]
