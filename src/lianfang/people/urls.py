"""Addresses of households, persons and the decisions about who is who."""

from django.urls import path

from lianfang.people.views import decisions, households, persons

app_name = "people"
urlpatterns = [
    path("households/", households.index, name="households"),
    path("household/new/", households.new, name="household_new"),
    path("household/<uuid:household>/", households.household, name="household"),
    path("household/<uuid:household>/person/", persons.new, name="person_new"),
    path("person/<uuid:person>/", persons.person, name="person"),
    path("person/<uuid:person>/move/", persons.move, name="person_move"),
    path("decisions/", decisions.index, name="decisions"),
    path("decisions/<uuid:person>/", decisions.decision, name="decision"),
]
