"""Addresses of the pages on areas and on duty. Those on areas live here because they show who answers."""

from django.urls import include, path

from lianfang.duty.views import areas, devices, members, teams

on_areas = [
    path("areas/", areas.index, name="index"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/edit", areas.edit, name="edit"),
    path("areas/<str:code>/add", areas.add, name="add"),
    path("areas/<str:code>/retire", areas.retire, name="retire"),
    path("areas/<str:code>/reopen", areas.reopen, name="reopen"),
]
on_duty = [
    path("members/", members.index, name="members"),
    path("members/add", members.add, name="member_add"),
    path("members/<uuid:pk>/", members.member, name="member"),
    path("members/<uuid:pk>/edit", members.edit, name="member_edit"),
    path("members/<uuid:pk>/password", members.password, name="member_password"),
    path("members/<uuid:pk>/switch", members.switch, name="member_switch"),
    path("posts/<uuid:pk>/end", members.end_post, name="post_end"),
    path("agencies/", teams.agencies, name="agencies"),
    path("agencies/add", teams.agency, name="agency_add"),
    path("agencies/<uuid:pk>/", teams.agency, name="agency"),
    path("groups/", teams.groups, name="groups"),
    path("groups/add", teams.group_edit, name="group_add"),
    path("groups/<uuid:pk>/", teams.group, name="group"),
    path("groups/<uuid:pk>/edit", teams.group_edit, name="group_edit"),
    path("groups/<uuid:pk>/leave/<uuid:member>", teams.leave, name="group_leave"),
    path("devices/", devices.index, name="devices"),
    path("devices/<uuid:pk>/revoke", devices.revoke, name="device_revoke"),
]
urlpatterns = [
    path("", include((on_areas, "areas"))),
    path("", include((on_duty, "duty"))),
]
