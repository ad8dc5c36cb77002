"""Which measure a traveller's rule gives, if it gives one that can be proposed."""

from dataclasses import dataclass
from functools import lru_cache

from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.parts import Traveller
from lianfang.orders.basis import Basis
from lianfang.orders.choices import Measure, Target
from lianfang.protocols.tables import rule_of

_MEASURES = {Outcome.HOME: Measure.HOME, Outcome.CENTRAL: Measure.CENTRAL}
"""What somebody who goes home or to a central point is under; anybody else only what the rule itself names."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A measure with its days and the law it rests on."""

    measure: Measure
    days: int
    basis: tuple[Basis, ...]


def ruled(traveller: Traveller) -> Ruling | None:
    """What is to be proposed for this traveller.

    None where the post chose otherwise than the rule it names, where no rule is named or the rule gives no measure,
    or none that the law it cites carries: then a person has to propose by hand, and give all of it.
    """
    if traveller.outcome in {Outcome.PASS, Outcome.TURNED_BACK}:
        return None
    ruling = _ruling(traveller.rule)
    wanted = _MEASURES.get(traveller.outcome)
    return ruling if ruling is not None and wanted in {None, ruling.measure} else None


@lru_cache(maxsize=512)
def _ruling(cited: str) -> Ruling | None:
    found = rule_of(cited)
    then = found[1].then if found else None
    if then is None or then.measure is None or then.days is None:
        return None
    measure = Measure(then.measure.value)
    days = min(then.days, measure.most_days)
    basis = tuple(Basis(code) for code in then.basis if code in Basis.values)
    carried = any(measure in one.article.carries for one in basis)
    return Ruling(measure, days, basis) if carried and Target.PERSON in measure.targets else None
