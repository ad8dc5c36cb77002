"""Addresses of the phone: the app itself, enrolment and the queue file, what goes down to it."""

from django.urls import URLPattern, URLResolver, include, path

from lianfang.field.views import shell

app_name = "field"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", shell.page, name="shell"),
    path("sw.js", shell.worker, name="worker"),
    path("files.json", shell.files, name="files"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("", include("lianfang.field.enrolment_urls")),
    path("", include("lianfang.field.down_urls")),
]
