"""`rights.md`: who may do what."""

from lianfang.duty.rights import Right
from lianfang.duty.roles import ROLES, Role
from scripts.dictionary.words import both, table

_INTRO = """# Rights 权限

A post gives rights in its area and everything in it, nowhere else. A member may hold several posts. What each role
does with them in a day: [roles](../roles.md). The table is `duty/roles.py`.
"""


def page() -> str:
    """The whole page."""
    rows = [(f"`{right.value}`", both(right.label), _holders(right)) for right in Right]
    chain = sorted((duties.answers, role) for role, duties in ROLES.items() if duties.answers is not None)
    answers = " → ".join(both(role.label) for _rank, role in chain)
    held = table(("right", "meaning", "held by"), rows)
    return f"{_INTRO}\n{held}\n\nWho answers for an area, nearest to the door first: {answers}."


def _holders(right: Right) -> str:
    return "、".join(str(both(role.label)) for role in Role if right in ROLES[role].rights) or "nobody"
