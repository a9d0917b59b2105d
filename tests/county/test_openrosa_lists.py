"""What ODK Collect fetches: the list of forms, forms, manifests, media and entity lists; and who may."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from lxml import etree

import forms
from sync.server import openrosa_phones as phones
from sync.server import openrosa_shelf as shelf
from sync.server.limits import Limits
from tests import peek
from tests.county.phone import (
    FORM,
    LIST,
    MANIFEST,
    VERSION,
    Phone,
    Place,
    filled,
    form_xml,
    new_instance,
    running_county,
    said,
)
from tests.county.side import VILLAGE
from villagevisit.domain.form_ids import HEALTH_FORMS


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_county(tmp_path_factory.mktemp("county")) as one:
        yield one


@pytest.fixture
def phone(place: Place) -> Phone:
    return place.phone(scope="999999100")


def _text(element: "etree._Element", name: str) -> str:
    return str(element.findtext(f"{LIST}{name}") or element.findtext(f"{MANIFEST}{name}") or "")


def test_every_listed_form_has_what_collect_cannot_do_without(phone: Phone) -> None:
    for name, each in phone.listed().items():
        assert name
        assert _text(each, "name")
        assert re.fullmatch(r"md5:[0-9a-f]{32}", _text(each, "hash"))
        assert _text(each, "downloadUrl").startswith(phone.base)


def test_shipped_forms_and_the_countys_own_are_listed_together(phone: Phone) -> None:
    listed = phone.listed()
    assert {FORM, "household_verification", "pledge"} <= listed.keys()
    assert _text(listed[FORM], "name") == "看地 & 记事"
    assert _text(listed[FORM], "version") == "1"


def test_a_form_id_filters_the_list(phone: Phone) -> None:
    assert phone.listed(f"?formID={FORM}").keys() == {FORM}
    assert phone.listed("?formID=nothing").keys() == set()
    assert phone.listed(f"?deviceID=collect%3Ax&formID={FORM}").keys() == {FORM}


def test_a_downloaded_form_fits_its_hash_and_opens_in_our_engine(phone: Phone) -> None:
    for each in phone.listed().values():
        answer = phone.get(_text(each, "downloadUrl"))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/xml")
        assert hashlib.md5(answer.content).hexdigest() == _text(each, "hash").removeprefix("md5:")
        form = forms.load(answer.content)
        assert (form.id, form.version) == (_text(each, "formID"), _text(each, "version"))


def test_only_forms_with_files_have_a_manifest(phone: Phone) -> None:
    listed = phone.listed()
    assert not _text(listed["pledge"], "manifestUrl")
    assert _text(listed["household_verification"], "manifestUrl")


def test_media_of_a_manifest_fit_their_hashes(phone: Phone) -> None:
    entry = phone.manifest("household_verification")["params.csv"]
    answer = phone.get(_text(entry, "downloadUrl"))
    assert hashlib.md5(answer.content).hexdigest() == _text(entry, "hash").removeprefix("md5:")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert entry.get("type") is None


def test_an_unchanged_answer_costs_no_body(phone: Phone) -> None:
    entry = phone.manifest(FORM)["households.csv"]
    for url in (_text(entry, "downloadUrl"), _text(phone.listed()[FORM], "downloadUrl"), "formList"):
        first = phone.get(url)
        again = phone.get(url, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["X-OpenRosa-Version"] == "1.0"
        other = phone.get(url, **{"If-None-Match": '"other"'})
        assert (other.status_code, other.content) == (200, first.content)


def test_an_entity_list_is_marked_and_says_where_to_ask_for_the_lost(phone: Phone) -> None:
    entry = phone.manifest(FORM)["households.csv"]
    assert entry.get("type") == "entityList"
    assert _text(entry, "integrityUrl").startswith(phone.base)
    header = phone.get(_text(entry, "downloadUrl")).text.splitlines()[0].split(",")
    assert header[:3] == ["name", "label", "__version"]


def test_an_entity_list_holds_the_households_of_the_phones_villages_and_nobody_elses(place: Place) -> None:
    near, far, none = (place.phone(scope=scope) for scope in ("999999100201", "999999200", ""))
    assert near.post(filled(new_instance())).status_code == 201
    lists = [one.get(_text(one.manifest(FORM)["households.csv"], "downloadUrl")).text for one in (near, far, none)]
    assert [len(text.splitlines()) for text in lists] == [2, 1, 1]
    name, label, version, village = lists[0].splitlines()[1].split(",")[:4]
    assert (label, village) == ("0007 赵一", VILLAGE)
    assert int(version) >= 1
    asked = [
        etree.fromstring(one.get(f"{_text(one.manifest(FORM)['households.csv'], 'integrityUrl')}?id={name},x").content)
        for one in (near, far)
    ]
    answers = [[(each.get("id"), each.findtext("deleted")) for each in root.iter("entity")] for root in asked]
    assert answers == [[(name, "false")], [(name, "true")]]


def test_the_version_of_an_entity_grows_with_its_records(place: Place) -> None:
    phone = place.phone(scope="999999100202")

    def version() -> int:
        rows = phone.get(_text(phone.manifest(FORM)["households.csv"], "downloadUrl")).text.splitlines()[1:]
        return int(rows[0].split(",")[2]) if rows else 0

    seen = []
    for _ in range(3):
        seen.append(version())
        phone.post(filled(new_instance(), village="999999100202"))
    assert seen == [0, 1, 2]


@pytest.mark.parametrize("path", ["formList", "submission"])
def test_head_answers_204_with_the_headers(phone: Phone, path: str) -> None:
    answer = phone.get(path, "HEAD")
    assert answer.status_code == 204
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert int(answer.headers["X-OpenRosa-Accept-Content-Length"]) == 100_000_000


def test_head_of_manifest_form_and_media_answers_204(phone: Phone) -> None:
    entry = phone.manifest(FORM)["households.csv"]
    form = phone.listed()[FORM]
    for url in (_text(form, "manifestUrl"), _text(form, "downloadUrl"), _text(entry, "downloadUrl")):
        assert phone.get(url, "HEAD").status_code == 204


def test_a_browser_on_the_submission_address_gets_204(phone: Phone) -> None:
    assert phone.get("submission").status_code == 204


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "formList", 405),
        ("PUT", "submission", 405),
        ("DELETE", "submission", 405),
        ("PATCH", "formList", 405),
        ("GET", "", 404),
        ("GET", "formlist", 404),
        ("GET", "forms", 404),
        ("GET", "forms/0123", 404),
        ("GET", "forms/0123/manifest", 404),
        ("GET", "forms/{hash}/media/none.csv", 404),
        ("GET", "forms/{hash}/media/..%2F..%2Fcounty.json", 404),
        ("GET", "forms/{hash}/entities/persons.csv", 404),
        ("GET", "forms/{hash}/integrity/persons.csv", 404),
        ("GET", "forms/{hash}/other", 404),
        ("GET", "submission/x", 404),
        ("GET", "../../healthz/x", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_as_openrosa(phone: Phone, method: str, path: str, status: int) -> None:
    digest = _text(phone.listed()[FORM], "hash").removeprefix("md5:")
    answer = phone.get(path.format(hash=digest), method)
    assert answer.status_code == status
    if ".." not in path or "%2F" in path:
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert said(answer)
        assert ("Allow" in answer.headers) == (status == 405)


def test_a_wrong_token_is_403_and_never_401(place: Place) -> None:
    for token in ("0" * 64, "short", "A" * 64, "%20" * 64):
        answer = requests.get(f"{place.url}/key/{token}/formList", headers=VERSION)
        assert answer.status_code == 403
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert "二维码" in said(answer)


def test_a_revoked_phone_gets_403_everywhere(place: Place) -> None:
    phone = place.phone()
    assert phone.get("formList").status_code == 200
    with place.county.log.writing() as s:
        assert phones.revoke(s, phone.device)
    assert phone.get("formList").status_code == 403
    assert phone.get("submission", "HEAD").status_code == 403
    assert phone.post(filled(new_instance())).status_code == 403


def test_a_token_is_kept_only_as_a_digest(place: Place) -> None:
    phone = place.phone()
    token = phone.base.rpartition("/")[2].encode()
    held = b"".join(path.read_bytes() for path in place.county.folder.rglob("*") if path.is_file())
    said = peek.decrypted_log(place.county.folder)
    assert token not in held + said
    assert phone.device.encode() in said


def test_no_log_line_holds_a_token(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with running_county(tmp_path) as place:
        phone = place.phone()
        phone.get("formList")
        phone.post(b"<broken")
    token = phone.base.rpartition("/")[2]
    ours = [line for line in caplog.records if not line.name.startswith("urllib3")]
    assert ours
    assert not [line for line in ours if token in line.getMessage()]


def test_many_wrong_tokens_are_slowed_down_but_the_right_one_passes(tmp_path: Path) -> None:
    with running_county(tmp_path) as place:
        phone = place.phone()
        tried = [phone.get(f"{place.url}/key/{number:064x}/formList").status_code for number in range(40)]
        assert set(tried) == {403, 429}
        assert tried[:30] == [403] * 30
        assert phone.get("submission", "HEAD").status_code == 204


def test_a_phone_that_asks_too_often_is_told_so_in_its_own_tongue(tmp_path: Path) -> None:
    with running_county(tmp_path, limits=Limits(per_second=0.001, burst=3)) as place:
        phone = place.phone()
        answers = [phone.get("submission", method) for method in ("HEAD", "GET", "GET", "GET")]
        assert [one.status_code for one in answers] == [204, 204, 429, 429]
        assert {one.headers["X-OpenRosa-Version"] for one in answers} == {"1.0"}
        assert "过一分钟" in said(answers[3])
        assert phone.get("submission", "HEAD").content == b""


def test_below_the_door_everything_that_fails_is_openrosa(place: Place, phone: Phone) -> None:
    for url in (f"{phone.base}/", f"{place.url}/key/", f"{place.url}/key//"):
        answer = phone.get(url)
        assert answer.status_code in (403, 404)
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert said(answer)


@pytest.mark.parametrize("given", ["2.0", "1", "", "1.0.0"])
def test_another_version_of_openrosa_is_refused(phone: Phone, given: str) -> None:
    answer = phone.get("formList", **{"X-OpenRosa-Version": given})
    assert answer.status_code == 400
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert "1.0" in said(answer)


def test_a_reader_of_english_gets_english(phone: Phone) -> None:
    assert "There is nothing here" in said(phone.get("nothing", **{"Accept-Language": "en-US,en;q=0.9"}))
    assert "这里没有" in said(phone.get("nothing", **{"Accept-Language": "zh-CN"}))
    assert "这里没有" in said(phone.get("nothing"))


def test_behind_a_proxy_the_addresses_are_the_configured_ones(tmp_path: Path) -> None:
    with running_county(tmp_path, "https://county.example/vv/") as place:
        url = _text(place.phone().listed()[FORM], "downloadUrl")
        assert url.startswith("https://county.example/vv/key/")


def test_a_proxy_may_say_that_it_speaks_https(phone: Phone) -> None:
    answer = phone.get("formList", **{"X-Forwarded-Proto": "https", "Host": "10.1.2.3"})
    assert b">https://10.1.2.3/key/" in answer.content


def test_a_phone_with_chosen_forms_sees_only_those(place: Place) -> None:
    phone = place.phone(forms=(FORM,))
    assert phone.listed().keys() == {FORM}
    pledge = _text(place.phone().listed()["pledge"], "hash").removeprefix("md5:")
    assert phone.get(f"forms/{pledge}").status_code == 404


def test_a_closed_form_is_not_listed_and_takes_nothing(place: Place) -> None:
    phone = place.phone()
    place.put_form("closing.xml", form_xml("closing"))
    assert "closing" in phone.listed()
    with place.county.log.writing() as s:
        assert shelf.set_closed(s, "closing", closed=True)
    assert "closing" not in phone.listed()
    answer = phone.post(filled(new_instance(), form="closing"))
    assert (answer.status_code, "停收" in said(answer)) == (409, True)


def test_a_new_version_replaces_the_old_in_the_list_and_the_old_is_still_taken(place: Place) -> None:
    phone = place.phone()
    place.put_form("growing.xml", form_xml("growing", "1"))
    first = _text(phone.listed()["growing"], "hash")
    place.put_form("growing.xml", form_xml("growing", "2"))
    listed = phone.listed()["growing"]
    assert (_text(listed, "version"), _text(listed, "hash") == first) == ("2", False)
    for version in ("1", "2"):
        assert phone.post(filled(new_instance(), form="growing", version=version)).status_code == 201
    assert phone.post(filled(new_instance(), form="growing", version="3")).status_code == 404


def test_the_same_version_with_other_content_has_another_hash(place: Place) -> None:
    phone = place.phone()
    place.put_form("mended.xml", form_xml("mended", title="一"))
    first = _text(phone.listed()["mended"], "hash")
    place.put_form("mended.xml", form_xml("mended", title="二二"))
    listed = phone.listed()["mended"]
    assert (_text(listed, "version"), _text(listed, "name")) == ("1", "二二")
    assert _text(listed, "hash") != first


def test_a_county_form_hides_the_shipped_one_of_the_same_id_and_gives_it_back(place: Place) -> None:
    phone = place.phone()
    place.put_form("own.xml", form_xml("pledge", "2", "我们的承诺书"))
    assert _text(phone.listed()["pledge"], "name") == "我们的承诺书"
    (place.county.folder / "forms" / "own.xml").unlink()
    assert _text(phone.listed()["pledge"], "name") != "我们的承诺书"


def test_a_file_that_is_no_form_does_not_hide_the_others(place: Place) -> None:
    phone = place.phone()
    place.put_form("broken.xml", "<h:html")
    assert FORM in phone.listed()
    (place.county.folder / "forms" / "broken.xml").unlink()


def test_a_teams_phone_has_no_health_form_and_a_nurses_sends_its_own_kind(place: Place) -> None:
    form = "htn_followup"
    team, nurse = place.phone(scope="999999100"), place.phone(scope="999999100", forms=(form,))
    assert team.listed().keys() & HEALTH_FORMS == set()
    assert list(nurse.listed()) == [form]
    listed = nurse.listed()[form]
    url = _text(listed, "downloadUrl")
    assert nurse.get(url).status_code == 200
    assert team.get(url.replace(nurse.base, team.base)).status_code == 404
    instance = new_instance()
    xml = filled(instance, form=form, version=_text(listed, "version"))
    assert [one.post(xml).status_code for one in (team, nurse)] == [403, 201]
    with place.county.log.reading() as s:
        query = "SELECT kind, area FROM record WHERE county = ? AND subject = ?"
        assert s.db.exec_driver_sql(query, (s.county, instance)).fetchall() == [("health", VILLAGE)]
