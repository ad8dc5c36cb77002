"""The site with the gallery of components, as `LIANFANG_DEBUG` mounts it."""

from django.urls import include, path

from lianfang.desk import gallery

urlpatterns = [
    path("", include("lianfang.desk.urls")),
    path("", include((gallery.urlpatterns, "gallery"))),
]
