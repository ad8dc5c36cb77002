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
    path("import/", include("lianfang.exchange.urls")),
    path("field/", include("lianfang.field.urls")),
    path("", include("lianfang.api.urls")),
]
