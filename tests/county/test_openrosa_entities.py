"""The households that a phone may pick from, and the forms that the county publishes for everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.county.conflict_side import Chain, household, person, take
from tests.county.phone import FORM, LIST, MANIFEST, Phone, Place, filled, form_xml, kept, new_instance, running_county
from tests.county.side import VILLAGE
from villagevisit.county import publish

EARLIER = "2026-11-22T09:00:00.000+08:00"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with running_county(tmp_path / "county") as one:
        yield one


def listed(phone: Phone) -> list[list[str]]:
    """The rows of the household list as the phone downloads it."""
    url = phone.manifest(FORM)["households.csv"].findtext(f"{MANIFEST}downloadUrl")
    return [line.split(",") for line in phone.get(str(url)).text.splitlines()[1:]]


def integrity(phone: Phone, *ids: str) -> dict[str, str]:
    url = phone.manifest(FORM)["households.csv"].findtext(f"{MANIFEST}integrityUrl")
    root = etree.fromstring(phone.get(f"{url}?id={','.join(ids)}").content)
    return {str(one.get("id")): str(one.findtext("deleted")) for one in root.iter("entity")}


def test_households_of_a_roster_are_there_before_anybody_visited_them(place: Place) -> None:
    phone = place.phone(scope="999999100201")
    take(place.county, [Chain("DZ-AAAA-0001").roster(household(1), household(2, [person(3, household="h2")]))])
    assert [(row[0], row[1], row[3]) for row in listed(phone)] == [
        ("h1", "第二组 0001 张三", VILLAGE),
        ("h2", "第二组 0002 张三", VILLAGE),
    ]
    assert listed(place.phone(scope="999999200")) == []
    assert listed(place.phone()) == []


def test_a_visit_on_a_phone_joins_the_household_of_the_roster(place: Place) -> None:
    phone = place.phone(scope="999999100201")
    take(place.county, [Chain("DZ-AAAA-0001").roster(household(7, [person(1, household="h7")]))], EARLIER)
    before = listed(phone)
    instance = new_instance()
    phone.post(filled(instance))
    assert kept(phone, instance).place.household_id == "h7"
    after = listed(phone)
    assert [row[0] for row in after] == ["h7"]
    assert int(after[0][2]) > int(before[0][2])
    assert after[0][1] == "0007 赵一"


def test_a_phone_lets_go_of_households_outside_its_villages_and_keeps_what_it_made_itself(place: Place) -> None:
    take(place.county, [Chain("DZ-AAAA-0001").roster(household(1))])
    assert integrity(place.phone(scope="999999100201"), "h1", "made-here") == {"h1": "false"}
    assert integrity(place.phone(scope="999999100202"), "h1", "made-here") == {"h1": "true"}


def test_no_id_number_and_no_money_goes_down_to_a_phone(place: Place) -> None:
    phone = place.phone(scope="999999")
    take(place.county, [Chain("DZ-AAAA-0001").roster(household(1))])
    text = str(listed(phone))
    assert "h1" in text
    assert not [secret for secret in ("99999919900101", "954.58", "13800000001") if secret in text]


def test_the_hash_of_a_list_stays_until_its_content_changes(place: Place) -> None:
    phone = place.phone(scope="999999100201")

    def mark() -> str:
        return str(phone.manifest(FORM)["households.csv"].findtext(f"{MANIFEST}hash"))

    take(place.county, [Chain("DZ-AAAA-0001").roster(household(1))])
    first = mark()
    phone.post(filled(new_instance(), village="999999100202"))
    assert mark() == first
    phone.post(filled(new_instance()))
    assert mark() != first


def test_what_the_county_publishes_for_all_is_on_the_phones_too(place: Place, tmp_path: Path) -> None:
    phone = place.phone()
    file = tmp_path / "survey.xml"
    for version, title in (("1", "水井"), ("2", "水井和路")):
        file.write_text(form_xml("wells", version, title), "utf-8")
        publish.publish(place.county, "form", file, "", "")
        entry = phone.listed()["wells"]
        assert (entry.findtext(f"{LIST}version"), entry.findtext(f"{LIST}name")) == (version, title)
    assert phone.post(filled(new_instance(), form="wells", version="1")).status_code == 201
    file.write_text(form_xml("doctors_only"), "utf-8")
    publish.publish(place.county, "form", file, "", "doctor")
    assert "doctors_only" not in phone.listed()
