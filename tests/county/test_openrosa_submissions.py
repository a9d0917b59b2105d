"""What ODK Collect sends: new records, photos in several posts, repeats, corrections, and all that is not taken."""

import hashlib
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forms.library import shipped
from sync.server import overview
from tests.county.phone import (
    Phone,
    Place,
    alarms,
    chain,
    filled,
    form_xml,
    incomplete,
    kept,
    new_instance,
    part,
    running_county,
    said,
)
from tests.county.side import VILLAGE
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import openrosa_records

ONE, OTHER = random.Random(1).randbytes(40_000), random.Random(2).randbytes(50_000)

SHIPPED = next(one.version for one in shipped() if one.form_id == "household_verification")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_county(tmp_path_factory.mktemp("county")) as one:
        yield one


@pytest.fixture
def phone(place: Place) -> Phone:
    return place.phone()


def test_a_record_without_photos_is_on_record_byte_for_byte(phone: Phone) -> None:
    instance = new_instance()
    xml = filled(instance, "雨后，路滑 <泥>")
    answer = phone.post(xml)
    assert answer.status_code == 201
    assert said(answer) == "县里收到了。"
    body = kept(phone, instance)
    assert (body.xml, body.digest) == (xml, hashlib.sha256(xml).hexdigest())
    assert (body.form_id, body.form_version, body.id) == ("crop_visit", "1", instance)
    assert (body.place.village_code, body.place.household_no, body.place.head_name) == (VILLAGE, "0007", "赵一")


def test_its_village_is_the_area_of_the_record(phone: Phone) -> None:
    for village, area in ((VILLAGE, VILLAGE), ("110101001001", ""), ("9999", ""), ("", "")):
        instance = new_instance()
        assert phone.post(filled(instance, village=village)).status_code == 201
        assert [one.area for one in chain(phone) if one.record.subject == instance] == [area]


def test_work_for_a_village_outside_the_phones_areas_is_taken_and_a_person_is_told(place: Place) -> None:
    phone = place.phone(scope="999999100202 999999300")
    assert phone.post(filled(new_instance(), village="999999300001")).status_code == 201
    assert alarms(phone) == []
    assert phone.post(filled(new_instance())).status_code == 201
    assert alarms(phone) == ["record.out-of-scope"]


def test_a_phone_has_an_unbroken_chain_of_its_own(phone: Phone) -> None:
    assert phone.device.startswith("OR-")
    for _ in range(3):
        phone.post(filled(new_instance()))
    records = [one.record for one in chain(phone)]
    assert [one.seq for one in records] == [1, 2, 3]
    assert all(one.holds() for one in records)
    assert [one.prev for one in records[1:]] == [one.digest for one in records[:-1]]


def test_photos_come_with_the_record(phone: Phone) -> None:
    instance = new_instance()
    answer = phone.post(filled(instance, photo="田.jpg", portraits=["人 1.jpg"]), {"田.jpg": ONE, "人 1.jpg": OTHER})
    assert (answer.status_code, incomplete(phone)) == (201, 0)
    files = {one.name: one for one in kept(phone, instance).attachments}
    assert {name: one.digest for name, one in files.items()} == {
        "田.jpg": hashlib.sha256(ONE).hexdigest(),
        "人 1.jpg": hashlib.sha256(OTHER).hexdigest(),
    }
    assert phone.county.intake.blobs.read(files["田.jpg"].digest) == ONE
    assert overview.whole_blobs(phone.county.log, [one.digest for one in files.values()]) == {
        one.digest for one in files.values()
    }


def test_photos_may_come_in_several_posts(phone: Phone) -> None:
    instance = new_instance()
    xml = filled(instance, photo="a.jpg", portraits=["b.jpg"])
    first = phone.post(xml, {"a.jpg": ONE}, more=True)
    assert (first.status_code, said(first), incomplete(phone)) == (201, "县里收到了表，照片还在陆续发来。", 1)
    assert phone.post(xml, {"b.jpg": OTHER}).status_code == 201
    assert incomplete(phone) == 0
    kinds = [one.record.kind for one in chain(phone)]
    assert kinds == [bodies.SUBMISSION, openrosa_records.ATTACHMENT]
    subject, files = openrosa_records.read_attachment(chain(phone)[1].record.body)
    assert (subject, [one.name for one in files]) == (instance, ["b.jpg"])


def test_missing_photos_are_told_and_shown(phone: Phone) -> None:
    xml = filled(new_instance(), photo="a.jpg", portraits=["b.jpg", "c.jpg"])
    answer = phone.post(xml, {"b.jpg": ONE})
    assert answer.status_code == 201
    assert "还缺 2 个" in said(answer)
    assert incomplete(phone) == 1


def test_a_photo_with_a_latin1_name_is_taken(phone: Phone) -> None:
    xml = filled(new_instance(), photo="café.jpg")
    body = part("xml_submission_file", xml, "s.xml") + part("café.jpg", ONE, "café.jpg", "latin-1") + b"--b--\r\n"
    assert phone.raw(body).status_code == 201
    assert incomplete(phone) == 0


def test_the_name_of_a_photo_is_only_its_lastpart(phone: Phone) -> None:
    instance = new_instance()
    phone.post(filled(instance, photo="a.jpg"), {"../../etc/a.jpg": ONE})
    assert [one.name for one in kept(phone, instance).attachments] == ["a.jpg"]
    assert incomplete(phone) == 0


def test_the_same_again_is_202_and_changes_nothing(phone: Phone) -> None:
    xml = filled(new_instance(), photo="a.jpg")
    assert phone.post(xml, {"a.jpg": ONE}).status_code == 201
    before = chain(phone)
    again = phone.post(xml, {"a.jpg": ONE})
    assert (again.status_code, said(again)) == (202, "这份表县里以前就收到了，不用再发。")
    assert phone.post(xml).status_code == 202
    assert chain(phone) == before


def test_the_same_record_many_times_at_once_is_on_record_once(tmp_path: Path) -> None:
    xml = filled(new_instance(), photo="a.jpg")
    with running_county(tmp_path) as place, ThreadPoolExecutor(6) as crew:
        crowd = [place.phone() for _ in range(6)]
        answers = [one.status_code for one in crew.map(lambda one: one.post(xml, {"a.jpg": ONE}), crowd)]
        assert sorted(answers) == [201, 202, 202, 202, 202, 202]
        assert sum(len(chain(one)) for one in crowd) == 1


def test_another_phone_may_repeat_a_record(place: Place, phone: Phone) -> None:
    xml = filled(new_instance())
    assert phone.post(xml).status_code == 201
    assert place.phone().post(xml).status_code == 202


def test_the_same_number_with_other_content_is_409_an_alarm_and_no_overwrite(phone: Phone) -> None:
    instance = new_instance()
    xml = filled(instance, "一")
    phone.post(xml)
    answer = phone.post(filled(instance, "二"))
    assert answer.status_code == 409
    assert "没有收下" in said(answer)
    assert kept(phone, instance).xml == xml
    assert alarms(phone) == ["openrosa.conflict"]


def test_the_same_photo_name_with_other_content_is_409_and_an_alarm(phone: Phone) -> None:
    xml = filled(new_instance(), photo="a.jpg", portraits=["b.jpg"])
    phone.post(xml, {"a.jpg": ONE})
    before = chain(phone)
    assert phone.post(xml, {"b.jpg": ONE, "a.jpg": OTHER}).status_code == 409
    assert chain(phone) == before
    assert incomplete(phone) == 1
    assert alarms(phone) == ["openrosa.file-conflict"]


def test_two_files_of_one_name_in_a_post(phone: Phone) -> None:
    xml = filled(new_instance(), photo="a.jpg")
    head = part("xml_submission_file", xml, "s.xml")
    twice = head + part("a.jpg", ONE, "a.jpg") + part("a.jpg", ONE, "a.jpg") + b"--b--\r\n"
    differing = head + part("a.jpg", ONE, "a.jpg") + part("a.jpg", OTHER, "a.jpg") + b"--b--\r\n"
    assert phone.raw(differing).status_code == 409
    assert chain(phone) == []
    assert phone.raw(twice).status_code == 201


def test_a_correction_names_what_it_replaces_and_takes_its_photos_over(phone: Phone) -> None:
    first, second = new_instance(), new_instance()
    phone.post(filled(first, photo="a.jpg"), {"a.jpg": ONE})
    answer = phone.post(filled(second, "更正", photo="a.jpg", deprecated=first))
    assert (answer.status_code, incomplete(phone)) == (201, 0)
    body = kept(phone, second)
    assert body.replaces == first
    assert [one.digest for one in body.attachments] == [hashlib.sha256(ONE).hexdigest()]
    assert kept(phone, first).replaces == ""


def test_only_the_newest_can_be_corrected(phone: Phone) -> None:
    first, second, third = new_instance(), new_instance(), new_instance()
    phone.post(filled(first))
    correction = filled(second, deprecated=first)
    assert phone.post(correction).status_code == 201
    assert phone.post(filled(new_instance(), deprecated=first)).status_code == 409
    assert phone.post(filled(third, deprecated=second)).status_code == 201
    assert phone.post(correction).status_code == 202


@pytest.mark.parametrize("form", ["crop_visit", "other_visit"])
def test_a_correction_of_what_is_not_here_is_404(place: Place, phone: Phone, form: str) -> None:
    place.put_form("other.xml", form_xml("other_visit"))
    first = new_instance()
    if form == "other_visit":
        phone.post(filled(first))
    assert phone.post(filled(new_instance(), form=form, deprecated=first)).status_code == 404


def test_a_correction_cannot_take_a_number_that_is_used(phone: Phone) -> None:
    first, second = new_instance(), new_instance()
    phone.post(filled(first))
    phone.post(filled(second))
    answer = phone.post(filled(second, deprecated=first))
    assert (answer.status_code, "编号" in said(answer)) == (409, True)
    assert phone.post(filled(new_instance(), deprecated=first)).status_code == 201


def test_what_was_begun_may_be_completed_after_the_form_was_closed(place: Place, phone: Phone) -> None:
    place.put_form("seasonal.xml", form_xml("seasonal"))
    xml = filled(new_instance(), photo="a.jpg", form="seasonal")
    phone.post(xml, more=True)
    (place.county.folder / "forms" / "seasonal.xml").unlink()
    assert "seasonal" not in phone.listed()
    assert phone.post(xml, {"a.jpg": ONE}).status_code == 201


def test_nothing_is_left_of_posts_on_their_way(phone: Phone) -> None:
    phone.post(filled(new_instance(), photo="a.jpg"), {"a.jpg": ONE})
    phone.raw(part("a.jpg", ONE, "a.jpg")[:-1000])
    assert not list((phone.county.folder / "phones").iterdir())


def test_an_empty_file_is_a_file(phone: Phone) -> None:
    assert phone.post(filled(new_instance(), photo="leer.txt"), {"leer.txt": b""}).status_code == 201
    assert incomplete(phone) == 0


def test_a_file_nobody_asked_for_is_kept(phone: Phone) -> None:
    instance = new_instance()
    phone.post(filled(instance), {"audit.csv": b"event,node"})
    assert [one.name for one in kept(phone, instance).attachments] == ["audit.csv"]


def test_a_shipped_visit_form_from_a_phone_still_needs_its_two_signatures(place: Place) -> None:
    phone = place.phone()
    instance = new_instance()
    assert phone.post(filled(instance, form="household_verification", version=SHIPPED)).status_code == 201
    assert kept(phone, instance).signatures_needed == 2
    line = next(one for one in place.county.view.village(VILLAGE, 100, 0) if one.form_id == "household_verification")
    assert (line.household_no, line.signers) == ("0007", ())


def test_photos_that_come_later_are_counted_with_their_visit(place: Place) -> None:
    phone = place.phone()
    xml = filled(new_instance(), photo="a.jpg", portraits=["b.jpg"], form="household_verification", version=SHIPPED)
    xml = xml.replace(b"0007", b"0123")

    def files() -> list[tuple[int, int]]:
        return [
            (one.files, one.files_missing)
            for one in place.county.view.village(VILLAGE, 100, 0)
            if one.household_no == "0123"
        ]

    phone.post(xml, {"a.jpg": ONE}, more=True)
    assert files() == [(1, 0)]
    phone.post(xml, {"b.jpg": OTHER})
    assert files() == [(2, 0)]
    place.county.view.rebuild()
    assert files() == [(2, 0)]


def test_the_county_view_can_be_rebuilt_with_what_phones_sent(place: Place) -> None:
    phone = place.phone()
    phone.post(filled(new_instance(), form="household_verification", version=SHIPPED))
    before = [(one.code, one.records) for one in place.county.view.villages()]
    place.county.view.rebuild()
    assert [(one.code, one.records) for one in place.county.view.villages()] == before


def test_english_for_who_reads_english(phone: Phone) -> None:
    assert said(phone.post(filled(new_instance()), **{"Accept-Language": "en"})) == "The county has it."
