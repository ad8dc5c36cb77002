"""Addresses of the API."""

from django.urls import path

from lianfang.api import views

app_name = "api"
urlpatterns = [path("api/v1/entries", views.entries_view, name="entries")]
