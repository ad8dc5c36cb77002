"""Every address of the site, with what to ask of it. An address without a case here fails the test of promise 4."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.promises.villages import Village

Arguments = Callable[[Village], Sequence[Sequence[Any]]]
Body = Mapping[str, str]


def _alone(_village: Village) -> Sequence[Sequence[Any]]:
    return [()]


def _of(*keys: str) -> Arguments:
    """An address with one id: each of these things of the village in turn."""
    return lambda village: [(village.ids[key],) for key in keys]


def _campaign(village: Village) -> Sequence[Sequence[Any]]:
    return [(village.campaign,)]


def _codes(village: Village) -> Sequence[Sequence[Any]]:
    return [(village.area,), (village.grid,)]


def _entries(village: Village) -> Sequence[Sequence[Any]]:
    return [(one,) for key, one in village.ids.items() if key.startswith("entry")]


@dataclass(frozen=True)
class Asked:
    """What is asked of an address: its arguments, for a village, and what a form there would send.

    `queries` are the parts after the question mark that matter besides those tried everywhere. `public`: whoever
    is not signed in may see it. `tried`: questions for another village's part are put to it as well.
    """

    args: Arguments = _alone
    body: Callable[[Village], Sequence[Body]] = lambda _village: [{}]
    queries: Sequence[str] = ()
    public: bool = False
    tried: bool = True


def _written(kind: str, **values: str) -> Callable[[Village], Sequence[Body]]:
    """What the form of a kind sends when somebody filled it in by hand."""
    prefix = kind.replace(".", "-")
    sent = {f"{prefix}-{name}": value for name, value in values.items()}
    return lambda village: [
        {"kind": kind, f"{prefix}-entry-id": f"01900000-0000-7000-8000-{village.serial:012d}"} | sent
    ]


def _searches(village: Village) -> Sequence[Body]:
    return [{"q": word} for word in (village.names[0], village.identifiers[0], village.identifiers[1][-4:])]


def _handed(village: Village) -> Sequence[Body]:
    worker, target = f"m:{village.ids['worker']}", str(village.ids["owned"])
    return [{"to": worker, "target": target}, {"to": f"g:{village.ids['team']}", "all": "on"}]


def _placed(village: Village) -> Sequence[Body]:
    return [{"target": str(village.ids["unplaced"]), "to": village.grid}]


def _decided(village: Village) -> Sequence[Body]:
    prefix = "people-identity_decided"
    return [{f"{prefix}-entry-id": str(village.ids["door"]), "choice": f"same:{village.ids['guest']}"}]


def _moved(village: Village) -> Sequence[Body]:
    return [*_searches(village), {"q": village.identifiers[3], "household": str(village.ids["house"])}]


_ASKED_FOR = _written("outreach.need_raised", what="papers", channel="door")
_PROPOSED = _written("orders.proposed", since="2020-01-30T09:00", until="2020-02-04T09:00", basis="law-41")
_BY_RULE = "measure=home&rule=county-2020/listed-home"
_CERTIFIED = _written("proofs.issued", what="residence", until="2099-01-01")
_TARGETS = _of("met", "owned", "guested", "unplaced", "unsure")
_FIGURES = ("verification.closed", "verification.targets", "people.persons", "verification.visits")
_PLAIN = [
    "desk:home",
    "desk:badges",
    "briefing:figures",
    "duty:member_add",
    "duty:agencies",
    "duty:agency_add",
    "duty:groups",
    "duty:group_add",
    "verification:campaigns",
    "verification:mine",
    "duty:devices",
]
_OWN = [
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
]
_OPEN = [
    "desk:theme",
    "healthz",
    "robots",
    "set_language",
    "account_login",
    "account_reset_password",
    "account_signup",
    "desk:offline",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "field:shell",
    "field:worker",
    "field:files",
    "field:manifest",
]

CASES: dict[str, Asked] = {
    **{name: Asked() for name in _PLAIN},
    **{name: Asked(tried=False) for name in _OWN},
    **{name: Asked(public=True, tried=False) for name in _OPEN},
    "desk:words": Asked(lambda _village: [(code,) for code in ("en", "zh-hant", "tlh")], public=True, tried=False),
    "duty:members": Asked(body=_searches),
    "areas:index": Asked(),
    **{f"areas:{page}": Asked(_codes) for page in ("area", "edit", "add", "retire", "reopen")},
    **{
        f"duty:{page}": Asked(_of("worker", "cadre", "helper"))
        for page in ("member", "member_edit", "member_password", "member_switch")
    },
    "duty:post_end": Asked(_of("posting")),
    "duty:agency": Asked(_of("agency")),
    "duty:group": Asked(_of("team")),
    "duty:group_edit": Asked(_of("team")),
    "duty:group_leave": Asked(lambda village: [(village.ids["team"], village.ids["helper"])]),
    "duty:device_revoke": Asked(_of("token")),
    "briefing:list": Asked(queries=("state=unsigned",)),
    "briefing:now": Asked(queries=("at=2020-01-30T08:30", "at=x", "public=1")),
    "briefing:download": Asked(lambda _village: [("docx",), ("md",), ("json",), ("exe",)]),
    "briefing:freeze": Asked(body=lambda village: [{"area": village.area, "at": "2020-01-29T08:30:00+08:00"}]),
    "briefing:frozen": Asked(_of("frozen"), queries=("verify=1", "public=1")),
    "briefing:download_frozen": Asked(lambda village: [(village.ids["frozen"], e) for e in ("docx", "md", "json")]),
    "briefing:sign": Asked(_of("frozen")),
    "briefing:figure": Asked(lambda _village: [(code,) for code in _FIGURES], queries=("exact=1", "since=x")),
    "facts:correct": Asked(_entries, body=_written("verification.visited", outcome="met")),
    "facts:void": Asked(lambda village: _entries(village)[::4], body=_written("ledger.voided", reason="mistake")),
    "people:households": Asked(body=_searches),
    "people:household_new": Asked(body=_written("people.household_registered", **{"where-address": "1组1号"})),
    "people:household": Asked(
        _of("house", "next_house"), body=_written("people.household_registered", **{"where-address": "1组1号"})
    ),
    "people:person_new": Asked(_of("house"), body=_written("people.person_registered", **{"who-name": "新来的"})),
    "people:person": Asked(
        _of("owner", "guest", "record", "twin"), body=_written("people.whereabouts", whereabouts="left")
    ),
    "people:person_move": Asked(_of("owner", "guest"), body=_moved),
    "people:decisions": Asked(queries=("tab=ask", "tab=decided")),
    "people:decision": Asked(_of("record", "twin"), body=_decided),
    "verification:target": Asked(_TARGETS, body=_written("verification.visited", outcome="met")),
    "verification:claim": Asked(_TARGETS),
    "verification:targets": Asked(_campaign, _searches, queries=("late=on", "standing=refused", "sort=-area")),
    "verification:assign": Asked(_campaign, _handed),
    "verification:unclear": Asked(_campaign, _placed),
    "verification:again": Asked(_campaign, queries=("today=1", "paper=1")),
    **{
        f"verification:{page}": Asked(_campaign)
        for page in ("board", "rounds", "untried", "unmet", "lists", "doubts")
    },
    "outreach:needs": Asked(body=_searches, queries=("state=all", "state=open&late=on", "who=me", "clash=on")),
    "outreach:new": Asked(body=_searches),
    "outreach:new_household": Asked(_of("house"), body=_ASKED_FOR),
    "outreach:new_person": Asked(_of("owner", "guest", "record"), body=_ASKED_FOR),
    "outreach:new_area": Asked(_codes, body=_ASKED_FOR),
    "outreach:need": Asked(_of("need", "called"), body=_written("outreach.need_closed", reason="solved")),
    "checkpoints:board": Asked(queries=("closed=on", "wall=on")),
    "checkpoints:new_post": Asked(),
    "checkpoints:new_post_of_area": Asked(
        _codes, body=_written("checkpoints.post_opened", name="新卡点", what="joint")
    ),
    "checkpoints:post": Asked(
        _of("gate"), body=_written("checkpoints.queue_seen", vehicles="3"), queries=("day=2020-01-29", "day=x")
    ),
    "checkpoints:record": Asked(_of("gate")),
    "checkpoints:passages": Asked(
        body=_searches, queries=("day=2020-01-29", "day=2020-01-29&outcome=stopped", "post=x&direction=in")
    ),
    "checkpoints:passage": Asked(_of("car", "walker")),
    "checkpoints:recall": Asked(body=lambda village: [{"id": one} for one in village.identifiers[:2]]),
    "checkpoints:lookouts": Asked(queries=("state=all",)),
    "checkpoints:new_lookout": Asked(),
    "checkpoints:new_lookout_of_area": Asked(_codes, body=_written("checkpoints.lookout_opened", reason="traced")),
    "checkpoints:lookout": Asked(_of("lookout"), body=_written("checkpoints.lookout_ended", reason="dropped")),
    "checkpoints:referrals": Asked(queries=("late=on", "state=admitted")),
    "checkpoints:referral": Asked(
        _of("referral"), body=_written("checkpoints.referral_answered", result="confirmed")
    ),
    "orders:orders": Asked(body=_searches, queries=("turn=all", "turn=awaiting&measure=home", "turn=x")),
    "orders:new": Asked(body=_searches),
    "orders:new_person": Asked(_of("owner", "guest"), body=_PROPOSED, queries=(_BY_RULE,)),
    "orders:new_household": Asked(_of("house"), body=_PROPOSED, queries=(_BY_RULE,)),
    "orders:new_area": Asked(_codes, body=_PROPOSED, queries=("measure=zone_sealed&rule=covid-2022-9",)),
    "orders:order": Asked(_of("order"), body=_written("orders.released", reason="wrong")),
    "orders:notice": Asked(_of("order")),
    "screening:hits": Asked(queries=("state=all", "state=noted&action=intercept", "whose=ours&state=all", "place=x")),
    "screening:hit": Asked(_of("hit"), body=_written("screening.handled", outcome="mistaken")),
    "proofs:proofs": Asked(body=_searches, queries=("state=valid", "what=essential&state=revoked", "state=x")),
    "proofs:new": Asked(body=_searches),
    "proofs:new_person": Asked(_of("owner", "guest"), body=_CERTIFIED),
    "proofs:new_area": Asked(_codes, body=_CERTIFIED),
    "proofs:proof": Asked(_of("proof", "pass"), body=_written("proofs.revoked", reason="lost")),
    "proofs:slip": Asked(_of("proof", "pass")),
    "proofs:again": Asked(_of("proof", "pass"), body=_CERTIFIED),
    "proofs:check": Asked(body=lambda village: [{"code": village.slip}], public=True, tried=False),
    "proofs:ask": Asked(body=lambda _village: [], tried=False),  # answers to a phone's token only: tests/proofs
    "protocols:index": Asked(),
    "protocols:response_new": Asked(),
    "protocols:response": Asked(_of("response"), body=_written("protocols.response_ended")),
    "protocols:listed": Asked(queries=("state=all", "state=soon&level=high", "code=42")),
    "protocols:listed_new": Asked(queries=("code=420106", "q=wh")),
    "protocols:listed_area": Asked(_of("listed"), body=_written("protocols.area_delisted", on="2020-01-30")),
    "protocols:editions": Asked(queries=("e=covid-2021-8&e=covid-2022-9", "e=x")),
    "protocols:table": Asked(lambda _village: [("county-2020",), ("x",)], queries=("temperature=38&exposed=yes",)),
    "audit:viewings": Asked(queries=("since=2019-01-01&until=2099-01-01",)),
    "audit:entries": Asked(queries=("since=2019-01-01&until=2099-01-01",)),
    "audit:destructions": Asked(),
    "audit:certificate": Asked(_of("destruction")),
    "audit:waiting": Asked(queries=("state=held", "state=refused")),
    "audit:waiting_entry": Asked(_of("held", "refused")),
    "audit:waiting_resend": Asked(_of("held", "refused")),
    "exchange:imports": Asked(),
    "exchange:import": Asked(_of("imported", "draft")),
    "exchange:start": Asked(_of("draft")),
    "exchange:discard": Asked(_of("draft")),
    "exchange:progress": Asked(_of("imported")),
    "exchange:refused": Asked(_of("imported")),
    **{f"field:{page}": Asked(queries=("cursor=x",)) for page in ("hello", "reference", "down", "asking")},
    "field:enrol": Asked(_of("worker", "cadre", "helper")),
    "field:enrol_state": Asked(_of("enrolment")),
    "field:enrol_phone": Asked(body=lambda _village: []),  # answers 400 to what no phone sends: tests/phone
    "field:queue": Asked(),
    "api:entries": Asked(queries=("after=0", "after=-1&limit=99999", "after=x")),
}


@dataclass(frozen=True)
class Visit:
    """One address to open: its name, path and query."""

    name: str
    path: str
    query: str = ""
    body: Body = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def names() -> set[str]:
    """The name of every address, as the URL resolver knows it."""
    return set(_walk(get_resolver(), ()))


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield ":".join([*spaces, found.name or str(found.pattern)])
        else:
            yield from _walk(found, (*spaces, found.namespace) if found.namespace else spaces)


def visits(village: Village, tampered: Sequence[str] = ()) -> Iterator[Visit]:
    """Every address with this village's things in it; the first of a sort with its own and tampered queries too."""
    for name, asked in CASES.items():
        for number, args in enumerate(asked.args(village)):
            for query in ("", *asked.queries, *(tampered if asked.tried else ())) if number == 0 else ("",):
                yield Visit(name, reverse(name, args=args), query)


def sendings(village: Village) -> Iterator[Visit]:
    """Every form with this village's things in its address and its body."""
    for name, asked in CASES.items():
        for args in asked.args(village):
            for body in asked.body(village):
                yield Visit(name, reverse(name, args=args), body=body)


def text_of(response: HttpResponseBase) -> str:
    """All that a response says: body, headers, and the text inside a Word file."""
    if response.streaming:
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # streaming responses only
    else:
        body = response.content if isinstance(response, HttpResponse) else b""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return "\n".join([body.decode("utf-8", "replace"), *(f"{k}: {v}" for k, v in response.items())])
