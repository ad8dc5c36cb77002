"""Every address of the site: each slice that has pages adds its line."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lianfang.desk.urls")),
    path("", include("lianfang.briefing.urls")),
    path("audit/", include("lianfang.audit.urls")),
    path("facts/", include("lianfang.desk.facts.urls")),
    path("", include("lianfang.duty.urls")),
    path("people/", include("lianfang.people.urls")),
    path("verification/", include("lianfang.verification.urls")),
    path("needs/", include("lianfang.outreach.urls")),
    path("checkpoints/", include("lianfang.checkpoints.urls")),
    path("proofs/", include("lianfang.proofs.urls")),
    path("orders/", include("lianfang.orders.urls")),
    path("screening/", include("lianfang.screening.urls")),
    path("protocols/", include("lianfang.protocols.urls")),
    path("import/", include("lianfang.exchange.urls")),
    path("field/", include("lianfang.field.urls")),
    path("", include("lianfang.api.urls")),
]
