"""Corrections of columns, kept under the mark of the heading and used by themselves next time."""

from collections import Counter
from collections.abc import Mapping as Table
from collections.abc import Sequence
from uuid import UUID

from lianfang.exchange.models import RememberedMapping
from lianfang.exchange.reading import Field, ListPreview, Mapping
from lianfang.exchange.reading.cells import letter


def recall(lists: Sequence[ListPreview]) -> Mapping | None:
    """What persons have said about lists with these headings, if anything."""
    marks = [one.signature for one in lists]
    told = dict(RememberedMapping.objects.filter(pk__in=marks).values_list("signature", "mapping"))
    columns = {key: value for mark in marks for key, value in told.get(mark, {}).items()}
    return Mapping.from_json(columns) if columns else None


def remember(lists: Sequence[ListPreview], mapping: Mapping, member: UUID | None) -> None:
    """Keep a correction for every list of the file it says something about."""
    for one in lists:
        said = any(column.confidence == 1.0 for column in one.columns)
        if said:
            RememberedMapping.objects.update_or_create(
                signature=one.signature, defaults={"mapping": mapping.to_json(), "member": member}
            )


def remember_choices(one: ListPreview, chosen: Table[int, Field], member: UUID | None) -> None:
    """Keep what a person chose for the columns (by index) of one list; columns left as guessed stay guessed."""
    headings = Counter(column.header for column in one.columns)
    said = {
        (column.header if headings[column.header] == 1 else letter(column.index)): str(chosen[column.index].value)
        for column in one.columns
        if column.index in chosen and (column.confidence == 1.0 or chosen[column.index] is not column.field)
    }
    if said:
        RememberedMapping.objects.update_or_create(
            signature=one.signature, defaults={"mapping": said, "member": member}
        )
