"""Addresses of the pages on areas."""

from django.urls import path

from lianfang.desk.areas import views

app_name = "areas"
urlpatterns = [
    path("areas/", views.index, name="index"),
    path("areas/<str:code>/", views.area, name="area"),
    path("areas/<str:code>/edit", views.edit, name="edit"),
    path("areas/<str:code>/add", views.add, name="add"),
    path("areas/<str:code>/retire", views.retire, name="retire"),
    path("areas/<str:code>/reopen", views.reopen, name="reopen"),
]
