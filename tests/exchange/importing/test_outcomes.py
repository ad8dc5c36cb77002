"""Every row ends in exactly one outcome, and importing again changes nothing."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids

from lianfang.exchange.importing import Fate, ImportRefused, Outcome, import_returnees
from lianfang.exchange.reading import Mapping
from lianfang.ledger.check import check
from lianfang.ledger.models import Entry
from lianfang.people.models import Identity, Person
from lianfang.vault.models import Statement, Token
from lianfang.verification.models import Campaign, SourceList, Target
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE
from tests.exchange.importing.conftest import CAMPAIGN, HEADING, Import, person, seq
from tests.exchange.reading import files
from tests.exchange.reading.files import id_number
from tests.field import entry, moment, send


def fates(outcome: Outcome) -> dict[str, int]:
    return {str(fate.value): count for fate, count in outcome.fates.items()}


def test_new_people_become_targets_in_their_grids_with_somebody_who_answers(
    bring: Import, members: SimpleNamespace
) -> None:
    outcome = bring(person(1, "王小明"), person(2, "李芳", address="7组3号"), person(3, "赵强", village="将营村"))
    assert fates(outcome) == {"new": 3}
    placed = dict(Target.objects.values_list("area", "member"))
    assert placed[GRID] == members.worker.pk
    assert placed[NEXT_GRID] == members.next_worker.pk
    assert Target.objects.filter(placed=True, standing="to_visit").count() == 3
    assert outcome.handed_out == 3


def test_the_same_file_again_changes_nothing(bring: Import) -> None:
    rows = [person(1, "王小明"), person(2, "李芳"), person(3, "赵强", id_number="9.99101E+17")]
    first = bring(*rows)
    before, statements = seq(), Statement.objects.count()
    again = bring(*rows)
    assert (seq(), Statement.objects.count()) == (before, statements)
    assert fates(again) == {"known": 2, "refused": 1}
    assert list(again.assigned) == list(first.assigned)
    assert SourceList.objects.values_list("rows", "new", "known", "refused").get() == (3, 2, 0, 1)


def test_the_same_file_under_another_name_is_the_same_list(bring: Import) -> None:
    bring(person(1, "王小明"))
    before = seq()
    assert fates(bring(person(1, "王小明"), name="再发一次.csv")) == {"known": 1}
    assert seq() == before


def test_a_resaved_file_adds_listings_and_nobody(bring: Import) -> None:
    rows = [person(1, "王小明"), person(2, "李芳", id_number="", phone="")]
    bring(*rows)
    again = bring(*rows, person(9, "新来"), name="B.csv")
    assert fates(again) == {"known": 2, "new": 1}
    assert Target.objects.count() == 3
    assert sorted(Target.objects.values_list("listings", flat=True)) == [1, 2, 2]


def test_outcomes_of_every_row_add_up(bring: Import) -> None:
    outcome = bring(
        person(1, "王小明"),
        person(2, "王小明", id_number=id_number(1)),
        person(3, "李芳、周勇", id_number=""),
        person(4, "", id_number="", phone=""),
        person(5, "王小红", id_number=id_number(1), phone="13900000001"),
        ["合计", "", "", "", "", "", "", ""],
    )
    (file,) = outcome.files
    assert (file.rows, file.skipped, file.items) == (5, 2, 6)
    assert file.items == sum(file.fates.values())
    assert file.fates[Fate.DECIDE] == 1
    told = outcome.as_json()
    assert told["rows"] == 5
    assert [one["row"] for one in told["assigned"]] == [2, 3, 4, 4]
    assert told["persons"] == 3
    assert told["refused"][0]["row"] == 5
    assert told["refused"][0]["cure"]
    assert SourceList.objects.get().rows == 6
    assert check().clean


def test_whoever_may_be_somebody_known_waits_for_a_person_and_is_not_missed(
    bring: Import, members: SimpleNamespace
) -> None:
    bring(person(1, "王小明"))
    rows = [person(1, "王晓明", id_number="", address="")]
    outcome = bring(*rows, name="B.csv")
    (asked,) = outcome.decide
    record = Person.objects.get(pk=asked.person)
    assert record.identity == Identity.UNSURE
    assert Target.objects.get(person=asked.person).standing == "undecided"
    (known,) = asked.candidates
    decided = entry(
        "people.identity_decided", asked.person, record.area, moment(30), decision="same", same_as=str(known)
    )
    assert send(members.cadre, [decided])[0].status == "accepted"
    before = seq()
    again = bring(*rows, name="B.csv")
    assert seq() == before
    assert fates(again) == {"known": 1}
    assert [person for _file, _row, person in again.assigned] == [known]
    later = bring(*rows, person(2, "李芳"), name="C.csv")
    assert fates(later) == {"known": 1, "new": 1}
    assert not later.decide


def test_a_dry_run_tells_the_same_and_leaves_no_trace(bring: Import) -> None:
    rows = [person(n, f"王{chr(0x4E00 + n)}明") for n in range(1, 30)]
    rows += [person(1, f"王{chr(0x4E01)}明", phone=""), person(2, "", id_number="", phone="")]
    trace = (seq(), Statement.objects.count(), Token.objects.count(), Campaign.objects.count())
    dry = bring(*rows, dry_run=True)
    assert (seq(), Statement.objects.count(), Token.objects.count(), Campaign.objects.count()) == trace
    assert dry.report() == bring(*rows).report() | {"handed_out": 0}


def test_an_unclear_address_waits_at_the_smallest_area_that_is_sure(bring: Import) -> None:
    bring(
        person(1, "王小明", address=""),
        person(2, "李芳", village="沙河镇"),
        person(3, "赵强", village="不知何处村", address=""),
        person(4, "孙亮", village="", address=""),
    )
    areas = dict(Target.objects.filter(placed=False).values_list("pk", "area"))
    assert sorted(areas.values()) == sorted([VILLAGE, OTHER_TOWN, COUNTY, COUNTY])


def test_a_registered_resident_is_known_and_found_at_home(bring: Import, members: SimpleNamespace) -> None:
    household, resident = uuids.uuid7(), uuids.uuid7()
    who = {"person": str(resident), "name": "王小明", "id_number": id_number(1)}
    send(
        members.worker,
        [
            entry("people.household_registered", household, GRID, moment(20), where={"address": "2组1号"}),
            entry("people.person_registered", resident, GRID, moment(20), who=who, household=str(household)),
        ],
    )
    # The door knows the household under the id the vault gave it in `where`.
    outcome = bring(person(1, "王小明", address=""))
    assert fates(outcome) == {"known": 1}
    target = Target.objects.get()
    assert (target.person, target.area, target.household, target.placed) == (resident, GRID, household, True)


def test_what_may_identify_somebody_stays_out_of_the_ledger(bring: Import) -> None:
    bring(person(1, "王小明", origin="武汉 王小明 13808170001"), person(2, "李芳", origin="湖北" * 40))
    ledger = " ".join(str(data) for data in Entry.objects.values_list("data", flat=True))
    assert "13808170001" not in ledger
    assert "王小明" not in ledger
    assert Statement.objects.filter(entity_type="").count() == 2  # both are kept as remarks


def test_somebody_of_another_area_cannot_import_here(bring: Import, members: SimpleNamespace) -> None:
    with pytest.raises(ImportRefused):
        bring(person(1, "王小明"), by=members.worker)
    with pytest.raises(ImportRefused):
        bring(person(1, "王小明"), by=members.clerk, area="511923")
    assert not Campaign.objects.exists()


def test_a_town_takes_lists_into_the_countys_campaign_and_only_its_own_places(
    bring: Import, post: object, members: SimpleNamespace
) -> None:
    from lianfang.duty.roles import Role

    bring(person(1, "王小明"))
    town = post("town_clerk", Role.CLERK, OTHER_TOWN)  # type: ignore[operator]
    outcome = bring(person(2, "李芳"), person(3, "赵强", village="将营村"), name="town.csv", by=town)
    assert Campaign.objects.count() == 1
    assert fates(outcome) == {"new": 2}
    areas = set(Target.objects.exclude(area__startswith=TOWN).values_list("area", flat=True))
    assert areas == {OTHER_TOWN, OTHER_VILLAGE + "01"}


def test_who_is_already_in_a_place_the_importer_has_no_say_in_is_told_as_refused(bring: Import, post: object) -> None:
    from lianfang.duty.roles import Role

    bring(person(1, "王小明"))
    town = post("town_clerk", Role.CLERK, OTHER_TOWN)  # type: ignore[operator]
    outcome = bring(person(1, "王小明", returned="2020-01-21"), name="town.csv", by=town)
    assert fates(outcome) == {"refused": 1}
    assert outcome.refused[0].why
    assert Target.objects.count() == 1


def test_a_correction_of_columns_is_remembered(members: SimpleNamespace, tmp_path: Path) -> None:
    heading = ["姓名", "证号", "甲", "乙"]
    rows = [["王小明", id_number(1), "红卫村", "2组3号"], ["李芳", id_number(2), "红卫村", "2组4号"]]
    path = files.text(tmp_path / "A.csv", [heading, *rows])
    corrected = Mapping.from_json({"乙": "remark"})
    import_returnees([path], CAMPAIGN, members.clerk.actor, mapping=corrected)
    assert Target.objects.filter(area=VILLAGE, placed=False).count() == 2
    later = files.text(tmp_path / "B.csv", [heading, ["赵强", id_number(3), "红卫村", "2组5号"]])
    import_returnees([later], CAMPAIGN, members.clerk.actor)
    assert Target.objects.filter(area=VILLAGE, placed=False).count() == 3


def test_a_list_without_a_year_takes_that_of_the_others(members: SimpleNamespace, tmp_path: Path) -> None:
    one = files.text(tmp_path / "A.csv", [HEADING, person(1, "王小明")])
    two = files.xls(tmp_path / "B.xls", [HEADING, person(2, "李芳", returned="1月20日")])
    import_returnees([one, two], CAMPAIGN, members.clerk.actor)
    assert set(Target.objects.values_list("returned_on", flat=True)) == {date(2020, 1, 20)}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(members: SimpleNamespace, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"%PDF-1.4")
    good = files.text(tmp_path / "A.csv", [HEADING, person(1, "王小明")])
    outcome = import_returnees([broken, good], CAMPAIGN, members.clerk.actor)
    assert [file.name for file in outcome.unreadable] == ["broken.xlsx"]
    assert fates(outcome) == {"new": 1}
    assert outcome.unreadable[0].problem
