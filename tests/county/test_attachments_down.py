"""Photos and drawn signatures on their way to the office's laptops; and none of them sent up twice."""

import hashlib
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync import batch, handout
from sync.exchange import Declined
from sync.handout import Want
from sync.record import CHAIN_START, make
from sync.server import records
from sync.server.records import Verdict
from sync.transport.http import Link, Take
from tests.county.side import COUNTY, NO_PHOTO, OTHER, PHOTO, VILLAGE, Laptop, code_of
from tests.county.test_lineage import copied, counted, serving
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services import attachments, enrolment, exchange_blobs, outstanding, paper_record
from villagevisit.services.exchange_bodies import Attached, Place, SubmissionBody, submission_body
from villagevisit.services.openrosa_records import ATTACHMENT, attachment_body
from villagevisit.services.workspace import Workspace

TOWN = "999999100000"
ELSEWHERE = "999999200000"
INK = attachments.signature_svg(json.dumps({"w": 300, "h": 100, "strokes": [[[1, 1, 0, 1], [90, 60, 9, 1]]]}).encode())
AT = "2026-11-22T10:00:00.000+08:00"
LARGE = random.Random(3).randbytes(9 * 1024 * 1024)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def office(
    folder: Path, county: CountyHome, clock: FixedClock, role: str = "clerk", area: str = TOWN
) -> Iterator[Laptop]:
    ws = Workspace.open(folder / role, clock)
    path = folder / role / "county.json"
    path.write_text(county.enrol(role, 1, role=role, areas=[area]).to_json(), "utf-8")
    enrolment.read_county_file(ws, path)
    with Laptop(ws, clock) as laptop:
        yield laptop


def here(laptop: Laptop, *files: bytes) -> list[bool]:
    return [attachments.path_of(laptop.ws, digest(data)).exists() for data in files]


def test_photos_and_signatures_come_to_the_office_once_and_a_paper_waits_for_them(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = laptop.visit(1, (PHOTO, INK))
    laptop.visit(2, (PHOTO,))
    with serving(county) as port, office(tmp_path, county, clock) as clerk:
        laptop.send(port)
        with monkeypatch.context() as cut:
            cut.setattr(handout, "MOST_BYTES", -1)
            cut.setattr(exchange_blobs, "wanted", lambda _ws: [])
            assert clerk.send(port).photos == 0
        name = f"photo-{digest(INK)[:16]}.jpg"
        assert attachments.still_to_come(clerk.ws, first) == 2
        assert code_of(lambda: paper_record.mark(clerk.ws, first, name)) == attachments.NOT_DOWN_YET
        assert clerk.send(port).photos == 2
        assert here(clerk, PHOTO, INK) == [True, True]
        assert attachments.still_to_come(clerk.ws, first) == 0
        assert paper_record.mark(clerk.ws, first, name) is not None
        with counted(monkeypatch) as asked:
            assert clerk.send(port).photos == 0
        assert asked == ["Fetch"]


@pytest.mark.parametrize(("role", "area"), [("team", TOWN), ("doctor", TOWN), ("county", ELSEWHERE)])
def test_nobody_else_gets_them_whatever_he_asks(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path, role: str, area: str
) -> None:
    laptop.visit(1, (PHOTO,))
    with serving(county) as port, office(tmp_path, county, clock, role, area) as nosy:
        laptop.send(port)
        assert nosy.send(port).photos == 0
        want, keys = Want(digest(PHOTO)), enrolment.device_keys(nosy.ws)
        name = enrolment.device_name(nosy.ws)
        with asking(nosy, port) as link:
            reply = link.perform(Take(want, handout.sign(COUNTY, name, want, keys.signing)))
            unsigned = link.perform(Take(want, handout.sign(COUNTY, name, Want(digest(OTHER)), keys.signing)))
        expected = "blob.not-for-role" if role == "team" else "blob.unknown"
        assert (reply, unsigned) == (Declined(expected), Declined("down.signature"))
        address = enrolment.county_file(nosy.ws)
        assert address is not None
        list_ = handout.seal_wants([want], address.address, name, keys, "now")
        assert list(county.photos.carry(name, list_)) == []


@contextmanager
def asking(laptop: Laptop, port: int) -> Iterator[Link]:
    name = enrolment.device_name(laptop.ws)
    with Link(
        f"http://127.0.0.1:{port}", device=lambda: name, load=lambda _: b"", ask=lambda _: None, watch=lambda *_: None
    ) as link:
        yield link


def test_a_large_one_comes_in_pieces_and_goes_on_where_it_stopped(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1, (LARGE,))
    taken: list[int] = []
    perform = Link.perform

    def once(self: Link, request):
        if isinstance(request, Take):
            taken.append(request.want.offset)
            if len(taken) == 2:
                return Declined("exchange.not-a-county")
        return perform(self, request)

    monkeypatch.setattr(Link, "perform", once)
    with serving(county) as port, office(tmp_path, county, clock) as clerk:
        laptop.send(port)
        assert clerk.send(port).photos == 0
        (part,) = (clerk.ws.home / exchange_blobs.FOLDER).iterdir()
        assert LARGE[:64] not in part.read_bytes()
        with part.open("ab") as file:
            file.write(part.read_bytes()[:5000])  # a power cut in the middle of the next piece
        assert clerk.send(port).photos == 1
        assert here(clerk, LARGE) == [True]
        assert taken[0] == 0 < taken[1] == taken[2] < len(LARGE)
        assert not list((clerk.ws.home / exchange_blobs.FOLDER).iterdir())


def test_pieces_that_make_other_bytes_are_thrown_away(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    laptop.visit(1, (PHOTO,))
    with serving(county) as port, office(tmp_path, county, clock) as clerk:
        laptop.send(port)
        name, keys = enrolment.device_name(clerk.ws), enrolment.device_keys(clerk.ws)
        file = enrolment.county_file(clerk.ws)
        assert file is not None
        for part in (batch.Piece(digest(PHOTO), 9, 4, b"late "), batch.Piece(digest(PHOTO), 9, 0, b"not it at")):
            bad = handout.seal_pieces([part], COUNTY, name, keys.public_opening, county.keys, "now")
            assert exchange_blobs.take(clerk.ws, file, bad) == 0
        clerk.send(port)
        assert here(clerk, PHOTO) == [True]


def test_a_stick_brings_them_newest_first_as_far_as_it_may(
    laptop: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handout, "MOST_BYTES", 200_000)
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.visit(1, (PHOTO,))
    clock.advance(hours=1)
    laptop.visit(2, (OTHER, INK))
    with office(tmp_path, county, clock) as clerk:
        laptop.write(stick)
        clerk.write(stick)
        receive(county, stick)
        clerk.write(stick)
        assert here(clerk, PHOTO, OTHER, INK) == [False, False, False]
        receive(county, stick)
        assert clerk.write(stick).photos == 2
        assert here(clerk, PHOTO, OTHER, INK) == [False, True, True]
        receive(county, stick)
        assert clerk.write(stick).photos == 1
        assert not list((stick / "VILLAGEVISIT" / "wants").rglob("*.vvb"))
        assert not list((stick / "VILLAGEVISIT" / "blobs").rglob("*.vvb"))


def test_a_lost_checkpoint_sends_no_photo_again(
    county: CountyHome, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    with Laptop.make(tmp_path / "laptop", county, clock) as laptop, serving(county) as port:
        laptop.send(port)
        for number in range(20):
            laptop.visit(number, (random.Random(number).randbytes(100_000),))
        image = copied(laptop, tmp_path / "image")
        sent.append(laptop.send(port).batch_bytes)
    with Workspace.open(image, clock) as ws, serving(county) as port:
        back = Laptop(ws, clock)
        monkeypatch.setattr(Link, "_pieces", _never)
        sent.append(back.send(port).batch_bytes)
        assert outstanding.waiting(ws).photos == 0
        assert set(back.states()) == {"received"}
    assert sent[0] > 2_000_000
    assert sent[1] == 0


def _never(*_: object) -> None:
    raise AssertionError("a batch was sent")


def test_what_the_county_did_not_get_whole_is_sent_after_it_was_asked(
    county: CountyHome, laptop: Laptop, clock: FixedClock
) -> None:
    laptop.visit(1, NO_PHOTO)
    with serving(county) as port:
        laptop.send(port)
        with laptop.ws.store.transaction() as db:
            (subject,) = db.execute("SELECT subject_id FROM record").fetchone()
            attachments.store(laptop.ws, PHOTO)
            sql = "INSERT INTO attachment(owner_id, name, digest, media_type, size) VALUES (?, 'p', ?, '', ?)"
            db.execute(sql, [subject, digest(PHOTO), len(PHOTO)])
        laptop.send(port)
    assert county.intake.blobs.read(digest(PHOTO)) == PHOTO


def test_files_that_a_phone_sent_later_are_known_too(county: CountyHome, clock: FixedClock, tmp_path: Path) -> None:
    xml = b"<data/>"
    body = SubmissionBody("s-1", "f", "1", digest(xml), xml, AT, Place("h", "1", VILLAGE, "红星村"))
    first = make("OR-3F7KQ2MD", 1, "submission", "s-1", AT, CHAIN_START, bytes(16), submission_body(body))
    late = attachment_body("s-1", [Attached("photo.jpg", digest(PHOTO), len(PHOTO), "image/jpeg")])
    second = make("OR-3F7KQ2MD", 2, ATTACHMENT, "s-1", AT, first.digest, bytes(16), late)
    (laid,) = county.intake.blobs.lay(county.log, [batch.Piece(digest(PHOTO), len(PHOTO), 0, PHOTO)])
    with county.log.writing() as s:
        records.add(s, [(one, Verdict(area=VILLAGE)) for one in (first, second)], "", AT)
        assert county.intake.blobs.count(s, laid)
    with serving(county) as port, office(tmp_path, county, clock) as clerk:
        assert clerk.send(port).photos == 1
        assert attachments.attachment_bytes(clerk.ws, "s-1", "photo.jpg") == PHOTO
