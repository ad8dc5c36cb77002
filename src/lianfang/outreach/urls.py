"""Addresses of outreach. Ids stand in the path, names never in an address."""

from django.urls import URLPattern, path

from lianfang.outreach.views import listing, need, new

app_name = "outreach"

urlpatterns: list[URLPattern] = [
    path("", listing.needs, name="needs"),
    path("new/", new.start, name="new"),
    path("new/household/<uuid:household>/", new.of_household, name="new_household"),
    path("new/person/<uuid:person>/", new.of_person, name="new_person"),
    path("new/area/<slug:area>/", new.of_area, name="new_area"),
    path("<uuid:need>/", need.need, name="need"),
]
