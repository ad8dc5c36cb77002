"""Measures on a person, household, place or area, with a basis and an end: row D3."""
