"""Agencies and members."""
