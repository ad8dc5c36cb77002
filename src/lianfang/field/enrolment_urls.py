"""Addresses of enrolment, devices and the queue file."""

from django.urls import URLPattern, URLResolver, path

from lianfang.field.views import enrol, enrol_phone, queue

urlpatterns: list[URLPattern | URLResolver] = [
    path("enrol/<uuid:pk>/", enrol.page, name="enrol"),
    path("enrol/<uuid:pk>/state", enrol.state, name="enrol_state"),
    path("queue/", queue.page, name="queue"),
    path("v1/enrol", enrol_phone.enrol, name="enrol_phone"),
]
