"""Addresses of orders. Ids stand in the path, names never in an address."""

from django.urls import URLPattern, path

from lianfang.orders.views import listing, new, notice, order, start

app_name = "orders"

urlpatterns: list[URLPattern] = [
    path("", listing.orders, name="orders"),
    path("new/", start.start, name="new"),
    path("new/person/<uuid:person>/", new.of_person, name="new_person"),
    path("new/household/<uuid:household>/", new.of_household, name="new_household"),
    path("new/area/<slug:area>/", new.of_area, name="new_area"),
    path("<uuid:order>/", order.order, name="order"),
    path("<uuid:order>/notice/", notice.notice, name="notice"),
]
