"""Addresses of imports."""

from django.urls import URLPattern, URLResolver, path

from lianfang.exchange.views import imports

app_name = "exchange"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", imports.index, name="imports"),
    path("<uuid:pk>/", imports.one, name="import"),
    path("<uuid:pk>/start", imports.start, name="start"),
    path("<uuid:pk>/discard", imports.discard, name="discard"),
    path("<uuid:pk>/progress", imports.progress, name="progress"),
    path("<uuid:pk>/refused.csv", imports.refused, name="refused"),
]
