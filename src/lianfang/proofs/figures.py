"""What proofs count."""

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Figure, Unit, figure
from lianfang.proofs.choices import ProofKind

ISSUED: dict[ProofKind, Figure] = {
    ProofKind.RESIDENCE: figure(
        "proofs.residence", N_("开具居住证明"), Unit.COPIES, N_("开具的居住证明，更正不重复计，换发另计一份")
    ),
    ProofKind.OBSERVATION_ENDED: figure(
        "proofs.observation_ended", N_("开具解除医学观察证明"), Unit.COPIES, N_("措施结束后开具的解除医学观察证明")
    ),
    ProofKind.ESSENTIAL: figure(
        "proofs.essential", N_("开具保障人员通行证"), Unit.COPIES, N_("开具的保障人员通行证，换发另计一份")
    ),
}
REVOKED = figure("proofs.revoked", N_("注销证明"), Unit.COPIES, N_("有效期满之前注销的证明，含换发时注销的旧证"))
CHECKED = figure("proofs.checked", N_("查验证明"), Unit.COPIES, N_("卡点查验的证明，查一次计一份"))
FAILED = figure("proofs.failed", N_("查验不合格证明"), Unit.COPIES, N_("查验时过期、作废、伪造或与持证人不符的证明"))
