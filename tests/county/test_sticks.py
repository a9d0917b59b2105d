"""What sticks do to files, and what people do to sticks (catalogue 27 to 43): whole or nothing, and never a secret."""

import base64
import errno
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sync import receipt
from sync.keys import load_or_make
from sync.server import overview
from sync.transport import folder
from sync.transport.folder import ROOT, Stick
from tests.county.side import VILLAGE, Laptop, code_of
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock
from villagevisit.services import exchange

PHOTO = random.Random(7).randbytes(30_000)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "优盘 (E)"
    path.mkdir()
    return path


def writing(patch: pytest.MonkeyPatch, write: Callable[[int, memoryview], int]) -> None:
    patch.setattr(exchange, "Stick", lambda where: Stick(where, write=write))


def batches(stick: Path) -> list[Path]:
    return sorted(path for path in (stick / ROOT / "up").rglob("*.vvb") if not path.name.endswith("-0-0.vvb"))


def records_at(county: CountyHome) -> int:
    return len(overview.records_after(county.log, 0, 1_000))


def batches_of(laptop: Laptop, stick: Path, count: int) -> list[Path]:
    """So many batches on the stick, one visit each."""
    for number in range(count):
        laptop.visit(number)
        laptop.write(stick)
    assert len(batches(stick)) == count
    return batches(stick)


@pytest.mark.parametrize("tidied", [True, False], ids=["error", "pulled"])
def test_pulled_at_every_4_kib_leaves_a_whole_batch_or_none(
    laptop: Laptop, county: CountyHome, stick: Path, monkeypatch: pytest.MonkeyPatch, tidied: bool
) -> None:
    laptop.visit(1, (PHOTO,))
    for cut in range(0, len(PHOTO) + 4096, 4096):
        left = [cut]

        def pulled(descriptor: int, data: memoryview, left: list[int] = left) -> int:
            if not left[0]:
                raise OSError(errno.EIO, "gone")
            count = os.write(descriptor, data[: min(left[0], 4096)])
            left[0] -= count
            return count

        with monkeypatch.context() as patch:
            writing(patch, pulled)
            if not tidied:  # a stick that is gone cannot be tidied
                patch.setattr("sync.files._forget", lambda _part: None)
            if cut < len(PHOTO):
                assert code_of(lambda: laptop.write(stick)) == "exchange.interrupted"
                assert laptop.states() == {"due": 1}
        assert receive(county, stick) == []
        assert records_at(county) == 0
    assert laptop.write(stick).sent == 1
    (handled,) = receive(county, stick)
    assert (handled.code, handled.accepted) == ("", 1)


def test_a_stick_that_pretends_to_have_room_is_found_out(
    laptop: Laptop, county: CountyHome, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1, (PHOTO,))
    room = [10_000]

    def fake(descriptor: int, data: memoryview) -> int:
        real = min(room[0], len(data))
        os.write(descriptor, bytes(data[:real]) + bytes(len(data) - real))
        room[0] -= real
        return len(data)

    with monkeypatch.context() as patch:
        writing(patch, fake)
        assert code_of(lambda: laptop.write(stick)) == "exchange.interrupted"
    assert laptop.states() == {"due": 1}
    assert receive(county, stick) == []


def test_a_file_whose_rename_came_through_and_whose_bytes_did_not(
    laptop: Laptop, county: CountyHome, stick: Path
) -> None:
    laptop.visit(1)
    path = laptop.write(stick).batch_file
    assert path is not None
    path.write_bytes(bytes(path.stat().st_size))
    (handled,) = receive(county, stick)
    assert handled.code == "batch.not-a-batch"
    assert laptop.write(stick).sent == 1
    assert receive(county, stick)[0].accepted == 1


def test_a_file_whose_bytes_came_through_and_whose_rename_did_not(
    laptop: Laptop, county: CountyHome, stick: Path
) -> None:
    laptop.visit(1)
    path = laptop.write(stick).batch_file
    assert path is not None
    path.rename(path.with_name(path.name + ".part"))
    assert receive(county, stick) == []
    laptop.write(stick)
    assert batches(stick) == [path]
    assert not list(path.parent.glob("*.part"))


def harmed(data: bytes) -> Iterator[bytes]:
    half = len(data) // 2
    yield data[:-1]
    yield data[:half]
    yield data + data
    yield data + data[:half]
    yield data.replace(b"\n", b"\r\n")
    yield data[:half] + bytes(64) + data[half + 64 :]
    yield b""
    yield b"\xff\xfe" + data


def test_harmed_copies_are_named_and_left_and_the_whole_one_counts(
    laptop: Laptop, county: CountyHome, stick: Path
) -> None:
    laptop.visit(1)
    path = laptop.write(stick).batch_file
    assert path is not None
    copies = {path.with_name(f"copy-{number}.vvb"): data for number, data in enumerate(harmed(path.read_bytes()))}
    for copy, data in copies.items():
        copy.write_bytes(data)
    handled = {one.file: one.code for one in receive(county, stick)}
    assert handled.pop(path.name) == ""
    assert set(handled) == {copy.name for copy in copies}
    assert set(handled.values()) <= {"batch.truncated", "batch.damaged", "batch.not-a-batch"}
    assert {copy: copy.read_bytes() for copy in copies} == copies
    assert records_at(county) == 1


def test_two_clerks_import_copies_of_one_stick_at_once(
    laptop: Laptop, county: CountyHome, stick: Path, tmp_path: Path
) -> None:
    batches_of(laptop, stick, 3)
    copy = tmp_path / "copy"
    shutil.copytree(stick, copy)
    start = threading.Barrier(2)

    def clerk(where: Path) -> list[str]:
        start.wait()
        return [one.code for one in receive(county, where)]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(clerk, (stick, copy))) == [[""] * 3, [""] * 3]
    assert records_at(county) == 3
    receipts = [
        {path.name: path.read_bytes() for path in (where / ROOT / "receipts").rglob("*.vvr")} for where in (stick, copy)
    ]
    assert receipts[0] == receipts[1]
    laptop.write(copy)
    laptop.write(stick)
    assert laptop.states() == {"received": 3}


def test_mixed_renamed_and_misplaced_files_of_three_laptops(
    county: CountyHome, clock: FixedClock, stick: Path, tmp_path: Path
) -> None:
    laptops = [Laptop.make(tmp_path / f"laptop-{number}", county, clock) for number in range(3)]
    for number, one in enumerate(laptops):
        one.visit(number)
        one.write(stick)
    up = stick / ROOT / "up"
    strange = ["走访 资料（副本）.vvb", "VV1-DZ-0000-0000-1-3-00000000.VVB", "." + "x" * 200 + ".vvb"]
    for path, name in zip(batches(stick), strange, strict=True):
        path.rename(up / name)
    assert sorted(one.accepted for one in receive(county, stick)) == [1, 1, 1]
    for one in laptops:
        one.write(stick)
        assert one.states() == {"received": 1}
        one.ws.close()
    receive(county, stick)
    assert records_at(county) == 3


def test_batches_in_any_order_and_one_that_comes_months_later(
    laptop: Laptop, county: CountyHome, clock: FixedClock, stick: Path, tmp_path: Path
) -> None:
    paths = batches_of(laptop, stick, 4)
    random.Random(3).shuffle(paths)
    missing = next(path for path in paths if "-2-2-" in path.name)
    lost = tmp_path / "behind-the-cupboard.vvb"
    missing.rename(lost)
    for number, path in enumerate(path for path in paths if path != missing):
        path.rename(path.with_name(f"{9 - number}.vvb"))
    receive(county, stick)
    assert [(gap.first, gap.last) for gap in overview.look(county.log).gaps] == [(2, 2)]
    clock.at += timedelta(days=183)
    lost.rename(missing)
    receive(county, stick)
    assert overview.look(county.log).gaps == ()
    assert records_at(county) == 4
    laptop.write(stick)
    assert laptop.states() == {"received": 4}


def test_two_sticks_with_overlapping_ranges_are_a_union(
    laptop: Laptop, county: CountyHome, stick: Path, tmp_path: Path
) -> None:
    batches_of(laptop, stick, 2)
    with laptop.ws.store.transaction() as db:  # the outbox was lost: all is sealed anew, in one run
        db.execute("UPDATE record SET state = 'due', batch = ''")
        db.execute("DELETE FROM batch")
    laptop.visit(3)
    other = tmp_path / "other"
    other.mkdir()
    assert laptop.write(other).sent == 3
    assert [one.duplicate for one in receive(county, stick)] == [0, 0]
    (handled,) = receive(county, other)
    assert (handled.accepted, handled.duplicate) == (1, 2)
    assert records_at(county) == 3


def test_a_hostile_stick_is_passed_over(
    laptop: Laptop, county: CountyHome, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 300)
    laptop.visit(1)
    laptop.write(stick)
    secret = tmp_path / "secret.vvb"
    secret.write_bytes(b"not yours")
    up = stick / ROOT / "up"
    (stick / "autorun.inf").write_text("[autorun]\nopen=x.exe\n")
    for name in ("CON.vvb", "AUX.vvb", "a..\\..\\b.vvb", "-rf.vvb", "\u202egpj.vvb", "x" * 250 + ".vvb", "=cmd().vvb"):
        (up / name).write_bytes(b"junk")
    (up / "link.vvb").symlink_to(secret)
    (up / "loop").symlink_to(up)
    (up / "folder.vvb").mkdir()
    (up / "deep" / "deeper" / "deepest").mkdir(parents=True)
    junk = up / "DZ-JUNK-0000"
    junk.mkdir()
    for number in range(2_000):
        (junk / f"{number}.vvb").touch()
    handled = receive(county, stick)
    assert [one.accepted for one in handled if not one.code] == [1]
    assert {one.code for one in handled if one.code} == {"batch.not-a-batch"}
    assert len(handled) < 400
    assert "link.vvb" not in {one.file for one in handled}


def test_receipts_that_are_lost_forged_or_of_another_county_move_nothing(
    laptop: Laptop, county: CountyHome, stick: Path, tmp_path: Path
) -> None:
    laptop.visit(1)
    laptop.write(stick)
    receive(county, stick)
    (path,) = (stick / ROOT / "receipts").rglob("*.vvr")
    genuine = path.read_bytes()
    shutil.rmtree(stick / ROOT / "down")  # it says the same in other words
    content = receipt.read(genuine, county.keys.public_signing)
    stranger = load_or_make(tmp_path / "stranger.key")
    for false in (
        genuine[:-1],
        b"",
        receipt.seal(content, stranger.signing),
        receipt.seal(replace(content, county="999998000000"), county.keys.signing),
        receipt.seal(replace(content, device="DZ-OTHER-0000"), county.keys.signing),
        receipt.seal(replace(content, accepted=(receipt.Run(1, 1, "ab" * 32),)), county.keys.signing),
    ):
        path.write_bytes(false)
        laptop.write(stick)
        assert laptop.states() == {"sent": 1}
    path.unlink()
    laptop.write(stick)
    receive(county, stick)
    laptop.write(stick)
    assert laptop.states() == {"received": 1}


def test_pulled_while_the_county_writes_its_answer(
    laptop: Laptop, county: CountyHome, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1)
    laptop.write(stick)

    def gone(*_: object) -> None:
        raise folder.failure(OSError(errno.EIO, "gone"))

    with monkeypatch.context() as patch:
        patch.setattr(Stick, "put_receipt", gone)
        assert code_of(lambda: receive(county, stick)) == "exchange.interrupted"
    assert records_at(county) == 1
    (again,) = receive(county, stick)
    assert again.repeated
    laptop.write(stick)
    assert laptop.states() == {"received": 1}


def test_nothing_on_the_stick_can_be_read_by_its_finder(laptop: Laptop, county: CountyHome, stick: Path) -> None:
    laptop.visit(1, (b"a photo of Zhang Sanfeng's courtyard" * 500,))
    laptop.write(stick)
    county.notify("只给红星村")
    receive(county, stick)
    words = ("张三丰", "红星村", "李芳", "household-1", VILLAGE, "0001", "10145.00", "courtyard", "net_year", "只给")
    planted = [
        form
        for word in words
        for form in (
            word.encode(),
            word.encode("utf-16-le"),
            word.encode("gb18030"),
            word.encode().hex().encode(),
            base64.b64encode(word.encode())[:-3],
        )
        if len(form) > 4
    ]
    files = [path for path in stick.rglob("*") if path.is_file() and not path.name.startswith("README")]
    assert len(files) >= 3
    for path in files:
        data = path.read_bytes() + str(path.relative_to(stick)).encode()
        assert [form for form in planted if form in data] == []


def test_names_on_the_stick_suit_every_file_system(laptop: Laptop, county: CountyHome, stick: Path) -> None:
    batches_of(laptop, stick, 2)
    receive(county, stick)
    laptop.write(stick)
    for path in stick.rglob("*"):
        name = path.name
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.rstrip(". ")
        assert len(name.encode("utf-16-le")) // 2 < 100
        assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
