"""Attachments: the same promises whether they lie in a folder or on a real S3 server."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import obstore
import pytest
from obstore.store import LocalStore, S3Store

from sync.batch import Piece, cut
from sync.errors import SyncError
from sync.server import blobs as shelf
from sync.server.blobs import Blobs, open_blobs
from sync.server.log import RecordLog
from tests.sync.makers import COUNTY, photo
from tests.sync.server import s3

PHOTO = random.Random(7).randbytes(200_000)


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3.serving(tmp_path_factory.mktemp("s3")) as one:
        yield one


@dataclass
class Place:
    """Where attachments lie, and a way past the product to spoil them."""

    where: Path | str
    raw: LocalStore | S3Store

    def blobs(self) -> Blobs:
        return open_blobs(self.where, COUNTY)

    def names(self) -> set[str]:
        return {one["path"] for chunk in obstore.list(self.raw, COUNTY) for one in chunk}


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    if request.param == "folder":
        return Place(tmp_path / "blobs", LocalStore(tmp_path / "blobs", mkdir=True))
    endpoint = request.getfixturevalue("endpoint")
    for name, value in s3.ACCESS.items():
        monkeypatch.setenv(name, value)
    raw = S3Store(
        s3.BUCKET,
        prefix=tmp_path.name,
        config={"endpoint": endpoint, "region": "us-east-1"},
        client_options={"allow_http": True},
    )
    return Place(f"s3://{s3.BUCKET}/{tmp_path.name}?endpoint={endpoint}", raw)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[RecordLog]:
    one = RecordLog(f"sqlite:///{tmp_path / 'log.db'}", COUNTY)
    yield one
    one.close()


def take(log: RecordLog, blobs: Blobs, *pieces: Piece) -> list[bool]:
    return [_take(log, blobs, one) for one in pieces]


def _take(log: RecordLog, blobs: Blobs, one: Piece) -> bool:
    laid = blobs.lay(log, [one])
    with log.writing() as s:
        (whole,) = [blobs.count(s, each) for each in laid]
    blobs.tidy(laid)
    return whole


def counted(log: RecordLog, digest: str) -> bool:
    with log.reading() as s:
        return shelf.whole(s, [digest]) == {digest}


def test_pieces_in_any_order_become_one_object(place: Place, log: RecordLog) -> None:
    data = random.Random(5).randbytes(3_000_000)
    digest = photo(data).digest
    first, *rest = reversed(list(cut(digest, data)))
    assert take(log, place.blobs(), first) == [False]
    assert not counted(log, digest)
    assert take(log, place.blobs(), first, *rest)[-1]
    assert counted(log, digest)
    assert place.blobs().read(digest) == data
    assert place.names() == {f"{COUNTY}/{digest[:2]}/{digest}"}
    assert take(log, place.blobs(), first) == [True]


def test_pieces_of_something_else_are_thrown_away_and_the_next_sending_counts(place: Place, log: RecordLog) -> None:
    data = b"a" * 900 + b"b" * 900
    digest = photo(data).digest
    first, second = Piece(digest, 1800, 0, data[:900]), Piece(digest, 1800, 900, data[900:])
    assert take(log, place.blobs(), Piece(digest, 1800, 900, b"x" * 900), first) == [False, False]
    assert take(log, place.blobs(), Piece(digest, 1800, 0, b"x" * 1800)) == [False]
    assert take(log, place.blobs(), Piece(digest, 1700, 0, b"x" * 1700)) == [False]
    assert place.blobs().read(digest) is None
    assert not counted(log, digest)
    assert place.names() == set()
    assert take(log, place.blobs(), first, second) == [False, True]


def test_a_torn_object_never_counts_and_is_mended_by_the_next_sending(place: Place, log: RecordLog) -> None:
    one = photo(PHOTO)
    obstore.put(place.raw, f"{COUNTY}/{one.digest[:2]}/{one.digest}", PHOTO[:1000])
    assert place.blobs().read(one.digest) is None
    assert take(log, place.blobs(), one) == [True]
    assert place.blobs().read(one.digest) == PHOTO


def test_a_lost_piece_is_asked_for_again(place: Place, log: RecordLog) -> None:
    data = random.Random(6).randbytes(1800)
    digest = photo(data).digest
    first, second = Piece(digest, 1800, 0, data[:900]), Piece(digest, 1800, 900, data[900:])
    take(log, place.blobs(), first)
    obstore.delete(place.raw, f"{COUNTY}/pieces/{digest}/0")
    assert take(log, place.blobs(), second) == [False]
    assert take(log, place.blobs(), first) == [True]
    assert place.blobs().read(digest) == data


def test_many_at_once_are_all_kept_once(place: Place, log: RecordLog) -> None:
    photos = [photo(random.Random(number).randbytes(20_000)) for number in range(12)] * 3
    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(lambda one: take(log, place.blobs(), one)[0], photos))
    assert len(place.names()) == 12
    assert all(place.blobs().read(one.digest) == one.data for one in photos)


def test_nothing_counts_when_the_shelf_fails(place: Place, log: RecordLog, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(place.where, Path):
        (place.where / COUNTY).write_bytes(b"a file where a folder must be")
    else:
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(SyncError, match=r"county\.blobs") as caught:
        take(log, place.blobs(), photo(PHOTO))
    assert caught.value.environment
    assert not counted(log, photo(PHOTO).digest)


@pytest.mark.parametrize("url", ["ftp://x", "s3://", "s3://bucket?endpiont=http://x", "folder"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SyncError, match=r"county\.blobs-url"):
        open_blobs(url, COUNTY)
