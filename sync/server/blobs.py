"""Attachments at the county: content-addressed objects, written once, put together from pieces in any order.

They lie in a folder or in a bucket of any S3 server: `county/aa/<sha256>` once whole, before that as
`county/pieces/<sha256>/<offset>`. Whole means that the bytes, read back from there, have the digest they are named by.
With a key, what lies there is sealed for its place, also from whoever runs the bucket.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, S3Store
from sqlalchemy import delete, insert, select, update

from sync import sealing
from sync.batch import Piece
from sync.errors import SyncError
from sync.files import failure, flush_folder
from sync.server.copying import insert_new
from sync.server.log import Session
from sync.server.tables import blob, piece

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

_SECONDS = "20s"
_RETRY: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=30)}
"""Short, because a batch waits in a transaction meanwhile; the laptop asks again."""


class Blobs:
    """The attachments of one county. Safe to use from several threads, processes and machines."""

    def __init__(self, store: LocalStore | S3Store, county: str, folder: Path | None, key: bytes = b"") -> None:
        self._store = store
        self._sealing = key
        self._county = county
        self._folder = folder

    def take(self, s: Session, one: Piece) -> bool:
        """Keeps a piece; True when the attachment is whole and its bytes have the digest they are named by.

        Pieces that put together have another digest are thrown away, and a later sending begins anew.

        Raises:
            SyncError: `county.blobs` or a disk code (environment); nothing may be committed then.
        """
        size, whole = _claim(s, one)
        if whole:
            return True
        if size != one.size:
            return False
        if one.offset == 0 and len(one.data) == one.size:
            return self._finish(s, one.digest, one.data, {})
        rows = _pieces(s, one.digest)
        known = one.offset in rows
        self._write(self._piece(one.digest, one.offset), one.data, anew=not known)
        if not known:
            s.db.execute(
                insert(piece).values(county=s.county, digest=one.digest, begins=one.offset, length=len(one.data))
            )
            rows[one.offset] = len(one.data)
        if sum(rows.values()) < one.size:
            return False
        parts = [self._read(self._piece(one.digest, begins)) for begins in sorted(rows)]
        if any(part is None for part in parts):
            return False
        return self._finish(s, one.digest, b"".join(part for part in parts if part is not None), rows)

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

    def _finish(self, s: Session, digest: str, data: bytes, pieces: dict[int, int]) -> bool:
        good = hashlib.sha256(data).hexdigest() == digest
        if good:
            self.keep(digest, data)
            s.db.execute(update(blob).where(blob.c.county == s.county, blob.c.digest == digest).values(whole=1))
        if pieces:
            s.db.execute(delete(piece).where(piece.c.county == s.county, piece.c.digest == digest))
            with suppress(FileNotFoundError), _told():
                obstore.delete(self._store, [self._piece(digest, begins) for begins in pieces])
        return good

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
    """Which of these attachments the county holds whole."""
    query = select(blob.c.digest).where(blob.c.county == s.county, blob.c.whole == 1, blob.c.digest.in_(digests))
    return {str(digest) for (digest,) in s.db.execute(query)}


def _claim(s: Session, one: Piece) -> tuple[int, bool]:
    """Size and state of the attachment a piece belongs to; its row stays locked, so that pieces come one by one."""
    new = {"county": s.county, "digest": one.digest, "size": one.size, "whole": 0}
    insert_new(s.db, blob, [new], ("county", "digest"))
    query = select(blob.c.size, blob.c.whole).where(blob.c.county == s.county, blob.c.digest == one.digest)
    row = s.db.execute(query.with_for_update()).one()
    return int(row.size), bool(row.whole)


def _pieces(s: Session, digest: str) -> dict[int, int]:
    query = select(piece.c.begins, piece.c.length).where(piece.c.county == s.county, piece.c.digest == digest)
    return {int(begins): int(length) for begins, length in s.db.execute(query)}


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
