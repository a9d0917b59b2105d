"""The auditor's list follows the records: found as they arrive, the same in any order and after a rebuild."""

import hashlib
import io
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from sync import beacon
from tests.county.conflict_side import Chain, household, person, take
from tests.county.side import COUNTY, NAME, VILLAGE, Laptop, code_of
from tests.county.suspicion_side import ARRIVED, ILLNESS, MORNING, day, visit
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.looks import look
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.event import Event
from villagevisit.domain.suspicion import Scope
from villagevisit.services import audit_limits
from villagevisit.services.event_body import event_body
from villagevisit.store import county_suspicion as rows
from villagevisit.store.county_suspicion import NOTHING

TABLES = ("county_finding", "county_pair", "county_looked", "county_trace_due")


def listed(county: CountyHome) -> dict[str, int]:
    """What is on the list: how many submissions by code."""
    county.view.catch_up()
    found = rows.findings(county.view.store.reader(), "", open_=True, limit=1000, offset=0)
    return {one.finding.code: one.finding.submissions for one in found}


def state(county: CountyHome) -> str:
    """Everything that follows from the records; numbers of rows follow from the order of arrival and are left out."""
    county.view.catch_up()
    db = county.view.store.reader()
    found = [sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in TABLES]
    keys = "SELECT scope, key, submission_id FROM county_trace_key JOIN county_trace USING (number) ORDER BY 1, 2, 3"
    return hashlib.sha256(repr([found, list(db.execute(keys))]).encode()).hexdigest()


def house(seed: int, size: int = 320) -> Image.Image:
    """A picture with something on it."""
    luck = random.Random(seed)
    picture = Image.new("RGB", (size, size * 3 // 4), (120, 140, 160))
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y = luck.randrange(size), luck.randrange(size * 3 // 4)
        colour = (luck.randrange(256), luck.randrange(256), luck.randrange(256))
        draw.rectangle((x, y, x + luck.randrange(20, 120), y + luck.randrange(20, 120)), colour)
    return picture


def saved(picture: Image.Image, quality: int = 85, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": quality} if kind == "JPEG" else {}))
    return out.getvalue()


def test_a_day_of_honest_visits_lists_nothing(county: CountyHome) -> None:
    take(county, day(Chain("L1"), 20), ARRIVED)
    assert listed(county) == {}
    (pair,) = rows.pairs(county.view.store.reader(), "")
    assert (pair.people, pair.visits, pair.minutes, pair.reading) == ("李芳\n王强", 20, 18.0, 37.5)


def test_what_is_made_up_is_listed_when_it_arrives(county: CountyHome) -> None:
    one, other = Chain("L1"), Chain("L2")
    take(county, day(one, 10), ARRIVED)
    take(county, [visit(other, 50, MORNING + timedelta(minutes=4), team=("李芳", "赵云"))], ARRIVED)
    assert listed(county) == {"two_places": 2}
    later = MORNING + timedelta(days=1)
    take(county, [visit(one, 100 + n, later + timedelta(minutes=30 * n), minutes=3) for n in range(3)], ARRIVED)
    noon = later + timedelta(hours=2)
    take(county, [visit(one, 110 + n, noon + timedelta(minutes=30 * n), read=(30, 3)) for n in range(7)], ARRIVED)
    assert listed(county) == {"two_places": 2, "short": 3, "unread": 7}


def test_a_list_that_the_laptop_had_bounds_its_clock(county: CountyHome) -> None:
    """Its own list, which it made itself, says nothing."""
    office, team = Chain("OFFICE"), Chain("L1")
    home = household(2, [person(1, household="household-2")])
    home.id = "household-2"
    roster = office.roster(home)
    take(county, [roster], "2026-11-21T08:00:00.000+08:00")
    take(county, [visit(office, 2, base=roster.digest)], ARRIVED)
    assert listed(county) == {}
    take(county, [visit(team, 2, MORNING + timedelta(hours=1), base=roster.digest)], ARRIVED)
    assert listed(county) == {"before_known": 1}


def test_a_word_of_the_county_that_was_signed_bounds_the_clock(county: CountyHome) -> None:
    """Whoever signs the word of a day cannot have signed before that day; a word of nobody's says nothing."""
    words = [beacon.of(county.keys, MORNING.date() + timedelta(days=late)) for late in (0, 2)]
    take(county, [visit(Chain("L1"), 1, word=words[0]), visit(Chain("L2"), 9, word=b"made up!")], ARRIVED)
    assert "before_known" not in listed(county)
    take(county, [visit(Chain("L3"), 2, word=words[1], team=("赵云", "孙丽"))], ARRIVED)
    assert listed(county)["before_known"] == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_list_is_the_same_in_any_order_and_after_a_rebuild(
    county: CountyHome, tmp_path: Path, clock: FixedClock, seed: int
) -> None:
    one, other = Chain("L1"), Chain("L2")
    photo = saved(house(1))
    made = [
        *day(one, 8),
        *(visit(one, 100 + n, MORNING + timedelta(days=1, minutes=2 * n), minutes=5, photo=photo) for n in range(5)),
        visit(other, 50, MORNING + timedelta(minutes=4), team=("李芳", "赵云"), photo=photo),
    ]
    for record in made:
        take(county, [record], ARRIVED)
    first = state(county)
    assert listed(county).keys() == {"two_places", "row", "short", "photo"}
    county.view.rebuild()
    assert state(county) == first
    init(tmp_path / "other", Identity(COUNTY, NAME, ""))
    with open_county(tmp_path / "other", clock) as other_county:
        for record in random.Random(seed).sample(made, len(made)):
            take(other_county, [record], ARRIVED)
        assert state(other_county) == first


@pytest.mark.parametrize("late", [False, True])
def test_a_pair_that_is_barred_is_listed_whether_a_phone_or_a_laptop_sent_it(county: CountyHome, late: bool) -> None:
    """Whatever comes first: objection and filing, or the visit. A phone signs nothing and names staff numbers."""
    office, phone = Chain("OFFICE"), Chain("PHONE")
    before = (MORNING - timedelta(days=2)).isoformat(timespec="milliseconds")
    said = Event("e1", "objection.received", VILLAGE, "e1", before[:10], before, "孙经办", (), ("household-1",), "",
                 {"barred": ["001", "002"]})  # fmt: skip
    filed = Event("e2", "kin.filed", VILLAGE, "e2", before[:10], before, "孙经办", (), ("household-3",), "f",
                  {"officer": "officer-李芳", "staff": "李芳", "kin": "户主3"})  # fmt: skip
    told = [office.append("event", one.id, event_body(one), before) for one in (said, filed)]
    team = {"investigator1_id": "001", "investigator2_id": "004"}
    seen = [visit(phone, n, MORNING + timedelta(hours=n), answers=team) for n in (1, 2, 3)]
    settled = Event("e3", "objection.settled", VILLAGE, "e1", "2026-11-20", MORNING.isoformat(), "孙经办", (),
                    ("household-1",), "", {"conclusion": "keep"})  # fmt: skip
    for part in (seen, told) if late else (told, seen):
        take(county, part, ARRIVED)
        county.view.catch_up()
    assert listed(county) == {"barred": 2}
    take(county, [office.append("event", "e3", event_body(settled))], ARRIVED)
    assert listed(county) == {"barred": 1}, "settled before the visit: whoever went may go again"


def test_nothing_of_illness_lies_in_a_trace(county: CountyHome) -> None:
    take(county, day(Chain("L1"), 2), ARRIVED)
    county.view.catch_up()
    kept = "".join(text for (text,) in county.view.store.reader().execute("SELECT content FROM county_trace"))
    assert "户主1" in kept
    assert ILLNESS not in kept


def test_odd_records_disturb_nobody(county: CountyHome) -> None:
    chain = Chain("L1")
    xml = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><data><start>&a;</start><instanceID>L1-00001-1</instanceID>"
    odd: list[dict[str, Any]] = [
        {"frozen_at": "2026-11-20 in the morning"},
        {"xml": xml, "digest": hashlib.sha256(xml).hexdigest()},
        {"answers": {"start": "2026-13-40", "location": "north 4", "inc_gross_in": "nan"}},
        {"answers": {"start": "0001-01-01T00:00:00+14:00"}, "frozen_at": "9999-12-31T23:59:59-12:00"},
        {"answers": {"start": "2026-11-20T08:00:00"}, "result": {"per_capita_month": "much"}},
    ]
    made = [visit(chain, n, MORNING + timedelta(minutes=30 * n), **one) for n, one in enumerate(odd)]
    take(county, made, ARRIVED)
    assert listed(county) == {}
    assert [pair.visits for pair in rows.pairs(county.view.store.reader(), "")] == [5]


def test_the_countys_own_limits_hold(county: CountyHome, tmp_path: Path, clock: FixedClock) -> None:
    take(county, day(Chain("L1"), 6, minutes=12), ARRIVED)
    assert listed(county) == {}
    own = county.folder / audit_limits.FILE
    head = "key,value,unit,valid_from,valid_to,source,note\n"
    own.write_text(head + "audit_visit_minutes,15,分钟,2026-11-01,,县审计局,\n", "utf-8-sig")
    with open_county(tmp_path / "county-home", clock) as again:
        assert listed(again) == {"short": 6}
    own.write_text(head + "audit_visit_minutes,15,分钟,2027-01-01,,县审计局,\n", "utf-8")
    with open_county(tmp_path / "county-home", clock) as again:
        assert listed(again) == {}
    for text, code in (
        (head + "audit_visit_minute,15,,2026-01-01,,,\n", "policy.unknown-key"),
        (head + "audit_visit_minutes,soon,,2026-01-01,,,\n", "policy.not-a-number"),
        ("what,ever\n1,2\n", "audit.file"),
        (head + "audit_visit_minutes,15,,2026-01-01,,,,,,\n", "audit.file"),
    ):
        own.write_text(text, "utf-8")
        assert code_of(lambda: open_county(tmp_path / "county-home", clock).__enter__()) == code


def test_a_photo_saved_again_is_the_same_and_another_house_is_not() -> None:
    def bits(one: bytes, other: bytes) -> int:
        return (int(look(one, Scope.PHOTO), 16) ^ int(look(other, Scope.PHOTO), 16)).bit_count()

    first = house(1)
    smaller = saved(first.resize((200, 150)), quality=40)
    lighter = saved(ImageEnhance.Brightness(first).enhance(1.15))
    assert bits(saved(first), smaller) <= 8
    assert bits(saved(first), lighter) <= 8
    others = [saved(house(seed)) for seed in range(2, 40)]
    assert min(bits(saved(first), other) for other in others) > 16
    for nothing in (b"", b"no picture", saved(Image.new("RGB", (64, 48), "white")), saved(first)[:90]):
        assert look(nothing, Scope.PHOTO) == NOTHING


def test_a_signature_is_known_wherever_on_the_sheet_it_stands() -> None:
    def signature(seed: int, x: int, y: int) -> str:
        luck = random.Random(seed)
        sheet = Image.new("RGBA", (600, 240), (255, 255, 255, 0))
        stroke = [(x + luck.randrange(160), y + luck.randrange(90)) for _ in range(9)]
        ImageDraw.Draw(sheet).line(stroke, "black", 4)
        return look(saved(sheet, kind="PNG"), Scope.INK)

    def bits(one: str, other: str) -> int:
        return (int(one, 16) ^ int(other, 16)).bit_count()

    assert bits(signature(1, 20, 20), signature(1, 300, 100)) <= 6
    assert min(bits(signature(1, 20, 20), signature(seed, 20, 20)) for seed in range(2, 30)) > 12


def test_photos_are_compared_once_they_arrived(laptop: Laptop, county: CountyHome, port: int) -> None:
    """Over the wire: the records come with their photos, and two houses with one photo are listed."""
    first = house(1)
    for number, data in ((1, saved(first)), (2, saved(first.resize((240, 180)), quality=50)), (3, saved(house(2)))):
        attached = laptop._attach(data)
        chain = Chain("L1")
        record = visit(chain, number, MORNING + timedelta(minutes=25 * number), photo=data)
        with laptop.ws.store.transaction() as db:
            db.execute(
                "INSERT INTO attachment(owner_id, name, digest, media_type, size) VALUES (?, ?, ?, ?, ?)",
                [record.subject, attached.name, attached.digest, attached.media_type, attached.size],
            )
        laptop.append("submission", record.subject, record.body)
    laptop.send(port)
    assert listed(county) == {"photo_alike": 2}
