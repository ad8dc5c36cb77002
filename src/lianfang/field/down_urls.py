"""Addresses of what goes down to the phone."""

from django.urls import URLPattern, URLResolver, path

from lianfang.field.views.asking import asking_view
from lianfang.field.views.down import down
from lianfang.field.views.hello import hello
from lianfang.field.views.reference import reference_view

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/hello", hello, name="hello"),
    path("v1/reference", reference_view, name="reference"),
    path("v1/down", down, name="down"),
    path("v1/asking", asking_view, name="asking"),
]
