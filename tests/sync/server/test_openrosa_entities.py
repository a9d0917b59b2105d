"""Entity lists that phones fill: conflicts, branches made without network, and what waits, on both databases."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sync.server import openrosa_entities as entities
from sync.server.log import RecordLog
from sync.server.openrosa_entities import Entity, Source
from sync.server.openrosa_phones import Phone
from sync.server.openrosa_saves import Draft, Saving, saving
from tests.sync.makers import AT

VILLAGE = "999999001002"
TREE = str(uuid.UUID(int=7))
SOURCE = Source("uuid:1", "OR-1", VILLAGE)
MADE = Draft("trees", TREE, True, False, None, None, "", "苹果树", {"kind": "苹果", "height": "3"})


def change(base: int, trunk: int | None = None, branch: str = "", label: str = "", **data: str) -> Draft:
    return Draft("trees", TREE, False, True, base, trunk, branch, label, data)


def save(log: RecordLog, *drafts: Draft, at: str = AT) -> None:
    with log.writing() as s:
        for draft in drafts:
            entities.save(s, SOURCE, [draft], at)


def now(log: RecordLog) -> Entity:
    with log.reading() as s:
        found = entities.find(s, "trees", TREE)
    assert found is not None
    return found


def told(log: RecordLog) -> list[str]:
    from sqlalchemy import select

    from sync.server.tables import alarm

    with log.reading() as s:
        rows = s.db.execute(select(alarm.c.code, alarm.c.detail).where(alarm.c.county == s.county))
        return [f"{row.code.removeprefix('openrosa.entity-')} {row.detail.rpartition(' ')[2]}" for row in rows]


def test_an_entity_is_made_and_changed_property_by_property(log: RecordLog) -> None:
    save(log, MADE, change(1, height="4"), change(2, label="老苹果树"))
    one = now(log)
    assert (one.version, one.label, dict(one.data)) == (3, "老苹果树", {"kind": "苹果", "height": "4"})
    assert (one.conflict, one.area, told(log)) == ("", VILLAGE, [])


@pytest.mark.parametrize(
    ("second", "flag", "data"),
    [
        (change(1, kind="梨"), "soft", {"kind": "梨", "height": "4"}),
        (change(1, height="5"), "hard", {"kind": "苹果", "height": "5"}),
        (change(1, height="4"), "soft", {"kind": "苹果", "height": "4"}),
        (change(2, height="5"), "", {"kind": "苹果", "height": "5"}),
    ],
)
def test_two_changes_of_one_version_are_both_taken_and_flagged(
    log: RecordLog, second: Draft, flag: str, data: dict[str, str]
) -> None:
    save(log, MADE, change(1, height="4"), second)
    assert (now(log).version, now(log).conflict, now(log).data) == (3, flag, data)
    assert told(log) == (["conflict 3"] if flag == "hard" else [])
    with log.writing() as s:
        assert [one.id for one in entities.conflicts(s)] == ([TREE] if flag else [])
        assert entities.counts(s) == [entities.Count("trees", 1, 1 if flag else 0)]
        assert entities.set_checked(s, "trees", TREE)
        assert entities.conflicts(s) == []


def test_a_hard_conflict_stays_until_somebody_looked(log: RecordLog) -> None:
    save(log, MADE, change(1, height="4"), change(1, height="5"), change(2, kind="梨"), change(4, kind="桃"))
    assert now(log).conflict == "hard"
    assert told(log) == ["conflict 3"]


def test_what_a_phone_did_without_network_is_no_conflict_with_itself(log: RecordLog) -> None:
    made = replace(MADE, branch="b")
    save(log, made, change(1, branch="b", height="4"), change(2, branch="b", height="5"))
    assert (now(log).version, now(log).data["height"], now(log).conflict) == (3, "5", "")
    save(log, change(3, 3, "c", height="6"), change(4, 3, "c", height="7"))
    assert (now(log).version, now(log).conflict) == (5, "")


def test_a_branch_that_others_overtook_is_flagged(log: RecordLog) -> None:
    save(log, MADE, change(1, 1, "b", height="4"), change(1, kind="梨"), change(2, 1, "b", kind="桃"))
    assert (now(log).version, now(log).conflict, now(log).data) == (4, "hard", {"kind": "桃", "height": "4"})


def test_changes_wait_for_the_one_before_them_in_any_order(log: RecordLog) -> None:
    made = replace(MADE, branch="b")
    save(log, change(3, branch="b", height="6"), change(2, branch="b", height="5"), change(1, branch="b", height="4"))
    with log.reading() as s:
        assert entities.find(s, "trees", TREE) is None
    save(log, made)
    assert (now(log).version, now(log).data["height"], now(log).conflict, told(log)) == (4, "6", "", [])


def test_after_five_days_what_waits_is_taken_as_it_is(log: RecordLog) -> None:
    later = (datetime.fromisoformat(AT) + timedelta(days=6)).isoformat(timespec="milliseconds")
    soon = (datetime.fromisoformat(AT) + timedelta(days=4)).isoformat(timespec="milliseconds")
    save(log, change(2, branch="b", label="半棵", height="5"), change(3, branch="b", height="6"))
    with log.writing() as s:
        entities.settle(s, soon)
        assert entities.find(s, "trees", TREE) is None
        entities.settle(s, later)
        entities.settle(s, later)
    assert (now(log).version, now(log).label, now(log).data) == (2, "半棵", {"height": "6"})
    save(log, replace(MADE, branch="b"))
    assert told(log) == ["not-saved exists"]


def test_make_or_change_does_either(log: RecordLog) -> None:
    either = replace(MADE, update=True, base=1)
    save(log, replace(either, base=None), replace(either, data={"height": "9"}))
    assert (now(log).version, now(log).data) == (2, {"kind": "苹果", "height": "9"})


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(MADE, id="tree-7"), "id"),
        (replace(MADE, id=str(uuid.UUID(int=8)), label=""), "label"),
        (MADE, "exists"),
        (change(9, kind="梨"), "base"),
        (change(0, kind="梨"), "base"),
        (replace(change(1), base=None), "base"),
        (replace(change(1, kind="梨"), id=str(uuid.UUID(int=8))), "unknown"),
    ],
)
def test_what_cannot_be_saved_changes_nothing_and_is_told(log: RecordLog, draft: Draft, why: str) -> None:
    save(log, MADE)
    before = now(log)
    save(log, draft)
    assert now(log) == before
    assert told(log) == [f"not-saved {why}"]


def test_a_deleted_entity_goes_from_the_phones_and_comes_back_by_nothing(log: RecordLog) -> None:
    save(log, MADE)
    phone = Phone("OR-2", "手机", VILLAGE, (), "enrolled", AT, "")
    with log.writing() as s:
        entities.declare(s, Saving({"/data": "trees"}, {"/data/note": ("/data", "kind")}))
        assert entities.as_csv(s, "trees", phone) == f"name,label,__version,kind\n{TREE},苹果树,1,苹果\n".encode()
        assert entities.gone(s, "trees", phone, [TREE, "other"]) == {TREE: False}
        assert entities.set_deleted(s, "trees", TREE)
        assert entities.as_csv(s, "trees", phone) == b"name,label,__version,kind\n"
        assert entities.gone(s, "trees", phone, [TREE, "other"]) == {TREE: True}
        assert not entities.set_deleted(s, "wells", TREE)
    save(log, MADE, change(1, kind="梨"))
    assert told(log) == ["not-saved exists", "not-saved unknown"]
    assert now(log).deleted


def test_a_phone_sees_its_villages_and_what_it_made(log: RecordLog) -> None:
    save(log, MADE)
    near, far, none, maker = (
        Phone(name, "手机", scope, (), "enrolled", AT, "")
        for name, scope in (("OR-2", "999999001"), ("OR-3", "999999002"), ("OR-4", ""), ("OR-1", ""))
    )
    with log.writing() as s:
        entities.declare(s, Saving({"/data": "trees"}, {"/data/note": ("/data", "kind")}))
        seen = [TREE.encode() in (entities.as_csv(s, "trees", one) or b"") for one in (near, far, none, maker)]
        assert seen == [True, False, False, True]
        assert entities.gone(s, "trees", far, [TREE]) == {TREE: True}
        assert entities.as_csv(s, "wells", near) is None


def test_a_form_with_entities_in_repeats_declares_each_where_it_stands() -> None:
    declared = saving(
        b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:entities="http://www.opendatakit.org/xforms/entities"><h:head>
        <model entities:entities-version="2025.1.0"><instance><data id="f"><orchard/><tree><kind/><meta>
        <entity dataset="trees"/></meta></tree><meta><instanceID/><entity dataset="orchards"/></meta></data></instance>
        <instance id="other"><data><meta><entity dataset="no"/></meta></data></instance>
        <bind nodeset="/data/orchard" entities:saveto="place"/>
        <bind nodeset="/data/tree/kind" entities:saveto="kind"/><bind nodeset="/data/tree/x" entities:saveto="__no"/>
        </model></h:head></h:html>"""
    )
    assert declared.lists == {"/data": "orchards", "/data/tree": "trees"}
    assert declared.columns() == {("orchards", "place"), ("trees", "kind")}
