"""Dated rule sets, the response level and listed areas: rows D7's rules, A6."""
