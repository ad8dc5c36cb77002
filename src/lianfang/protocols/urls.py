"""Addresses of protocols. Ids stand in the path, names never in an address."""

from django.urls import URLPattern, path

from lianfang.protocols.views import editions, listed, response, table

app_name = "protocols"

urlpatterns: list[URLPattern] = [
    path("", response.index, name="index"),
    path("response/new/", response.new, name="response_new"),
    path("response/<uuid:response>/", response.response, name="response"),
    path("areas/", listed.listed, name="listed"),
    path("areas/new/", listed.new, name="listed_new"),
    path("areas/<uuid:listed>/", listed.listed_area, name="listed_area"),
    path("editions/", editions.editions, name="editions"),
    path("tables/<slug:table>/", table.table, name="table"),
]
