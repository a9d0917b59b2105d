"""Attachments at the county: content-addressed files, written once, put together from pieces in any order."""

import hashlib
from pathlib import Path

from sqlalchemy import insert, select, update

from sync.batch import Piece
from sync.files import write_whole
from sync.server.log import Session
from sync.server.tables import blob, piece


class BlobFolder:
    """`FOLDER/aa/<sha256>` once whole; pieces wait in `FOLDER/pieces/<sha256>/`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def take(self, s: Session, one: Piece) -> bool:
        """Keeps a piece; True when the attachment is whole and its bytes have the digest they are named by.

        Pieces that put together have another digest are thrown away, and a later sending begins anew.
        """
        query = select(blob).where(blob.c.county == s.county, blob.c.digest == one.digest)
        row = s.db.execute(query).mappings().first()
        if row is None:
            s.db.execute(insert(blob).values(county=s.county, digest=one.digest, size=one.size))
        elif row["whole"]:
            return True
        elif row["size"] != one.size:
            return False
        if one.offset == 0 and len(one.data) == one.size:
            return self._finish(s, one.digest, one.data)
        rows = self._rows(s, one.digest)
        path = self._piece(one.digest, one.offset)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, one.data)
        if one.offset not in rows:
            s.db.execute(
                insert(piece).values(county=s.county, digest=one.digest, begins=one.offset, length=len(one.data))
            )
            rows[one.offset] = len(one.data)
        held = [at for at in sorted(rows) if self._piece(one.digest, at).is_file()]
        if sum(rows[at] for at in held) < one.size:
            return False
        return self._finish(s, one.digest, b"".join(self._piece(one.digest, at).read_bytes() for at in held))

    def _finish(self, s: Session, digest: str, data: bytes) -> bool:
        if hashlib.sha256(data).hexdigest() == digest:
            self.path(digest).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path(digest), data)
            s.db.execute(update(blob).where(blob.c.county == s.county, blob.c.digest == digest).values(whole=1))
            self._forget(digest)
            return True
        s.db.execute(piece.delete().where(piece.c.county == s.county, piece.c.digest == digest))
        self._forget(digest)
        return False

    def _rows(self, s: Session, digest: str) -> dict[int, int]:
        query = select(piece.c.begins, piece.c.length).where(piece.c.county == s.county, piece.c.digest == digest)
        return {int(begins): int(length) for begins, length in s.db.execute(query)}

    def _piece(self, digest: str, offset: int) -> Path:
        return self._folder / "pieces" / digest / str(offset)

    def _forget(self, digest: str) -> None:
        folder = self._folder / "pieces" / digest
        if folder.is_dir():
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()


def whole(s: Session, digests: list[str]) -> set[str]:
    """Which of these attachments the county holds whole."""
    query = select(blob.c.digest).where(blob.c.county == s.county, blob.c.whole == 1, blob.c.digest.in_(digests))
    return {str(digest) for (digest,) in s.db.execute(query)}
