"""Addresses of proofs. Ids stand in the path, names never in an address."""

from django.urls import URLPattern

app_name = "proofs"

urlpatterns: list[URLPattern] = []
