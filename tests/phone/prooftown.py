"""A post where slips are looked at: `python -m tests.phone.prooftown`, in the town of the journeys, prints the slips.

Its own officer, an open post, a pass that is good, one that was lost, and one whose last day was yesterday.
"""

import json
from datetime import timedelta
from typing import Any

import django

GATE, HOLDER, NUMBER = "西门卡点", "欧阳娜", "999111198001010016"


def main() -> None:
    """The officer, the post, the proofs; what a slip's QR holds and its short code, by how it stands."""
    members = _officer()
    print(json.dumps(_slips(members)))  # noqa: T201 - read by the test


def _officer() -> Any:
    from lianfang.areas.models import Area
    from lianfang.duty import actions
    from lianfang.duty.models import Agency
    from lianfang.ledger.scope import SYSTEM
    from tests.journeys.town import COUNTY, PASSWORD, _ago

    agency = Agency.objects.get(name="城西派出所")
    member = actions.add_member("gate", "郑值守", agency, SYSTEM, password=PASSWORD)
    actions.post(member, "checkpoint_officer", Area.objects.get(pk=COUNTY), SYSTEM, since=_ago(90))
    return member


def _slips(_officer: Any) -> dict[str, str]:
    import uuid_utils.compat as uuids

    from lianfang.duty.models import Member
    from lianfang.ledger import clock
    from lianfang.proofs import tokens
    from lianfang.proofs.choices import ProofKind
    from lianfang.proofs.models import Proof
    from lianfang.proofs.tokens import Ticket, mark
    from tests.field import entry, send
    from tests.journeys.town import COUNTY

    now = clock.now()
    post, ids = uuids.uuid7(), {name: uuids.uuid7() for name in ("good", "lost", "over")}
    sent = [entry("checkpoints.post_opened", post, COUNTY, now - timedelta(days=3), name=GATE, what="joint")]
    for name, proof in ids.items():
        until = clock.today() + timedelta(days=-1 if name == "over" else 5)
        data = {"what": "essential", "work": "medical", "until": until.isoformat()}
        who = {"name": HOLDER, "id_number": NUMBER}
        sent.append(entry("proofs.issued", proof, COUNTY, now - timedelta(days=2), who=who, **data))
    sent.append(entry("proofs.revoked", ids["lost"], COUNTY, now - timedelta(hours=1), reason="lost"))
    answers = send(Member.objects.get(username="command"), sent)
    assert {a.status.value for a in answers} <= {"accepted", "flagged"}, [a.as_json() for a in answers]
    found = {"post": str(post)}
    for name, row in ((name, Proof.objects.get(pk=proof)) for name, proof in ids.items()):
        ticket = Ticket(
            row.issued, ProofKind.ESSENTIAL, row.until, holder=mark(row.issued, NUMBER), printed="欧阳* 16"
        )
        found |= {name: f"https://office.example/proofs/check/#{tokens.seal(ticket)}", f"{name} code": row.code}
    return found


if __name__ == "__main__":
    django.setup()
    main()
