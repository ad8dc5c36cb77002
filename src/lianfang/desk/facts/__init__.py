"""Facts on pages: a form for every kind, the story of every subject, corrections; nothing here knows a slice.

A kind says in its `Field(json_schema_extra=…)` what a form should know beyond the type:

- `show_if` ({"outcome": ["not_in"]}): asked only then
- `needed_if` (likewise): the form insists on it then; the door does not, because facts of older phones come without
- `widget`: "radios" for a long list that must be one tap, "textarea"
- `control`: "plate", "id", "phones", a text with a helper of its own
- `help`: a sentence beside the field, a msgid
- `refers`: the type of thing an id or code stands for, see `naming`; asked for only where a page offers choices
- `inner` ({"name": {"required": True}}): how fields of a part are asked for in this kind
"""
