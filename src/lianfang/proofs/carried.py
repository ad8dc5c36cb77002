"""What a phone carries to check slips without network: the county's public keys, and what was taken back."""

import base64
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lianfang.ledger import clock
from lianfang.ledger.models import Entry
from lianfang.proofs import codes, signing
from lianfang.proofs.choices import MOST_DAYS, Standing
from lianfang.proofs.kinds import ProofIssued
from lianfang.proofs.models import Proof
from lianfang.proofs.queries.standing import standing


def carried() -> dict[str, Any]:
    """{"keys": {key id: public point in base64}, "dead": [short code…]}. One query.

    `dead` are the slips that a QR would still call good though they are not: revoked, corrected, voided, or without
    the ground they rested on. They are those of the whole county, since a proof is shown anywhere, and a code tells
    nothing of whom it was for. What has expired says so itself.
    """
    now = clock.now()
    says_so = Q(standing=Standing.VALID) | Q(until__lt=timezone.localdate(now))
    good = standing(Proof.objects.all(), now).filter(says_so)
    issued = Entry.objects.filter(kind=ProofIssued.kind.code, at__gte=now - timedelta(days=MOST_DAYS + 1))
    dead = issued.exclude(id__in=good.values("issued")).values_list("id", flat=True)
    return {
        "keys": {kid: base64.b64encode(point).decode() for kid, point in signing.public().items()},
        "dead": sorted(map(codes.short, dead)),
    }
