"""Entities: which registrations and changes a frozen record carries, by each version of the specification."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

import forms
from tests.forms.conftest import xform

Now = Callable[[], datetime]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SPACE = 'xmlns:entities="http://www.opendatakit.org/xforms/entities"'
PEOPLE = b"name,label,full_name,__version,__trunkVersion,__branchId\np1,Old,Old Name,4,3,b7\n"
FIRST = '<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>'
NAME = '<input ref="/data/name"><label>Name</label></input>'


def form(instance: str, binds: str, body: str = NAME, version: str = "2024.1.0", model: str = "") -> forms.Form:
    """An XForm that follows a version of the entities specification."""
    xml = xform(instance, binds, body, model).decode()
    said = f'<model {SPACE} entities:entities-version="{version}">' if version else f"<model {SPACE}>"
    return forms.load(xml.replace("<model>", said).encode(), {"people.csv": PEOPLE})


def creating(version: str = "2022.1.0", **more: str) -> forms.Form:
    return form(
        '<name/><note/><meta><instanceID/><entity dataset="people" id="" create="1"><label/></entity></meta>',
        '<bind nodeset="/data/name" entities:saveto="full_name"/><bind nodeset="/data/note" entities:saveto="note"/>'
        '<bind nodeset="/data/meta/entity/label" calculate="/data/name"/>' + FIRST + more.get("binds", ""),
        NAME + '<input ref="/data/note"><label>n</label></input>',
        version,
    )


UPDATING = (
    (
        '<person/><name/><meta><entity dataset="people" id="" update="true" baseVersion="" trunkVersion="" branchId="">'
        "<label/></entity></meta>"
    ),
    '<bind nodeset="/data/name" entities:saveto="full_name"/>'
    '<bind nodeset="/data/meta/entity/@id" calculate="/data/person"/>'
    + "".join(
        f'<bind nodeset="/data/meta/entity/@{name}" '
        f"calculate=\"instance('people')/root/item[name=/data/person]/__{column}\"/>"
        for name, column in (("baseVersion", "version"), ("trunkVersion", "trunkVersion"), ("branchId", "branchId"))
    ),
    NAME + '<input ref="/data/person"><label>Who</label></input>',
    '<instance id="people" src="jr://file-csv/people.csv"/>',
)


@pytest.mark.parametrize("version", ["2022.1.0", "2023.1.0", "2024.1.0", "2024.1.7", "2025.1.0"])
def test_a_registration_has_an_id_a_label_and_its_properties(now: Now, version: str) -> None:
    session = creating(version).session(now=now)
    session.answer("/data/name", "Zhang")
    (entity,) = session.freeze().entities
    assert UUID.fullmatch(entity.id)
    assert (entity.list, entity.action, entity.label, entity.baseVersion) == ("people", "create", "Zhang", "")
    assert entity.properties == {"full_name": "Zhang", "note": ""}


def test_the_id_is_made_once_and_stays_with_draft_and_correction(now: Now) -> None:
    loaded = creating()
    session = loaded.session(now=now)
    frozen = session.freeze()
    again = loaded.session(now=now, draft=session.draft()).freeze()
    corrected = loaded.session(now=now, edit=frozen.xml).freeze()
    assert frozen.entities[0].id == again.entities[0].id == corrected.entities[0].id
    assert loaded.session(now=now).freeze().entities[0].id != frozen.entities[0].id


def test_what_does_not_apply_gives_no_property(now: Now) -> None:
    session = creating(binds='<bind nodeset="/data/note" relevant="/data/name = \'x\'"/>').session(now=now)
    session.answer("/data/name", "y")
    assert session.freeze().entities[0].properties == {"full_name": "y"}


@pytest.mark.parametrize(
    ("value", "made"), [("1", 1), ("true", 1), ("0", 0), ("false", 0), ("", 0), ("yes", 0), ("2", 0)]
)
def test_only_one_and_true_create(now: Now, value: str, made: int) -> None:
    loaded = creating(binds=f'<bind nodeset="/data/meta/entity/@create" calculate="\'{value}\'"/>')
    assert len(loaded.session(now=now).freeze().entities) == made


def test_a_condition_decides_when_the_record_is_frozen(now: Now) -> None:
    session = creating(binds='<bind nodeset="/data/meta/entity/@create" calculate="/data/name = \'x\'"/>').session(
        now=now
    )
    assert session.freeze().entities == []
    session.answer("/data/name", "x")
    assert [entity.action for entity in session.freeze().entities] == ["create"]


def test_a_change_says_which_version_it_builds_on(now: Now) -> None:
    session = form(*UPDATING[:3], model=UPDATING[3]).session(now=now)
    assert session.freeze().entities == []
    session.answer("/data/person", "p1")
    session.answer("/data/name", "New Name")
    frozen = session.freeze()
    (entity,) = frozen.entities
    assert (entity.action, entity.id, entity.baseVersion, entity.label) == ("update", "p1", "4", "")
    assert entity.properties == {"full_name": "New Name"}
    assert b'trunkVersion="3" branchId="b7"' in frozen.xml


@pytest.mark.parametrize(
    ("person", "expected"), [("", [("create", "")]), ("p1", [("update", "4")])], ids=["nobody chosen", "chosen"]
)
def test_one_form_may_register_or_change(now: Now, person: str, expected: list[tuple[str, str]]) -> None:
    instance = UPDATING[0].replace('update="true"', 'create="1" update="1"').replace("<name/>", "<name/><made/>")
    binds = UPDATING[1].replace(
        'calculate="/data/person"', "calculate=\"if(/data/person != '', /data/person, /data/made)\""
    )
    conditions = (
        '<bind nodeset="/data/made" calculate="once(uuid())"/>'
        '<bind nodeset="/data/meta/entity/@create" calculate="/data/person = \'\'"/>'
        '<bind nodeset="/data/meta/entity/@update" calculate="/data/person != \'\'"/>'
    )
    session = form(instance, binds + conditions, *UPDATING[2:3], model=UPDATING[3]).session(now=now)
    session.answer("/data/person", person)
    assert [(entity.action, entity.baseVersion) for entity in session.freeze().entities] == expected


def test_where_both_conditions_hold_both_are_asked_for(now: Now) -> None:
    instance = UPDATING[0].replace('update="true"', 'create="1" update="1"')
    session = form(instance, *UPDATING[1:3], model=UPDATING[3]).session(now=now, preset={"/data/person": "p1"})
    assert [entity.action for entity in session.freeze().entities] == ["create", "update"]


REPEATED = (
    (
        '<village/><r jr:template=""><on/><name/>'
        '<meta><entity dataset="people" id="" create="1"><label/></entity></meta>'
        '</r><meta><entity dataset="villages" id="" create="1"><label/></entity></meta>'
    ),
    '<bind nodeset="/data/village" entities:saveto="vname"/><bind nodeset="/data/r/name" entities:saveto="full_name"/>'
    '<bind nodeset="/data/r/meta" relevant="../on != \'0\'"/>'
    '<bind nodeset="/data/r/meta/entity/label" calculate="../../../name"/>' + FIRST,
    (
        '<input ref="/data/village"><label>v</label></input><repeat nodeset="/data/r"><input ref="/data/r/on">'
        '<label>o</label></input><input ref="/data/r/name"><label>n</label></input>'
        '<setvalue event="odk-new-repeat" ref="/data/r/meta/entity/@id" value="uuid()"/></repeat>'
    ),
)


def test_each_instance_of_a_repeat_registers_its_own_and_lists_stay_apart(now: Now) -> None:
    session = form(*REPEATED, version="2025.1.0").session(now=now, preset={"/data/village": "V"})
    for position, name in enumerate(("a", "b", "c"), 1):
        session.add("/data/r")
        session.answer(f"/data/r[{position}]/name", name)
    session.answer("/data/r[2]/on", "0")
    found = session.freeze().entities
    assert [(entity.list, entity.label, dict(entity.properties)) for entity in found] == [
        ("people", "a", {"full_name": "a"}),
        ("people", "c", {"full_name": "c"}),
        ("villages", "", {"vname": "V"}),
    ]
    assert len({entity.id for entity in found}) == 3


def changed(old: str, new: str) -> tuple[str, str, str]:
    instance, binds, body = (part.replace(old, new) for part in REPEATED)
    return instance, binds, body


@pytest.mark.parametrize(
    ("parts", "version", "code", "where"),
    [
        (REPEATED, "2452.2.0", "form.entities-version", "<model>"),
        (REPEATED, "2025", "form.entities-version", "<model>"),
        (REPEATED, "", "form.entities-version", "<model>"),
        (changed('dataset="people" ', ""), "2025.1.0", "form.entity-list", "<entity>"),
        (changed('dataset="people"', 'dataset="a.b"'), "2025.1.0", "form.entity-list", "<entity>"),
        (changed('dataset="people"', 'dataset="__x"'), "2025.1.0", "form.entity-list", "<entity>"),
        (changed('saveto="vname"', 'saveto="Label"'), "2025.1.0", "form.saveto-name", "/data/village"),
        (changed('saveto="vname"', 'saveto="__id"'), "2025.1.0", "form.saveto-name", "/data/village"),
        (
            changed('<meta><entity dataset="people" id="" create="1"><label/></entity></meta></r>', "<meta/></r>"),
            "2025.1.0",
            "form.ref-nowhere",
            "entity/@id",
        ),
    ],
)
def test_what_breaks_the_specification_is_refused_with_its_place(
    parts: tuple[str, str, str], version: str, code: str, where: str
) -> None:
    with pytest.raises(forms.FormError) as raised:
        form(*parts, version=version)
    assert raised.value.code == code
    assert where in str(raised.value.params["where"])


@pytest.mark.parametrize(
    ("instance", "code"),
    [
        ("<name/>", "form.saveto-nowhere"),
        (
            '<name jr:template=""><x/></name><meta><entity dataset="p" id="" create="1"/></meta>',
            "form.saveto-repeat",
        ),
    ],
)
def test_a_property_needs_one_entity_and_one_value(instance: str, code: str) -> None:
    with pytest.raises(forms.FormError) as raised:
        form(instance, '<bind nodeset="/data/name" entities:saveto="n"/>', "")
    assert (raised.value.code, raised.value.params["where"]) == (code, "/data/name")


SHEET: Mapping[str, str] = {
    "create": "| people | ${nm} | | | |",
    "update": "| people | | ${who} | | |",
    "upsert": "| people | ${nm} | ${who} | ${who} = '' | ${who} != '' |",
}


@pytest.mark.parametrize(("row", "who", "actions"), [
    ("create", "", ["create"]), ("update", "p1", ["update"]), ("upsert", "p1", ["update"]), ("upsert", "", []),
])  # fmt: skip
def test_the_entities_sheet_of_a_workbook(now: Now, tmp_path: Path, row: str, who: str, actions: list[str]) -> None:
    path = tmp_path / "f.md"
    path.write_text(
        "## survey\n| type | name | label | save_to |\n"
        "| csv-external | people | | |\n| text | who | W | |\n| text | nm | N | full_name |\n"
        f"## entities\n| list_name | label | entity_id | create_if | update_if |\n{SHEET[row]}\n",
        "utf-8",
    )
    session = forms.load(path, {"people.csv": PEOPLE}).session(now=now)
    session.answer("/data/who", who)
    session.answer("/data/nm", "N")
    found = session.freeze().entities
    assert [entity.action for entity in found] == actions
    for entity in found:
        assert entity.properties == {"full_name": "N"}
        assert (entity.baseVersion == "4") == (entity.action == "update")
