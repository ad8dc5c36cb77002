"""Addresses of proofs. Ids stand in the path, names and codes never in an address."""

from django.urls import URLPattern, path

from lianfang.proofs.views import ask, check, listing, new, proof, slip

app_name = "proofs"

urlpatterns: list[URLPattern] = [
    path("", listing.proofs, name="proofs"),
    path("check/", check.page, name="check"),
    path("v1/check", ask.ask, name="ask"),
    path("new/", new.start, name="new"),
    path("new/person/<uuid:person>/", new.of_person, name="new_person"),
    path("new/area/<slug:area>/", new.of_area, name="new_area"),
    path("<uuid:proof>/", proof.proof, name="proof"),
    path("<uuid:proof>/slip/", slip.slip, name="slip"),
    path("<uuid:proof>/again/", new.again, name="again"),
]
