"""Who is the same person: candidates under selective keys, evidence field by field, a verdict by rule.

The policy: the machine merges only on an agreeing document number or on two independent fields besides it, never
against a contradiction, and asks where a person could tell. `block_keys` says under which strings an identity is
looked up, `compare` weighs two identities, `resolve` places a batch of claims.
"""

from lianfang.vault.matching.evidence import Field
from lianfang.vault.matching.keys import block_keys
from lianfang.vault.matching.resolve import Candidate, Candidates, Claim, Outcome, Resolution, resolve
from lianfang.vault.matching.verdict import Comparison, Verdict, Why, compare

__all__ = [
    "Candidate",
    "Candidates",
    "Claim",
    "Comparison",
    "Field",
    "Outcome",
    "Resolution",
    "Verdict",
    "Why",
    "block_keys",
    "compare",
    "resolve",
]
