"""What holds of a phone's own facts is what the server would hold of them: random chains through both (in node)."""

import json
import random
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import uuid_utils.compat as uuids

import lianfang
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.kinds import Voided, VoidReason
from lianfang.verification.choices import Outcome
from lianfang.verification.kinds import Visited
from tests.conftest import GRID
from tests.field import moment

MODULE = Path(lianfang.__file__).parent / "field/static/field/js/corrected.js"


def held_on_the_phone(stories: list[list[dict[str, Any]]]) -> list[list[str]]:
    """What each fact that holds says, in order, by the phone's own rule."""
    script = (
        f"import {{ holding }} from {json.dumps(MODULE.as_uri())};\n"
        "const stories = JSON.parse(await new Response(process.stdin).text());\n"
        "console.log(JSON.stringify(stories.map((one) => holding(one).map(({ id, said }) => `${id} ${said}`))));"
    )
    command = ["node", "--input-type=module", "--eval", script]
    said = json.dumps(stories)
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=True, timeout=60)
    found: list[list[str]] = json.loads(done.stdout)
    return found


def story(rng: random.Random) -> list[tuple[dict[str, Any], Seen]]:
    """Visits of one target, some put right, some taken back, some of that undone; as recorded and as folded."""
    told: list[tuple[dict[str, Any], Seen]] = []
    subject = uuids.uuid7()
    for number in range(rng.randrange(1, 9)):
        parent = rng.choice(told)[1] if told and rng.random() < 0.6 else None
        voiding = parent is not None and (isinstance(parent.fact, Voided) or rng.random() < 0.5)
        fact = Voided(reason=VoidReason.MISTAKE) if voiding else Visited(outcome=rng.choice(list(Outcome)))
        id_ = uuids.uuid7()
        at = parent.at if parent else moment(28) + timedelta(minutes=number)
        corrects = parent.id if parent else None
        sent = {"id": str(id_), "kind": fact.kind.code, "said": getattr(fact, "outcome", "")}
        sent |= {"corrects": str(corrects)} if corrects else {}
        told.append((sent, Seen(id_, fact.kind.code, subject, GRID, "", at, None, corrects, fact)))
    return told


def test_the_phone_holds_what_the_server_holds() -> None:
    rng = random.Random(2020)
    stories = [story(rng) for _number in range(400)]
    on_phone = held_on_the_phone([[sent for sent, _seen in one] for one in stories])
    at_server = [
        [
            f"{one.id} {one.fact.outcome}"
            for one in effective(seen for _sent, seen in told)
            if isinstance(one.fact, Visited)
        ]
        for told in stories
    ]
    assert [len(one) for one in at_server] != [len(one) for one in stories]  # something was set aside at all
    assert on_phone == at_server


def test_what_corrects_a_fact_the_server_has_waits_for_the_server() -> None:
    correction = {"id": "b", "kind": "verification.visited", "corrects": "a", "said": "met"}
    other = {"id": "c", "kind": "verification.visited", "said": "not_in"}
    assert held_on_the_phone([[correction, other]]) == [["c not_in"]]
