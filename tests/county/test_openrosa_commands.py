"""Phones on the command line of the county; a laptop that hands a real visit to a county as to any OpenRosa server."""

import base64
import json
import shutil
import zlib
from pathlib import Path

import pytest

from tests.county.commanded import code, run, said
from tests.county.phone import alarms, chain, filled, form_xml, kept, new_instance, running_county
from tests.county.side import COUNTY, NAME
from tests.services.conftest import set_up_home
from tests.services.f01 import fill
from tests.services.town import Town, opened, signed_visit, team
from villagevisit.cli import exchange_openrosa
from villagevisit.domain.clock import FixedClock
from villagevisit.services import barcode, campaign, openrosa, visit, visit_freeze
from villagevisit.services.workspace import NOBODY, Workspace

__all__ = ["set_up_home"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    said(tmp_path / "county-home", "county", "init", "--code", COUNTY, "--name", NAME)
    return tmp_path / "county-home"


def test_enrolling_a_phone_prints_its_url_and_draws_what_collect_scans(home: Path, tmp_path: Path) -> None:
    qr = tmp_path / "phone.png"
    enrol = ("county", "enrol", "--openrosa", "--name", "王丽", "--server", "https://county.example/", "--qr", str(qr))
    made = said(home, *enrol, "--area", "999999100000", "--form", "pledge")
    assert made["url"].startswith("https://county.example/key/")
    assert len(made["url"].rpartition("/")[2]) == 64
    document = json.loads(zlib.decompress(base64.b64decode(barcode.read(qr))))
    assert document["general"]["server_url"] == made["url"]
    assert document["project"] == {"name": NAME}
    assert document["admin"] == {}
    (row,) = said(home, "county", "openrosa", "phones")
    assert (row["device"], row["name"], row["scope"], row["forms"]) == (made["device"], "王丽", "999999100", ["pledge"])
    assert (row["received"], row["incomplete"], row["state"]) == (0, 0, "enrolled")


def test_each_phone_has_its_own_url(home: Path) -> None:
    urls = {said(home, "county", "enrol", "--openrosa", "--server", "http://10.0.0.5:8000")["url"] for _ in range(3)}
    assert len(urls) == 3


def test_what_cannot_be_enrolled_is_refused(home: Path) -> None:
    enrol = ("county", "enrol", "--openrosa")
    assert code(home, *enrol) == "openrosa.no-server"
    assert code(home, *enrol, "--server", "http://x", "--area", "12") == "openrosa.area"
    assert code(home, *enrol, "--server", "http://x", "--form", "nothing") == "openrosa.no-such-form"
    assert said(home, "county", "openrosa", "phones") == []


def test_forms_are_listed_closed_and_opened(home: Path) -> None:
    def closed() -> dict[str, bool]:
        return {one["form"]: one["closed"] for one in said(home, "county", "openrosa", "forms")["forms"]}

    assert closed()["pledge"] is False
    said(home, "county", "openrosa", "close", "pledge")
    assert closed()["pledge"] is True
    said(home, "county", "openrosa", "open", "pledge")
    assert closed()["pledge"] is False
    assert code(home, "county", "openrosa", "close", "nothing") == "openrosa.no-such-form"


def test_a_file_that_is_no_form_is_named(home: Path) -> None:
    (home / "county" / "forms").mkdir()
    (home / "county" / "forms" / "坏.xml").write_text("<h:html")
    (home / "county" / "forms" / "own.xml").write_text(form_xml("own"), "utf-8")
    shown = said(home, "county", "openrosa", "forms")
    assert [one["file"] for one in shown["broken"]] == ["坏.xml"]
    assert "own" in {one["form"] for one in shown["forms"]}


def test_a_phone_is_revoked_by_name(home: Path) -> None:
    made = said(home, "county", "enrol", "--openrosa", "--server", "http://10.0.0.5:8000")
    said(home, "county", "openrosa", "revoke", made["device"])
    assert said(home, "county", "openrosa", "phones")[0]["state"] == "revoked"
    assert code(home, "county", "openrosa", "revoke", "OR-NOBODY") == "openrosa.no-such-phone"


def test_the_list_of_phones_counts_what_came_and_what_is_incomplete(tmp_path: Path) -> None:
    with running_county(tmp_path / "county-home") as place:
        phone = place.phone()
        phone.post(filled(new_instance()))
        phone.post(filled(new_instance(), photo="a.jpg"))
        rows = {row["device"]: row for row in said(tmp_path / "county-home", "county", "openrosa", "phones")}
        assert (rows[phone.device]["received"], rows[phone.device]["incomplete"]) == (2, 1)


def test_the_page_of_phones_shows_what_is_incomplete(tmp_path: Path) -> None:
    with running_county(tmp_path / "county-home") as place:
        phone = place.phone()
        phone.post(filled(new_instance(), photo="a.jpg"))
        assert phone.device not in phone.session.get(f"{place.url}/phones").text
        phone.session.post(f"{place.url}/sign-in", data={"code": "code"})
        page = phone.session.get(f"{place.url}/phones").text
        assert phone.device in page
        assert "▲ 1" in page
        phone.post(filled(new_instance()))
        assert "▲ 1" in phone.session.get(f"{place.url}/phones").text
        assert phone.base.rpartition("/")[2] not in page


def test_a_signed_visit_of_a_laptop_reaches_our_own_county_over_openrosa(
    tmp_path: Path, set_up_home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(set_up_home, tmp_path / "laptop")
    with Workspace.open(tmp_path / "laptop", clock) as ws, running_county(tmp_path / "county-home") as place:
        submission = _visit(Town(ws, clock).with_pins())
        phone = place.phone()
        handed = openrosa.hand_over(ws, NOBODY, phone.base).value
        assert (handed.sent, handed.left) == (1, ())
        body = kept(phone, submission)
        stored = ws.store.reader().execute("SELECT body FROM submission WHERE id = ?", [submission]).fetchone()
        assert body.xml == bytes(stored[0])
        assert body.place.village_code == "999999100201"
        assert body.attachments
        assert [one.area for one in chain(phone)] == ["999999100201"]
    with running_county(tmp_path / "other-home") as place:
        phone = place.phone()
        monkeypatch.setenv(exchange_openrosa.USER, "nobody")
        assert said(tmp_path / "laptop", "exchange", "--openrosa", phone.base) == {"sent": 1, "left": []}
        assert said(tmp_path / "laptop", "exchange", "--openrosa", phone.base) == {"sent": 0, "left": []}
        place.put_form("empty.xml", form_xml("household_verification", "9"))
        elsewhere = place.phone(forms=["pledge"])
        result = run(tmp_path / "laptop", "exchange", "--openrosa", elsewhere.base)
        assert result.exit_code == 1
        assert [one["code"] for one in json.loads(result.stdout)["left"]] == ["openrosa.left.form-not-listed"]
        assert alarms(phone) == []


def _visit(town: Town) -> str:
    """A household visited by two people, frozen and signed by both."""
    household = town.family()
    round_ = opened(town)
    one_team = team(town, round_, "第一组", "001", "002")
    campaign.assign(town.ws, town.actor("005"), round_.id, [household], one_team.id)
    form = visit.open_form(
        town.ws, town.actor("001", "002"), "household_verification", household_id=household, campaign_id=round_.id
    ).value
    fill(town, form)
    frozen = visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    return frozen.submission_id
