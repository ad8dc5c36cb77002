"""Lianfang 联防: outbreak response at the level where doors are knocked on."""

__version__ = "0.3.0"
