"""What goes out below county level gives nobody away."""

from itertools import product
from types import SimpleNamespace

from lianfang.briefing import public
from lianfang.briefing.compose import compose
from lianfang.briefing.figures import OPEN_TOTAL
from lianfang.briefing.formats import to_json, to_markdown
from lianfang.briefing.report import Report
from lianfang.briefing.teller import Teller
from lianfang.briefing.wording import Number
from lianfang.briefing.write import report
from tests.briefing.days import a_campaign, new, taken
from tests.conftest import COUNTY, GRID, NEXT_GRID, VILLAGE
from tests.field import case, finished, moment

MORNING = moment(29, 8, 30)


def many(members: SimpleNamespace) -> None:
    """Twenty done and two open in one grid, eight open in the next."""
    run, targets = case(), new(30)
    where = [GRID] * 22 + [NEXT_GRID] * 8
    taken(
        members.clerk,
        [
            *run.opening(COUNTY, moment(27)),
            *(run.listed(t, a, moment(27)) for t, a in zip(targets, where, strict=True)),
        ],
    )
    taken(members.worker, [raw for target in targets[:20] for raw in finished(target, GRID)])


def bulletin(area: str) -> Report:
    return report(compose(area, MORNING), for_public=True)


def test_counts_under_five_are_hidden_below_county_level(members: SimpleNamespace) -> None:
    a_campaign(members)
    said = to_markdown(bulletin(VILLAGE))
    assert "已核实销号＜5人" in said
    for number in bulletin(VILLAGE).numbers():
        assert number.hidden or not 0 < abs(number.value) < 5
    assert "累计核查10人，其中已核实销号3人" in to_markdown(bulletin(COUNTY))


def test_what_concerns_colleagues_is_left_out(members: SimpleNamespace) -> None:
    a_campaign(members)
    said = to_markdown(bulletin(VILLAGE))
    for word in ("李网格", "今日任务", "提醒", "更正", "内部资料"):
        assert word not in said
    assert "content" not in to_json(bulletin(VILLAGE), compose(VILLAGE, MORNING))


def test_a_hidden_number_cannot_be_worked_out_by_subtraction(members: SimpleNamespace) -> None:
    many(members)
    found = bulletin(VILLAGE)
    hidden = {number.key: number for number in found.numbers() if number.hidden}
    assert any(n.figure == OPEN_TOTAL and n.area == GRID for n in hidden.values())
    teller = Teller(compose(VILLAGE, MORNING))
    seen = {number.key for number in found.numbers()}
    for each in public._sums(teller):
        unknown = [term for term in each.terms() if term.key in hidden]
        others = [t for t in each.terms() if t.key not in seen and t.value]
        assert len(unknown) + len(others) != 1, (each.whole, unknown)


def test_two_that_can_only_be_one_way_are_not_left_alone() -> None:
    def number(value: int, area: str) -> Number:
        return Number(value, "verification.closed", area, MORNING, MORNING)

    for pair in product((1, 2, 4), repeat=2):
        parts = tuple(number(value, f"{VILLAGE}{n}") for n, value in enumerate(pair))
        total = public.Sum(number(sum(pair) + 50, VILLAGE), (*parts, number(50, f"{VILLAGE}9")))
        terms = {term.key: term for term in total.terms()}
        masks = {part.key: public.SMALL for part in parts}
        leak = public._leak([total], terms.keys(), masks)
        assert (leak is not None) == (pair in {(1, 1), (4, 4)})
