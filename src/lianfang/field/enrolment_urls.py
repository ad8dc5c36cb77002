"""Addresses of enrolment, devices and the queue file."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
