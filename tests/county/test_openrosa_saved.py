"""What phones save into entity lists with their forms, and what other phones get of it; and when a post is answered."""

import csv
import io
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import Engine, event

from sync.errors import SyncError
from sync.server import openrosa_entities as entities
from sync.server.inbox import Inbox, Load
from tests.county.commanded import code
from tests.county.commanded import said as command
from tests.county.phone import (
    ENTITIES,
    MANIFEST,
    Phone,
    Place,
    alarms,
    chain,
    filled,
    form_xml,
    kept,
    new_instance,
    running_county,
    said,
    tree_form,
)
from tests.county.side import VILLAGE

REPEATS = (
    form_xml("orchard", "1", "果园")
    .replace("<model>", f'<model xmlns:entities="{ENTITIES}" entities:entities-version="2025.1.0">')
    .replace("<portrait/>", '<portrait/><kind/><meta><entity dataset="trees" id="" create="1"><label/></entity></meta>')
    .replace("<orx:instanceID/>", '<orx:instanceID/><entity dataset="orchards" id="" create="1"><label/></entity>')
    .replace('"/data/note" type="string"', '"/data/note" type="string" entities:saveto="soil"')
    .replace("</model>", '<bind nodeset="/data/member/kind" type="string" entities:saveto="kind"/></model>')
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_county(tmp_path_factory.mktemp("county")) as one:
        one.put_form("trees.xml", tree_form())
        one.put_form("wells.xml", tree_form("well_visit", list_="wells"))
        one.put_form("later.xml", tree_form("later_visit", list_="later", spec="2031.1.0"))
        one.put_form("mine.xml", tree_form("mine_visit", list_="households"))
        one.put_form("orchard.xml", REPEATS)
        yield one


@pytest.fixture
def phone(place: Place) -> Phone:
    return place.phone(scope=VILLAGE)


def tree(
    number: str, note: str, said_of_it: str, label: str = "", form: str = "tree_visit", list_: str = "trees"
) -> bytes:
    """A submission that saves one entity."""
    entity = f'<entity dataset="{list_}" id="{number}" {said_of_it}><label>{label}</label></entity>'
    xml = filled(new_instance(), note=note, form=form).decode()
    return xml.replace("</orx:meta>", f"{entity}</orx:meta>").encode()


def rows(phone: Phone, list_: str = "trees", form: str = "tree_visit") -> list[dict[str, str]]:
    url = str(phone.manifest(form)[f"{list_}.csv"].findtext(f"{MANIFEST}downloadUrl"))
    return list(csv.DictReader(io.StringIO(phone.get(url).text)))


def row(phone: Phone, number: str) -> dict[str, str]:
    return next(one for one in rows(phone) if one["name"] == number)


def test_what_one_phone_makes_the_others_of_the_village_see_and_change(place: Place, phone: Phone) -> None:
    number = str(uuid.uuid4())
    other, far = place.phone(scope=VILLAGE[:9]), place.phone(scope="999999200")
    assert phone.post(tree(number, "苹果", 'create="1"', "村口的树")).status_code == 201
    assert row(other, number) == {"name": number, "label": "村口的树", "__version": "1", "kind": "苹果"}
    assert number not in str(rows(far))
    assert other.post(tree(number, "梨", 'update="1" baseVersion="1"')).status_code == 201
    assert row(phone, number) == {"name": number, "label": "村口的树", "__version": "2", "kind": "梨"}
    assert phone.manifest("tree_visit")["trees.csv"].get("type") == "entityList"


def test_two_phones_that_change_one_version_are_flagged_and_told(place: Place, phone: Phone) -> None:
    number = str(uuid.uuid4())
    phone.post(tree(number, "苹果", 'create="1"', "树"))
    other = place.phone(scope=VILLAGE)
    assert other.post(tree(number, "梨", 'update="1" baseVersion="1"')).status_code == 201
    assert phone.post(tree(number, "桃", 'update="1" baseVersion="1"')).status_code == 201
    assert row(phone, number)["kind"] == "桃"
    with place.county.log.reading() as s:
        assert [one.conflict for one in entities.conflicts(s) if one.id == number] == ["hard"]
    assert alarms(phone) == ["openrosa.entity-conflict"]


def test_several_lists_and_the_countys_own_stay_apart(place: Place, phone: Phone) -> None:
    tree_no, well_no, home = (str(uuid.uuid4()) for _ in range(3))
    phone.post(tree(tree_no, "苹果", 'create="1"', "树"))
    phone.post(tree(well_no, "深", 'create="1"', "井", "well_visit", "wells"))
    phone.post(tree(home, "x", 'create="1"', "家", "mine_visit", "households"))
    phone.post(tree(home, "x", 'create="1"', "树", "well_visit", "trees"))
    assert [one["name"] for one in rows(phone, "wells", "well_visit")] == [well_no]
    assert well_no not in str(rows(phone))
    assert home not in str([rows(phone), rows(phone, "households", "mine_visit")])
    assert alarms(phone) == []


def test_entities_in_repeats_go_each_into_its_list(phone: Phone) -> None:
    one, two, orchard = (str(uuid.uuid4()) for _ in range(3))
    entity = "<entity dataset='trees' id='{}' create='1'><label>{}</label></entity>"
    made = f"<member><kind>{{}}</kind><meta>{entity}</meta></member>"
    xml = tree(orchard, "沙", 'create="1"', "果园", "orchard", "orchards").decode()
    members = made.format("苹果", one, "一") + made.format("梨", two, "二")
    assert phone.post(xml.replace("<orx:meta>", f"{members}<orx:meta>").encode()).status_code == 201
    assert [row(phone, number)["kind"] for number in (one, two)] == ["苹果", "梨"]
    with phone.county.log.reading() as s:
        found = entities.find(s, "orchards", orchard)
        assert found is not None
        assert found.data == {"soil": "沙"}


def test_integrity_tells_of_deleted_ones_and_of_those_elsewhere(place: Place, phone: Phone) -> None:
    number, gone = str(uuid.uuid4()), str(uuid.uuid4())
    phone.post(tree(number, "苹果", 'create="1"', "树"))
    phone.post(tree(gone, "苹果", 'create="1"', "树"))
    with place.county.log.writing() as s:
        assert entities.set_deleted(s, "trees", gone)

    def answers(one: Phone) -> dict[str, str]:
        url = one.manifest("tree_visit")["trees.csv"].findtext(f"{MANIFEST}integrityUrl")
        root = etree.fromstring(one.get(f"{url}?id={number},{gone},unknown").content)
        return {str(each.get("id")): str(each.findtext("deleted")) for each in root.iter("entity")}

    assert answers(phone) == {number: "false", gone: "true"}
    assert answers(place.phone()) == {number: "true", gone: "true"}


def test_what_cannot_be_saved_leaves_the_submission_and_tells_a_person(phone: Phone) -> None:
    number = str(uuid.uuid4())
    for xml in (tree("tree-7", "x", 'create="1"', "树"), tree(number, "x", 'update="1" baseVersion="1"')):
        before = len(chain(phone))
        assert phone.post(xml).status_code == 201
        assert len(chain(phone)) == before + 1
    assert alarms(phone) == ["openrosa.entity-not-saved"] * 2


def test_a_form_of_a_later_specification_is_not_listed(phone: Phone) -> None:
    assert "tree_visit" in phone.listed()
    assert "later_visit" not in phone.listed()


def test_the_same_post_again_and_its_correction_change_nothing(phone: Phone) -> None:
    number = str(uuid.uuid4())
    phone.post(tree(number, "苹果", 'create="1"', "树"))
    change = tree(number, "梨", 'update="1" baseVersion="1"')
    first = chain(phone)[-1].record.subject
    assert [phone.post(change).status_code for _ in range(3)] == [201, 202, 202]
    correction = tree(number, "错", 'update="1" baseVersion="2"').decode()
    deprecated = f"<orx:deprecatedID>{first}</orx:deprecatedID></orx:meta>"
    assert phone.post(correction.replace("</orx:meta>", deprecated).encode()).status_code == 201
    assert (row(phone, number)["__version"], row(phone, number)["kind"]) == ("2", "梨")
    assert alarms(phone) == []


def test_above_the_high_water_mark_phones_wait_as_laptops_do(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    xml = filled(new_instance())
    with monkeypatch.context() as patch:
        patch.setattr(Inbox, "load", lambda _self: Load(9, 500_000, 9, "2026-11-22T10:00:00.000+08:00"))
        answer = phone.post(xml)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert "过几分钟再发" in said(answer)
        assert phone.get("formList").status_code == 200
    assert chain(phone) == []
    assert not list((phone.county.folder / "phones").iterdir())
    assert phone.post(xml).status_code == 201


def test_no_201_before_the_commit(phone: Phone) -> None:
    """A commit that fails is answered 503, and nothing of the post counts."""
    xml = tree(str(uuid.uuid4()), "苹果", 'create="1"', "树")
    writing: list[object] = []

    def note(connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO openrosa_submission"):
            writing.append(connection)

    def refuse(connection: object) -> None:
        if connection in writing:
            raise SyncError("county.database", environment=True)

    phone.listed()
    before = len(chain(phone))
    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", refuse)
    try:
        answer = phone.post(xml)
    finally:
        event.remove(Engine, "commit", refuse)
        event.remove(Engine, "before_cursor_execute", note)
    assert answer.status_code == 503
    assert len(chain(phone)) == before
    assert phone.post(xml).status_code == 201
    assert len(chain(phone)) == before + 1


def test_a_rebuilt_view_and_the_lists_agree_with_the_log(phone: Phone) -> None:
    number = str(uuid.uuid4())
    xml = tree(number, "苹果", 'create="1"', "树")
    phone.post(xml)
    instance = chain(phone)[-1].record.subject
    assert kept(phone, instance).xml == xml
    phone.county.view.rebuild()
    assert row(phone, number)["kind"] == "苹果"


def test_the_command_line_shows_conflicts_and_settles_them(tmp_path: Path) -> None:
    number = str(uuid.uuid4())
    with running_county(tmp_path) as place:
        place.put_form("trees.xml", tree_form())
        phone = place.phone(scope=VILLAGE)
        assert phone.listed()
        phone.post(tree(number, "苹果", 'create="1"', "树"))
        for kind in ("梨", "桃"):
            phone.post(tree(number, kind, 'update="1" baseVersion="1"'))
    ours = ("county", "openrosa")
    conflict = {"id": number, "label": "树", "conflict": "hard"}
    assert command(tmp_path, *ours, "lists") == [{"list": "trees", "entities": 1, "conflicts": [conflict]}]
    command(tmp_path, *ours, "checked", "trees", number)
    assert command(tmp_path, *ours, "lists") == [{"list": "trees", "entities": 1, "conflicts": []}]
    command(tmp_path, *ours, "drop", "trees", number)
    assert command(tmp_path, *ours, "lists") == [{"list": "trees", "entities": 0, "conflicts": []}]
    assert code(tmp_path, *ours, "drop", "wells", number) == "openrosa.no-such-entity"
    assert code(tmp_path, *ours, "checked", "wells", number) == "openrosa.no-such-entity"


def test_an_encrypted_submission_is_refused_with_a_sentence(tmp_path: Path, phone: Phone) -> None:
    instance = new_instance()
    xml = (
        f'<data id="tree_visit" version="1" encrypted="yes" xmlns="http://opendatakit.org/submissions">'
        f"<base64EncryptedKey>k</base64EncryptedKey><orx:meta xmlns:orx='http://openrosa.org/xforms'>"
        f"<orx:instanceID>{instance}</orx:instanceID></orx:meta>"
        f"<encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"
    )
    answer = phone.post(xml.encode(), {"submission.xml.enc": b"\0" * 64})
    assert (answer.status_code, "加了密" in said(answer)) == (400, True)
    assert chain(phone) == []
