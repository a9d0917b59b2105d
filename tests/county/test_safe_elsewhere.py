"""On the clerk's laptop others' visits are called safe when a tested backup of the county holds them, photos too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from sync.server.tables import record
from sync.server.tables_backup import backup
from tests.county.side import OTHER, PHOTO, Laptop
from tests.county.test_attachments_down import digest, office
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services import attachments, safety
from villagevisit.store import coming, records


@pytest.fixture
def clerk(county: CountyHome, clock: FixedClock, tmp_path: Path) -> Iterator[Laptop]:
    with office(tmp_path, county, clock) as laptop:
        yield laptop


def backed_up(county: CountyHome) -> None:
    """A backup of what the county has now was restored for a trial and found whole."""
    with county.log.writing() as s:
        until = s.db.execute(select(func.max(record.c.number)).where(record.c.county == s.county)).scalar_one()
        word = s.word().number
        row = {"until_number": until, "until_word": word, "checked_at": "2026-11-22T23:00:00.000+08:00"}
        s.db.execute(insert(backup).values(county=s.county, id=f"backup-{word}", root="00" * 32, **row))


def safe(clerk: Laptop, *ids: str) -> list[bool]:
    found = safety.visits(clerk.ws, ids)
    return [one in found for one in ids]


def test_a_visit_of_another_laptop_is_received_and_then_safe(
    laptop: Laptop, clerk: Laptop, county: CountyHome, port: int
) -> None:
    first = laptop.visit(1, (PHOTO,))
    laptop.send(port)
    clerk.send(port)
    assert records.state_of(clerk.ws.store.reader(), first) == "received"
    assert safe(clerk, first) == [False]
    backed_up(county)
    second = laptop.visit(2)
    laptop.send(port)
    clerk.send(port)
    assert safe(clerk, first, second) == [True, False]
    backed_up(county)
    clerk.send(port)
    assert safe(clerk, first, second) == [True, True]
    assert safety.state(clerk.ws).received == safety.state(clerk.ws).safe == 0  # its own


def test_a_visit_whose_photo_the_county_lacks_is_not_safe(
    laptop: Laptop, clerk: Laptop, county: CountyHome, port: int
) -> None:
    with_photo, with_another = laptop.visit(1, (PHOTO,)), laptop.visit(2, (OTHER,))
    away = attachments.path_of(laptop.ws, digest(OTHER))
    kept = away.read_bytes()
    away.unlink()
    laptop.send(port)
    clerk.send(port)
    backed_up(county)
    clerk.send(port)
    assert safe(clerk, with_photo, with_another) == [True, False]
    away.write_bytes(kept)
    laptop.send(port)
    clerk.send(port)
    assert safe(clerk, with_photo, with_another) == [True, False]
    backed_up(county)
    clerk.send(port)
    assert safe(clerk, with_photo, with_another) == [True, True]


def test_what_a_county_lost_is_not_called_safe_by_words_of_before(laptop: Laptop, clerk: Laptop, port: int) -> None:
    visit = laptop.visit(1, (PHOTO,))
    laptop.send(port)
    clerk.send(port)
    with clerk.ws.store.transaction() as db:
        coming.doubt(db, "000000000000")
    assert coming.unsure(clerk.ws.store.reader(), 9) == [digest(PHOTO)]
    (held,) = clerk.ws.store.reader().execute("SELECT held_at FROM record WHERE subject_id = ?", [visit]).fetchone()
    assert held == ""
