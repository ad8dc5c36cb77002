"""A phone at a post says without network who is looked for; locked, or once the post is over, it knows of nobody."""

import pytest

from tests.phone.conftest import Buy, Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

ASK = """
  const asking = await import("/static/field/js/asking.js");
  return asking.ask({plate: "川Y00001", people: [{name: "陌生人", phones: ["13999999999"]}, ...given]});
"""
KEPT = "return Object.keys(await db.recall(`asking:${inside.inside().member}`) ?? {})"


def looked_for(phone: Phone) -> bool:
    """Whether 王大川, who is on the list, is found; nobody else may be."""
    found = phone.do(ASK, [{"name": "王大川", "phones": ["139 0000 0000"]}])
    assert found in ([], [{"about": 1, "action": "tell_verifiers"}])
    return bool(found)


def test_whoever_mans_a_post_may_ask_and_others_not(phone: Phone, buy: Buy, site: Site) -> None:
    assert phone.do(KEPT) == []
    assert not looked_for(phone), "a grid worker's phone has no set"
    cadre = buy()
    cadre.enrol(site, "cadre")
    assert cadre.sync()["problem"] is None
    cadre.cut()
    assert looked_for(cadre)
    cadre.do("session.lock()")
    assert not looked_for(cadre)
    cadre.unlock()
    assert looked_for(cadre)
    assert sorted(cadre.do(KEPT)) == ["data", "iv", "key"]
    cadre.cut(away=False)
    cadre.context.route("**/field/v1/hello*", lambda route: route.fulfill(json=_without(route.fetch().json())))
    assert cadre.sync()["problem"] is None
    assert not looked_for(cadre)
    assert cadre.do(KEPT) == ["key"]


def _without(hello: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in hello.items() if name != "asking"}
