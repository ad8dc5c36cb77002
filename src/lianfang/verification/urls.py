"""Addresses of verification. Areas and filters stand in the query, identities never."""

from django.urls import URLPattern, URLResolver, include, path

from lianfang.verification.views import again, assign, board, doubts, lists, mine, rounds, targets, unclear

app_name = "verification"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.index, name="campaigns"),
    path("", include("lianfang.verification.target_urls")),
    path("mine/", mine.work, name="mine"),
    path("mine/<uuid:pk>/claim", mine.claim, name="claim"),
    path("<uuid:campaign>/", board.board, name="board"),
    path("<uuid:campaign>/targets/", targets.targets, name="targets"),
    path("<uuid:campaign>/targets/assign", assign.assign, name="assign"),
    path("<uuid:campaign>/unclear/", unclear.unclear, name="unclear"),
    path("<uuid:campaign>/again/", again.go_back, name="again"),
    path("<uuid:campaign>/rounds/", rounds.by_area, name="rounds"),
    path("<uuid:campaign>/rounds/untried/", rounds.untried, name="untried"),
    path("<uuid:campaign>/rounds/unmet/", rounds.unmet, name="unmet"),
    path("<uuid:campaign>/lists/", lists.lists, name="lists"),
    path("<uuid:campaign>/doubts/", doubts.doubtful, name="doubts"),
]
