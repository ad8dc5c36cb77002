"""Addresses of the audit and of entries that are not in the ledger."""

from django.urls import path

from lianfang.audit.views import destructions, entries, viewings, waiting

app_name = "audit"
urlpatterns = [
    path("", viewings.index, name="viewings"),
    path("entries/", entries.index, name="entries"),
    path("destructions/", destructions.index, name="destructions"),
    path("destructions/<uuid:pk>.json", destructions.certificate, name="certificate"),
    path("waiting/", waiting.index, name="waiting"),
    path("waiting/<uuid:pk>/", waiting.entry, name="waiting_entry"),
    path("waiting/<uuid:pk>/resend", waiting.resend, name="waiting_resend"),
]
