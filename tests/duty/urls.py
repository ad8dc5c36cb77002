"""The desk with the pages of the registers, as `site.urls` mounts them."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianfang.desk.urls")),
    path("", include("lianfang.desk.areas.urls")),
    path("", include("lianfang.desk.duty.urls")),
]
