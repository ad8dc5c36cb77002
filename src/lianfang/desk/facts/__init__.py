"""Facts on pages: a form for every kind, the story of every subject, corrections; nothing here knows a slice.

A kind says in its `Field(json_schema_extra=…)` what a form should know beyond the type:
`show_if` ({"outcome": ["not_in"]}: asked only then), `widget` ("radios" for a long list that must be one tap),
`refers` (the type of thing an id or code stands for, see `naming`).
"""
