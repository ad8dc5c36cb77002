"""Addresses of checkpoints. Ids stand in the path, names never in an address."""

from django.urls import URLPattern

app_name = "checkpoints"

urlpatterns: list[URLPattern] = []
