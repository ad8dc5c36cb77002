"""Checkpoints as a Django app."""

from django.apps import AppConfig


class CheckpointsConfig(AppConfig):
    """Posts on the roads, what passes them and what is done: rows C1–C4, C7."""

    name = "lianfang.checkpoints"
    label = "checkpoints"
