"""What a posting gives, where, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lianfang.areas.levels import ancestors, level_of
from lianfang.duty import actions
from lianfang.duty.actor import NOBODY, actor_of
from lianfang.duty.rights import Right
from lianfang.duty.roles import ROLES, Role, rights_of
from lianfang.ledger.scope import SYSTEM, covers, narrowest
from tests.duty.conftest import GRID, NEXT_GRID, OTHER_TOWN, TOWN, VILLAGE, Crew, area, fresh

codes = st.text("0123", min_size=1, max_size=6)


def test_a_grid_worker_sees_identities_in_the_own_grid_and_nowhere_else(crew: Crew) -> None:
    assert crew.worker.may(Right.IDENTITY_VIEW, GRID)
    assert not crew.worker.may(Right.IDENTITY_VIEW, NEXT_GRID)
    assert not crew.worker.may(Right.IDENTITY_VIEW, VILLAGE)
    assert crew.worker.areas(Right.IDENTITY_VIEW) == (GRID,)


def test_a_chief_reaches_the_station_area_and_not_the_next_town(crew: Crew) -> None:
    assert crew.chief.may(Right.IMPORT_RUN, GRID)
    assert not crew.chief.may(Right.IMPORT_RUN, OTHER_TOWN)
    assert not crew.colleague.may(Right.VERIFICATION_VIEW, TOWN)


def test_auditor_and_administrator_never_see_identities(crew: Crew) -> None:
    for member in (crew.auditor, crew.administrator):
        assert not member.may(Right.IDENTITY_VIEW)
        assert not member.may(Right.PEOPLE_RECORD)
    assert crew.auditor.may(Right.LEDGER_AUDIT)


def test_without_a_posting_or_with_a_closed_account_there_is_nothing(crew: Crew) -> None:
    assert actor_of(crew.outsider).rights == {}
    crew.outsider.is_superuser = True
    assert not actor_of(crew.outsider).may(Right.AREA_VIEW)
    crew.chief.is_active = False
    assert (actor_of(crew.chief).rights, actor_of(crew.chief).former) == ({}, {})
    assert not any(NOBODY.may(right) for right in Right)


def test_a_posting_that_ended_lately_is_remembered_for_fourteen_days(crew: Crew) -> None:
    posting = crew.worker.postings.get()
    actions.end_posting(posting, SYSTEM)
    now = timezone.now()
    actor = actor_of(fresh(crew.worker), now + timedelta(days=13))
    assert not actor.may(Right.VERIFICATION_RECORD, GRID)
    assert actor.might(Right.VERIFICATION_RECORD, GRID)
    assert not actor_of(crew.worker, now + timedelta(days=15)).might(Right.VERIFICATION_RECORD, GRID)


def test_a_posting_does_not_hold_before_it_begins(crew: Crew) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    actions.post(crew.outsider, Role.CLERK, area(TOWN), SYSTEM, since=tomorrow)
    assert not actor_of(crew.outsider).may(Right.IMPORT_RUN)
    assert actor_of(crew.outsider, tomorrow).may(Right.IMPORT_RUN, GRID)


def test_several_postings_add_up_to_the_narrowest_list(crew: Crew) -> None:
    actions.post(crew.worker, Role.GRID_WORKER, area(NEXT_GRID), SYSTEM)
    assert fresh(crew.worker).areas(Right.PEOPLE_RECORD) == (GRID, NEXT_GRID)
    actions.post(crew.worker, Role.VILLAGE_CADRE, area(VILLAGE), SYSTEM)
    assert fresh(crew.worker).areas(Right.PEOPLE_RECORD) == (VILLAGE,)


@given(st.lists(codes), codes)
def test_the_narrowest_list_reaches_as_far_as_the_whole(prefixes: list[str], code: str) -> None:
    kept = narrowest(prefixes)
    assert covers(kept, code) == any(code[: len(prefix)] == prefix for prefix in prefixes)
    assert not any(a != b and b.startswith(a) for a in kept for b in kept)


@given(st.text("0123456789", max_size=18))
def test_what_may_be_above_a_code_is_every_shorter_code_it_begins_with(code: str) -> None:
    shorter = {code[:n] for n in range(1, len(code)) if level_of(code[:n])}
    above = ancestors(code)
    assert set(above) == shorter
    assert list(above) == sorted(above, key=len, reverse=True)


def test_every_role_is_in_the_table_and_an_unknown_one_gives_nothing() -> None:
    assert set(ROLES) == set(Role)
    assert rights_of("mayor") == frozenset()


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_record_may_also_look(role: Role) -> None:
    rights = rights_of(role)
    assert Right.VERIFICATION_RECORD not in rights or Right.VERIFICATION_VIEW in rights
    assert {Right.AREA_VIEW, Right.DEVICE_OWN} <= rights
