"""Addresses of orders. Ids stand in the path, names never in an address."""

from django.urls import URLPattern

app_name = "orders"

urlpatterns: list[URLPattern] = []
