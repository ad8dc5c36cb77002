"""Addresses of screening. Ids stand in the path, names never in an address."""

from django.urls import URLPattern

app_name = "screening"

urlpatterns: list[URLPattern] = []
