"""Addresses of corrections; mounted once for every slice."""

from django.urls import path

from lianfang.desk.facts import views

app_name = "facts"
urlpatterns = [
    path("<uuid:entry>/correct/", views.correct, name="correct"),
    path("<uuid:entry>/void/", views.void, name="void"),
]
