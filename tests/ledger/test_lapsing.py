"""What runs out by itself leaves the stock at its end, and the figure, opened, shows it there."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lianfang.ledger.figures import Figure, Unit
from lianfang.ledger.folds import Seen, Slot, Tally
from lianfang.ledger.kinds import Voided, VoidReason

STOCK = Figure("test.running", "正在执行", Unit.PERSONS, "", stock=True, lapses=True)
FLOW = Figure("test.visits", "走访", Unit.PERSON_TIMES, "")
BEGUN = datetime(2020, 1, 28, 1, 30, tzinfo=UTC)  # 09:30 in Beijing
ENDS = BEGUN + timedelta(days=14, hours=10)


def told() -> Seen:
    fact = Voided(reason=VoidReason.MISTAKE)
    return Seen(uuid4(), fact.kind.code, uuid4(), "511922", "", BEGUN, None, None, fact)


def test_a_count_falls_where_it_is_said_to() -> None:
    entry, tally = told(), Tally(explain=True)
    tally.add(STOCK, 1, entry)
    tally.add(STOCK, -1, entry, at=ENDS)

    assert tally.counts == {
        Slot("test.running", date(2020, 1, 28), 9, "511922", ""): 1,
        Slot("test.running", date(2020, 2, 11), 19, "511922", ""): -1,
    }
    assert [(cause.id, cause.at) for _slot, _amount, cause in tally.causes] == [(entry.id, BEGUN), (entry.id, ENDS)]


def test_a_figure_that_does_not_lapse_counts_when_it_happens() -> None:
    with pytest.raises(ValueError, match="lapses"):
        Tally().add(FLOW, 1, told(), at=ENDS)
