"""Addresses of screening. Ids stand in the path, names never in an address."""

from django.urls import URLPattern, path

from lianfang.screening.views import hit, listing

app_name = "screening"

urlpatterns: list[URLPattern] = [
    path("", listing.hits, name="hits"),
    path("<uuid:hit>/", hit.hit, name="hit"),
]
