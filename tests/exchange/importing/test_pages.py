"""Lists taken in at the desk: upload, columns, progress, report; scoped, and nothing left lying about."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.exchange import worker
from lianfang.exchange.importing import incoming
from lianfang.exchange.models import Import, RememberedMapping, State
from lianfang.verification.models import Campaign, Target
from tests.conftest import COUNTY, OTHER_TOWN
from tests.exchange.importing.conftest import CAMPAIGN, HEADING, person
from tests.exchange.reading import files
from tests.exchange.reading.files import id_number

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker runs within the request: its own process would not see the test's transaction."""
    monkeypatch.setattr(worker, "start", worker.run)


@pytest.fixture
def browser(members: SimpleNamespace, signed_in: SignedIn) -> Client:
    return signed_in(members.clerk)


def upload(browser: Client, path: Path, **told: str) -> Import:
    uploaded = SimpleUploadedFile(path.name, path.read_bytes())
    answer = browser.post("/import/", {"lists": [uploaded], "name": CAMPAIGN, "area": COUNTY, **told})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.latest("created")


def a_list(folder: Path, *rows: list[object], heading: list[str] | None = None) -> Path:
    return files.text(folder / "A.csv", [heading or HEADING, *rows])


def test_a_list_goes_in_and_its_report_stays(browser: Client, tmp_path: Path) -> None:
    rows = [person(1, "王小明"), person(2, "李芳"), person(3, "", id_number="", phone="")]
    row = upload(browser, a_list(tmp_path, *rows))
    place = incoming.folder(row.pk)
    kept = b"".join(file.read_bytes() for file in place.iterdir())
    assert "王小明".encode() not in kept
    assert place.stat().st_mode & 0o077 == 0
    checked = browser.get(f"/import/{row.pk}/").content.decode()
    assert "王*明" in checked
    assert "王小明" not in checked
    assert id_number(1) not in checked
    browser.post(f"/import/{row.pk}/start", {"start": "1"})
    row.refresh_from_db()
    assert row.standing is State.DONE
    assert not place.exists()
    assert Target.objects.count() == 2
    report = browser.get(f"/import/{row.pk}/").content.decode()
    assert "既没有姓名也没有证件号码" in report
    assert f"/verification/{Campaign.objects.get().pk}/" in report
    told = browser.get(f"/import/{row.pk}/refused.csv").content.decode("utf-8-sig").splitlines()
    assert told[1].startswith("A.csv,4,")
    assert "王小明".encode() not in bytes(row.report or b"")


def test_a_corrected_column_is_read_so_and_remembered(browser: Client, tmp_path: Path) -> None:
    path = a_list(tmp_path, ["王小明", id_number(1), "红卫村", "2组3号"], heading=["姓名", "证号", "甲", "乙"])
    row = upload(browser, path)
    browser.post(f"/import/{row.pk}/start", {"column-0-0-3": "remark"})
    assert RememberedMapping.objects.get().mapping == {"乙": "remark"}
    shown = browser.get(f"/import/{row.pk}/").content.decode()
    assert '<option value="remark" selected>' in shown
    browser.post(f"/import/{row.pk}/start", {"start": "1"})
    assert not Target.objects.get().placed
    path = a_list(tmp_path, ["李芳", id_number(2), "红卫村", "2组3号"], heading=["姓名", "证号", "甲", "乙"])
    again = upload(browser, path)
    browser.post(f"/import/{again.pk}/start", {"start": "1", "column-0-0-3": "address"})
    assert RememberedMapping.objects.get().mapping == {"乙": "address"}
    assert Target.objects.filter(placed=True).count() == 1


def test_an_interrupted_import_is_shown_and_run_again(browser: Client, tmp_path: Path) -> None:
    row = upload(browser, a_list(tmp_path, person(1, "王小明")))
    Import.objects.filter(pk=row.pk).update(state=State.RUNNING, touched=timezone.now())
    assert "progress" in browser.get(f"/import/{row.pk}/").content.decode()
    assert "HX-Refresh" not in browser.get(f"/import/{row.pk}/progress")
    browser.post(f"/import/{row.pk}/start", {"start": "1"})
    assert not Target.objects.exists()  # somebody else's run is not taken over
    Import.objects.filter(pk=row.pk).update(touched=timezone.now() - timedelta(minutes=5))
    assert browser.get(f"/import/{row.pk}/progress")["HX-Refresh"] == "true"
    assert "再次运行" in browser.get(f"/import/{row.pk}/").content.decode()
    browser.post(f"/import/{row.pk}/start", {"start": "1"})
    assert Target.objects.count() == 1


def test_a_discarded_upload_leaves_nothing(browser: Client, tmp_path: Path) -> None:
    row = upload(browser, a_list(tmp_path, person(1, "王小明")))
    browser.post(f"/import/{row.pk}/discard")
    assert not incoming.folder(row.pk).exists()
    assert not Import.objects.exists()


def test_a_forgotten_upload_is_swept_away(browser: Client, tmp_path: Path) -> None:
    row = upload(browser, a_list(tmp_path, person(1, "王小明")))
    Import.objects.filter(pk=row.pk).update(created=timezone.now() - timedelta(days=3))
    upload(browser, a_list(tmp_path, person(2, "李芳")))
    assert not incoming.folder(row.pk).exists()
    assert Import.objects.count() == 1


def test_only_who_imports_here_sees_imports_here(
    browser: Client, tmp_path: Path, members: SimpleNamespace, post: Callable[..., Member], signed_in: SignedIn
) -> None:
    row = upload(browser, a_list(tmp_path, person(1, "王小明")))
    assert signed_in(members.worker).get("/import/").status_code == 403
    elsewhere = signed_in(post("town_clerk", Role.CLERK, OTHER_TOWN))
    listed = elsewhere.get("/import/")
    assert listed.status_code == 200
    assert str(row.pk) not in listed.content.decode()
    for address in ("", "progress", "refused.csv"):
        assert elsewhere.get(f"/import/{row.pk}/{address}").status_code == 404
    assert elsewhere.post(f"/import/{row.pk}/start", {"start": "1"}).status_code == 404
    denied = elsewhere.post("/import/", {"lists": [SimpleUploadedFile("a.csv", b"x")], "name": "x", "area": COUNTY})
    assert denied.status_code == 422


def test_an_unreadable_file_says_why_before_it_starts(browser: Client, tmp_path: Path) -> None:
    path = tmp_path / "scan.xlsx"
    path.write_bytes(b"%PDF-1.4 something")
    row = upload(browser, path)
    assert "这不是表格文件" in browser.get(f"/import/{row.pk}/").content.decode()
    browser.post(f"/import/{row.pk}/start", {"start": "1"})
    row.refresh_from_db()
    assert row.standing is State.FAILED


def test_uploads_wait_in_the_home_folder(browser: Client, tmp_path: Path) -> None:
    row = upload(browser, a_list(tmp_path, person(1, "王小明")))
    assert incoming.folder(row.pk).is_relative_to(settings.HOME)
