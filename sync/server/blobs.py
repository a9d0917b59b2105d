"""Attachments at the county: content-addressed objects, written once, put together from pieces in any order.

They lie in a folder or in a bucket of any S3 server: `county/aa/<sha256>` once whole, before that as
`county/pieces/<sha256>/<offset>`. Whole means that the bytes, read back from there, have the digest they are named by.
With a key, what lies there is sealed for its place, also from whoever runs the bucket.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, S3Store
from sqlalchemy import delete, select, update

from sync import sealing
from sync.batch import Piece
from sync.errors import SyncError
from sync.files import failure, flush_folder
from sync.server.copying import insert_new
from sync.server.log import RecordLog, Session
from sync.server.tables import blob, piece

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

ERASED = 2
"""Value of `whole` for an attachment that was erased by order: nothing is written under its name again."""
_SECONDS = "20s"
_RETRY: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=30)}
"""Short, because a batch waits meanwhile; the laptop asks again."""


@dataclass(frozen=True, slots=True)
class Laid:
    """An attachment of which something was written into the store, and is not counted yet."""

    digest: str
    size: int
    parts: Mapping[int, int] = field(default_factory=dict)
    """Place and length of pieces that came now."""
    good: bool = False
    """All of it lies in the store, read back, with its digest."""
    joined: tuple[int, ...] = ()
    """Places of the pieces it was put together from: they are of no use any more."""


@dataclass(slots=True)
class _Known:
    size: int = 0
    whole: bool = False
    parts: dict[int, int] = field(default_factory=dict)


class Blobs:
    """The attachments of one county. Safe to use from several threads, processes and machines."""

    def __init__(self, store: LocalStore | S3Store, county: str, folder: Path | None, key: bytes = b"") -> None:
        self._store = store
        self._sealing = key
        self._county = county
        self._folder = folder

    def lay(self, log: RecordLog, pieces: Iterable[Piece]) -> list[Laid]:
        """Writes pieces into the store; of an attachment that is complete now, the whole of it.

        It takes no lock, so that nobody waits for a slow store. What is never counted lies there and harms nobody.

        Raises:
            SyncError: `county.blobs` or a disk code (environment).
        """
        several: dict[tuple[str, int], list[Piece]] = {}
        for one in pieces:
            several.setdefault((one.digest, one.size), []).append(one)
        known = _known(log, several)
        return [self._lay(digest, size, some, known[digest]) for (digest, size), some in several.items()]

    def count(self, s: Session, laid: Laid) -> bool:
        """Notes what was laid; True when the attachment is whole and its bytes have the digest they are named by.

        Pieces that put together have another digest are forgotten, and a later sending begins anew.
        """
        size, whole = _claim(s, laid)
        if whole or size != laid.size:
            return whole
        ours = (piece.c.county == s.county, piece.c.digest == laid.digest)
        if laid.good:
            s.db.execute(update(blob).where(blob.c.county == s.county, blob.c.digest == laid.digest).values(whole=1))
            s.db.execute(delete(piece).where(*ours))
        elif laid.joined:
            s.db.execute(delete(piece).where(*ours, piece.c.begins.in_(laid.joined)))
        else:
            rows = [
                {"county": s.county, "digest": laid.digest, "begins": begins, "length": length}
                for begins, length in laid.parts.items()
            ]
            insert_new(s.db, piece, rows, ("county", "digest", "begins"))
        return laid.good

    def tidy(self, laid: Iterable[Laid]) -> None:
        """Removes the pieces of what was put together, once that is committed; what cannot be removed stays."""
        for one in laid:
            if one.joined:
                with suppress(FileNotFoundError, SyncError), _told():
                    obstore.delete(self._store, [self._piece(one.digest, begins) for begins in one.joined])

    def sweep(self, log: RecordLog) -> None:
        """Takes away what orders erased, pieces too. Raises SyncError `county.blobs`; the next sweep goes on."""
        with log.reading() as s:
            digests = erased(s)
            parts = select(piece.c.digest, piece.c.begins).where(piece.c.county == s.county)
            pieces = [(str(digest), int(begins)) for digest, begins in s.db.execute(parts)]
        gone = set(digests)
        names = [self._key(digest) for digest in digests]
        for name in names + [self._piece(digest, begins) for digest, begins in pieces if digest in gone]:
            with suppress(FileNotFoundError), _told():
                obstore.delete(self._store, [name])

    def _lay(self, digest: str, size: int, some: Sequence[Piece], known: _Known) -> Laid:
        if known.whole or known.size not in (0, size):
            return Laid(digest, size, good=known.whole)
        for one in some:
            if len(one.data) == size and self._kept(digest, one.data):
                return Laid(digest, size, good=True, joined=tuple(known.parts))
        parts = {one.offset: one for one in some if len(one.data) < size}
        for begins, one in parts.items():
            self._write(self._piece(digest, begins), one.data, anew=begins not in known.parts)
        lengths = {begins: len(one.data) for begins, one in parts.items()}
        every = {**lengths, **known.parts}
        if sum(every.values()) < size:
            return Laid(digest, size, lengths)
        data = _joined([self._read(self._piece(digest, begins)) for begins in sorted(every)])
        if data is None:
            return Laid(digest, size, lengths)
        return Laid(digest, size, lengths, self._kept(digest, data), tuple(every))

    def _kept(self, digest: str, data: bytes) -> bool:
        """Keeps an attachment when these are its bytes."""
        good = hashlib.sha256(data).hexdigest() == digest
        if good:
            self.keep(digest, data)
        return good

    def keep(self, digest: str, data: bytes) -> None:
        """Puts a whole attachment in its place, durably, and reads it back. Raises SyncError `county.blobs`."""
        key = self._key(digest)
        self._write(key, data, anew=False)
        if self.read(digest) is None:  # what lay there before is torn or altered
            self._write(key, data, anew=True)
            if self.read(digest) is None:
                raise SyncError("county.blobs", environment=True)

    def read(self, digest: str) -> bytes | None:
        """The bytes of an attachment; None when they are not here, or not the right ones. Raises `county.blobs`."""
        data = self._read(self._key(digest))
        return data if data is not None and hashlib.sha256(data).hexdigest() == digest else None

    def _write(self, key: str, data: bytes, *, anew: bool) -> None:
        if self._sealing:
            data = sealing.seal(self._sealing, data, key)
        try:
            with _told():
                obstore.put(self._store, key, data, mode="overwrite" if anew else "create", use_multipart=False)
        except AlreadyExistsError:
            return
        if self._folder is not None:
            _flush(self._folder, self._folder / key)

    def _read(self, key: str) -> bytes | None:
        try:
            with _told():
                data = bytes(obstore.get(self._store, key).bytes())
            return sealing.unseal(self._sealing, data, key) if self._sealing else data
        except (FileNotFoundError, sealing.CannotOpen):
            return None

    def _key(self, digest: str) -> str:
        return f"{self._county}/{digest[:2]}/{digest}"

    def _piece(self, digest: str, offset: int) -> str:
        return f"{self._county}/pieces/{digest}/{offset}"


def open_blobs(where: str | Path, county: str, key: bytes = b"") -> Blobs:
    """The attachments in a folder, or in `s3://bucket/prefix?endpoint=URL&region=NAME`.

    Who may write to the bucket is read from the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`). `key`: 32
    bytes that everything there is sealed with.

    Raises:
        SyncError: `county.blobs-url` when the URL is none, `county.blobs` (environment) when the folder cannot be made.
    """
    if isinstance(where, Path):
        try:
            with _told():
                return Blobs(LocalStore(where, mkdir=True), county, where, key)
        except OSError as error:
            raise failure(error) from error
    url = urlsplit(where)
    given = parse_qs(url.query)
    if url.scheme != "s3" or not url.netloc or given.keys() - {"endpoint", "region"}:
        raise SyncError("county.blobs-url")
    config: S3Config = {"region": given.get("region", ["us-east-1"])[0]}
    if "endpoint" in given:
        config["endpoint"] = given["endpoint"][0]
    options: ClientConfig = {"allow_http": config.get("endpoint", "").startswith("http://"), "timeout": _SECONDS}
    store = S3Store(
        url.netloc, prefix=url.path.strip("/") or None, config=config, client_options=options, retry_config=_RETRY
    )
    return Blobs(store, county, None, key)


def whole(s: Session, digests: list[str]) -> set[str]:
    """Which of these attachments nobody need send any more: the county holds them whole, or erased them by order."""
    query = select(blob.c.digest).where(blob.c.county == s.county, blob.c.whole != 0, blob.c.digest.in_(digests))
    return {str(digest) for (digest,) in s.db.execute(query)}


def erased(s: Session) -> list[str]:
    """Attachments that were erased by order."""
    query = select(blob.c.digest).where(blob.c.county == s.county, blob.c.whole == ERASED)
    return sorted(str(digest) for (digest,) in s.db.execute(query))


def _joined(parts: Sequence[bytes | None]) -> bytes | None:
    """The pieces as one; None when the store has lost one."""
    there = [one for one in parts if one is not None]
    return b"".join(there) if len(there) == len(parts) else None


def _claim(s: Session, laid: Laid) -> tuple[int, bool]:
    """Size and state of the attachment that was laid; its row stays locked until the end of the transaction."""
    new = {"county": s.county, "digest": laid.digest, "size": laid.size, "whole": 0}
    insert_new(s.db, blob, [new], ("county", "digest"))
    query = select(blob.c.size, blob.c.whole).where(blob.c.county == s.county, blob.c.digest == laid.digest)
    row = s.db.execute(query.with_for_update()).one()
    return int(row.size), bool(row.whole)


def _known(log: RecordLog, wanted: Iterable[tuple[str, int]]) -> dict[str, _Known]:
    """What is noted of these attachments."""
    found = {digest: _Known() for digest, _ in wanted}
    if not found:
        return found
    with log.reading() as s:
        for digest, known in found.items():
            query = select(blob.c.size, blob.c.whole).where(blob.c.county == s.county, blob.c.digest == digest)
            row = s.db.execute(query).first()
            known.size, known.whole = (int(row.size), bool(row.whole)) if row else (0, False)
            parts = select(piece.c.begins, piece.c.length).where(piece.c.county == s.county, piece.c.digest == digest)
            known.parts = {int(begins): int(length) for begins, length in s.db.execute(parts)}
    return found


@contextmanager
def _told() -> Iterator[None]:
    """Turns what the store did into a code; what exists or is missing is an answer, not a failure."""
    try:
        yield
    except AlreadyExistsError:
        raise
    except BaseError as error:
        raise SyncError("county.blobs", environment=True) from error


def _flush(root: Path, path: Path) -> None:
    """Makes a new file durable with the folders that lead to it; the store itself only writes and renames."""
    try:
        descriptor = os.open(path, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        for folder in path.parents:
            flush_folder(folder)
            if folder == root:
                break
    except OSError as error:
        raise failure(error) from error
