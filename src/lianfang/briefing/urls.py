"""Addresses of briefings and figures."""

from django.urls import path

from lianfang.briefing import figure_views, views

app_name = "briefing"
urlpatterns = [
    path("briefings/", views.listing, name="list"),
    path("briefings/now/", views.now, name="now"),
    path("briefings/now.<str:extension>", views.download, name="download"),
    path("briefings/freeze/", views.freeze, name="freeze"),
    path("briefings/<uuid:pk>/", views.frozen, name="frozen"),
    path("briefings/<uuid:pk>.<str:extension>", views.download_frozen, name="download_frozen"),
    path("briefings/<uuid:pk>/sign/", views.sign, name="sign"),
    path("figures/", figure_views.figures, name="figures"),
    path("figures/<str:code>/", figure_views.figure, name="figure"),
]
