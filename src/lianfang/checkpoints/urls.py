"""Addresses of checkpoints. Ids stand in the path; plates and names never in an address."""

from django.urls import URLPattern, path

from lianfang.checkpoints.views import board, lookouts, new_post, passage, passages, post, record, referrals

app_name = "checkpoints"

urlpatterns: list[URLPattern] = [
    path("", board.board, name="board"),
    path("posts/new/", new_post.start, name="new_post"),
    path("posts/new/<slug:area>/", new_post.of_area, name="new_post_of_area"),
    path("posts/<uuid:post>/", post.post, name="post"),
    path("posts/<uuid:post>/record/", record.record, name="record"),
    path("passages/", passages.passages, name="passages"),
    path("passages/<uuid:passage>/", passage.passage, name="passage"),
    path("recall/", record.recall, name="recall"),
    path("lookouts/", lookouts.lookouts, name="lookouts"),
    path("lookouts/new/", lookouts.start, name="new_lookout"),
    path("lookouts/new/<slug:area>/", lookouts.of_area, name="new_lookout_of_area"),
    path("lookouts/<uuid:lookout>/", lookouts.lookout, name="lookout"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<uuid:referral>/", referrals.referral, name="referral"),
]
