"""Addresses of protocols. Ids stand in the path, names never in an address."""

from django.urls import URLPattern

app_name = "protocols"

urlpatterns: list[URLPattern] = []
