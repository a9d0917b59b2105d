"""Content is erased by order of the county: really gone, everywhere, for good; and what is left still proves itself."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from sync.erasure import ERASURE, Order, Target, order_body
from sync.record import erased
from sync.server import erasing as log
from sync.server.tables import record as table
from tests import peek
from tests.county.certified import certify_usual
from tests.county.commanded import code, said
from tests.county.side import COUNTY, NAME, PHOTO, Laptop, code_of
from tests.county.test_pages import Browser
from tests.county.township import clerk_laptop
from tests.services.conftest import set_up_home
from villagevisit.county import erasing, history
from villagevisit.county.backup import back_up
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.restore import restore
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.erasing import Reason
from villagevisit.services import attachments, checkup, copies, enrolment, erasures, exchange_down
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services.kept_evidence import read_kept
from villagevisit.services.workspace import Workspace
from villagevisit.store import erasures as rows
from villagevisit.store import records, visits
from villagevisit.store.documents import Printed

__all__ = ["set_up_home"]
PAPER = "云民删〔2026〕1号"


def words(number: int) -> bytes:
    """What only the content of this visit says."""
    return random.Random(number).randbytes(40).hex().encode()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper.txt"


@pytest.fixture
def county(tmp_path: Path, clock: FixedClock, paper: Path) -> Iterator[CountyHome]:
    paper.write_text(init(tmp_path / "county-home", Identity(COUNTY, NAME, "")), "utf-8")
    with open_county(tmp_path / "county-home", clock) as one:
        certify_usual(one)
        yield one


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        yield laptop


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def erase(county: CountyHome, *subjects: str) -> erasing.Erased:
    return erasing.order(county, subjects, Reason.REQUEST, PAPER, "赵主任")


def at_county(county: CountyHome, number: int) -> bool:
    return words(number) in peek.county_pages(county.folder)


def on(laptop: Laptop, number: int) -> bool:
    return words(number) in peek.installed_pages(laptop.ws.home)


def test_erased_content_is_nowhere_and_every_chain_still_holds(
    laptop: Laptop, clerk: Laptop, county: CountyHome, port: int, disk: Path
) -> None:
    first, second = laptop.visit(1, (PHOTO,)), laptop.visit(2, (PHOTO,))
    for one in (laptop, clerk):
        one.send(port)
    county.view.catch_up()
    assert at_county(county, 1)
    assert on(laptop, 1)
    assert on(clerk, 1)

    done = erase(county, first)
    assert (done.number, done.records, done.attachments) == ("2026-001", 1, 0), "the other visit names the photo too"
    assert not at_county(county, 1)
    assert at_county(county, 2)
    history.sign_now(county.log, county.keys, county.clock)
    assert history.examine(county.log, county.keys).good
    assert back_up(county, disk).records > 2, "a backup is restored aside, chain by chain"
    for one in (laptop, clerk):
        one.send(port)
        assert not on(one, 1)
        assert on(one, 2)
        assert records.first_broken(one.ws.store.reader()) is None
        finding = next(one for one in checkup.examine(one.ws) if one.code == "doctor.erased")
        assert finding.good
        assert (finding.params["count"], finding.params["number"]) == (1, "2026-001")
    assert visits.submission(clerk.ws.store.reader(), first) is None
    assert visits.submission(clerk.ws.store.reader(), second) is not None
    (left,) = rows.every(clerk.ws.store.reader())
    assert [one.name for one in read_kept(left.kept)[2]] == ["李芳", "王强"]
    assert erasures.of_household(clerk.ws, "household-1") == erasures.done(clerk.ws)


def test_photos_go_with_the_last_record_that_names_them(
    laptop: Laptop, clerk: Laptop, county: CountyHome, port: int, disk: Path, clock: FixedClock
) -> None:
    digest = attachments.store(laptop.ws, PHOTO)
    subjects = [laptop.visit(number, (PHOTO,)) for number in (1, 2)]
    for one in (laptop, clerk):
        one.send(port)
    back_up(county, disk)
    (kept,) = disk.glob("attachments/*/*")
    clock.advance(minutes=1)
    assert erase(county, *subjects).attachments == 1
    assert county.intake.blobs.read(digest) is None
    for one in (laptop, clerk):
        one.send(port)
        assert not attachments.path_of(one.ws, digest).exists()
    back_up(county, disk)
    assert kept.exists(), "the older backup still needs it"
    clock.advance(days=1)
    back_up(county, disk, keep=1)
    assert not kept.exists()
    laptop.visit(3, (PHOTO,))
    laptop.send(port)
    assert county.intake.blobs.read(digest) is None, "what was erased is not written again"
    assert laptop.states() == {"received": 3} or "safe" in laptop.states()


def test_what_was_erased_is_erased_again_when_it_comes_again(
    laptop: Laptop, clerk: Laptop, county: CountyHome, port: int, tmp_path: Path, clock: FixedClock
) -> None:
    subject = laptop.visit(1)
    laptop.send(port)
    clerk.send(port)
    copies.make(clerk.ws)
    stale = county.intake.waiting(enrolment.device_name(clerk.ws), b"")
    assert stale is not None
    sql = "SELECT body FROM record_whole WHERE subject_id = ?"
    ((body,),) = clerk.ws.store.reader().execute(sql, [subject])
    erase(county, subject)
    clerk.send(port)
    exchange_down.take(clerk.ws, enrolment.county_file(clerk.ws), stale, answered=False)
    assert not on(clerk, 1), "from a stick that was written before"
    laptop.append("submission", subject, body)
    laptop.send(port)
    assert not at_county(county, 1)
    assert history.examine(county.log, county.keys).good
    assert len(log_rows(county, subject)) == 2
    home, key = clerk.ws.home, clerk.ws.key
    clerk.ws.close()
    clock.advance(days=1)
    copies.restore(home, key, clock)
    with Workspace.open(home, clock) as ws:
        again = Laptop(ws, clock)
        assert on(again, 1)
        again.send(port)
        assert not on(again, 1)
        assert visits.submission(ws.store.reader(), subject) is None


def log_rows(county: CountyHome, subject: str) -> list[bytes]:
    with county.log.reading() as s:
        return [one.body for one, _ in log.about(s, ["submission"], [subject])]


def test_content_that_goes_without_an_order_shows(laptop: Laptop, clerk: Laptop, county: CountyHome, port: int) -> None:
    subject = laptop.visit(1)
    laptop.send(port)
    clerk.send(port)
    with county.log.writing() as s:
        ((record, _),) = log.about(s, ["submission"], [subject])
        where = (table.c.county == s.county, table.c.digest == record.digest)
        s.db.execute(update(table).where(*where).values(body=b"", salt=erased(record).salt))
    assert history.examine(county.log, county.keys).chain_broken
    with clerk.ws.store.transaction() as db:
        db.execute("UPDATE record SET size = 0, salt = ? WHERE digest = ?", [erased(record).salt, record.digest])
    assert [one.code for one in checkup.examine(clerk.ws) if not one.good] == ["doctor.erased"]


@pytest.mark.parametrize("known_by", ["a later backup", "a laptop"])
def test_a_county_restored_from_an_older_backup_erases_again(
    laptop: Laptop, county: CountyHome, port: int, disk: Path, paper: Path, tmp_path: Path, clock: FixedClock,
    known_by: str,
) -> None:  # fmt: skip
    subject = laptop.visit(1, (PHOTO,))
    laptop.send(port)
    older = back_up(county, disk).file
    clock.advance(minutes=1)
    erase(county, subject)
    if known_by == "a later backup":
        back_up(county, disk)
    else:
        laptop.send(port)
    restore(tmp_path / "again", older, paper)
    with open_county(tmp_path / "again", clock) as back:
        if known_by == "a laptop":
            assert at_county(back, 1)
            give_back(laptop, back, tmp_path)
        back.view.catch_up()
        erasing.finish(back)
        assert not at_county(back, 1)
        assert [one.number for one in erasing.orders(back)] == ["2026-001"]
        assert back.intake.blobs.read(attachments.store(laptop.ws, PHOTO)) is None
        assert history.examine(back.log, back.keys).good


def give_back(laptop: Laptop, county: CountyHome, folder: Path) -> None:
    """Two rounds with a stick: the county reads from the start, the laptop gives back what did not come again."""
    stick = folder / "stick"
    stick.mkdir()
    for _ in range(3):
        laptop.write(stick)
        receive(county, stick)
    laptop.write(stick)


def test_a_correction_takes_what_it_replaced_and_its_papers_along(
    laptop: Laptop, county: CountyHome, port: int
) -> None:
    old = laptop.visit(1)
    body = next(iter(laptop.ws.store.reader().execute("SELECT body FROM record_whole WHERE subject_id = ?", [old])))[0]
    new = bodies.read_submission(body)._replace(id="correction", replaces=old, signoffs=())
    laptop.append("submission", "correction", bodies.submission_body(new))
    village = new.place.village_code
    paper = Printed("paper", "verification_form", village, old, "1", '{"x": "1"}', "00" * 32, new.frozen_at, "李芳")
    laptop.append("document", "paper", bodies.document_body(paper))
    laptop.send(port)
    done = erase(county, "correction")
    assert done.records == 3
    (order,) = erasing.orders(county)
    assert {one.record.subject for one in order.targets} == {old, "correction", "paper"}
    assert code_of(lambda: erase(county, old)) == "erase.already"


def test_only_the_county_orders_and_it_says_why(
    laptop: Laptop, clerk: Laptop, county: CountyHome, port: int
) -> None:
    subject = laptop.visit(1)
    laptop.send(port)
    assert code_of(lambda: erasing.order(county, [subject], Reason.RETENTION, PAPER, "赵主任")) == "erase.not-due"
    assert code_of(lambda: erasing.order(county, [subject], Reason.REQUEST, " ", "赵主任")) == "erase.no-paper"
    assert code_of(lambda: erasing.order(county, [subject], Reason.REQUEST, PAPER, "")) == "erase.nobody"
    assert code_of(lambda: erase(county)) == "erase.nothing"
    assert code_of(lambda: erase(county, "none")) == "erase.unknown"
    with county.log.reading() as s:
        record, area = log.about(s, ["submission"], [subject])[0]
        forged = Order("2026-009", "2026-11-22", "request", "x", "x", (Target(erased(record), area, b"", ()),))
    laptop.append(ERASURE, "2026-009", order_body(forged))
    laptop.send(port)
    clerk.send(port)
    erasing.finish(county)
    assert at_county(county, 1)
    assert on(clerk, 1)
    assert erasing.orders(county) == []


def test_the_page_and_the_commands_say_what_was_erased_and_why(
    laptop: Laptop, county: CountyHome, port: int, clock: FixedClock
) -> None:
    subject = laptop.visit(1)
    laptop.send(port)
    erase(county, subject)
    browser = Browser(port)
    browser.ask("POST", "/sign-in", b"code=code")
    _, text = browser.ask("GET", "/privacy")
    browser.close()
    assert "2026-001" in text
    assert PAPER in text
    assert "本人要求删除" in text
    assert "张三丰" not in text
    home = county.folder.parent
    (order,) = said(home, "county", "erased")
    assert (order["number"], order["reason"], order["paper"]) == ("2026-001", "request", PAPER)
    assert said(home, "county", "doctor")["erased"] == [["2026-001", "2026-11-22", "request", 1]]
    assert code(home, "county", "erase", subject, "--reason", "request", "--paper", "x", "--by", "x") == "erase.already"
