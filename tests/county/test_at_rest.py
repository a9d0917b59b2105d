"""A thief has the county's disk: without `county.key` he reads nothing, also not while a backup is on trial."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sync.errors import SyncError
from sync.server.blobs import open_blobs
from sync.server.log import RecordLog
from sync.server.openrosa_multipart import receive
from tests.county.side import COUNTY, NAME, PHOTO, VILLAGE, Laptop, code_of
from villagevisit.county import backup, home, recovery
from villagevisit.county.backup import back_up
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.restore import restore
from villagevisit.domain.clock import FixedClock

PLANTED = ("张三丰".encode(), "红星村".encode(), VILLAGE.encode(), PHOTO[:64], PHOTO[60_000:60_064], b"SQLite format 3")


def readable(folder: Path) -> list[str]:
    """Files that hold anything of what laptops sent."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 2
    return [path.name for path in files if any(one in path.read_bytes() for one in PLANTED)]


def test_nothing_that_was_sent_can_be_read_on_the_disk(
    county: CountyHome, laptop: Laptop, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    county.view.catch_up()
    assert county.view.village(VILLAGE, 9, 0)[0].head_name == "张三丰"
    (tmp_path / "disk").mkdir()
    on_trial: list[list[str]] = []
    compare = backup._compare
    monkeypatch.setattr(
        backup, "_compare", lambda s, found: (compare(s, found), on_trial.append(readable(county.folder / "scratch")))
    )
    back_up(county, tmp_path / "disk")
    assert on_trial == [[]]
    assert readable(county.folder) == readable(tmp_path / "disk") == []


def test_the_key_may_lie_elsewhere_and_nothing_opens_without_it(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "credentials"
    elsewhere.mkdir()
    monkeypatch.setenv(home.KEYS_ELSEWHERE, str(elsewhere))
    letters = init(tmp_path / "home", Identity(COUNTY, NAME, ""))
    assert not list((tmp_path / "home").rglob("county.key"))
    (tmp_path / "disk").mkdir()
    with open_county(tmp_path / "home", clock) as county, Laptop.make(tmp_path / "laptop", county, clock):
        back_up(county, tmp_path / "disk")
    kept = (elsewhere / "county.key").read_bytes()
    (elsewhere / "county.key").unlink()
    assert code_of(lambda: open_county(tmp_path / "home", clock).__enter__()) == "keys.damaged"
    paper = tmp_path / "paper.txt"
    paper.write_text(letters, "utf-8")
    assert recovery.read(letters)
    restore(tmp_path / "new", tmp_path / "disk", paper)
    assert (elsewhere / "county.key").read_bytes() == kept
    with open_county(tmp_path / "new", clock) as again:
        assert again.fingerprint == county.fingerprint


def test_another_countys_key_opens_neither_log_nor_photos(
    county: CountyHome, laptop: Laptop, port: int, tmp_path: Path
) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    (digest,) = (path.name for path in (county.folder / "blobs").rglob("*") if path.is_file())
    copy = tmp_path / "copy"
    shutil.copytree(county.folder, copy)
    for key in (bytes(32), b""):
        with pytest.raises(SyncError, match=r"county\.database"):
            RecordLog(f"sqlite:///{copy / 'log.db'}", COUNTY, key)
        assert open_blobs(copy / "blobs", COUNTY, key).read(digest) is None
    assert county.intake.blobs.read(digest) == PHOTO


def test_what_a_phone_is_just_sending_cannot_be_read_either(tmp_path: Path) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n%s\r\n'
    body = head % (b"xml_submission_file", b"x.xml", b"<data/>") + head % (b"a", b"a.jpg", PHOTO) + b"--b--\r\n"

    async def arriving() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 7_000):
            yield body[at : at + 7_000]

    posted = asyncio.run(receive(arriving(), "multipart/form-data; boundary=b", tmp_path))
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size == len(PHOTO)
    assert not any(PHOTO[at : at + 16] in file.read_bytes() for at in range(0, len(PHOTO), 5_000))
    assert [one.read() for one in posted.files] == [PHOTO]
