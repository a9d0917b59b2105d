"""The forms that phones may fetch. Every version that was ever listed stays: phones in the field still send it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import RowMapping

from sync.server import openrosa_entities as entities
from sync.server.log import Session
from sync.server.openrosa_saves import saving
from sync.server.tables import item
from sync.server.tables_openrosa import form, media


@dataclass(frozen=True, slots=True)
class Published:
    """A form as it is handed over for publishing."""

    form: str
    version: str
    title: str
    source: str
    """Digest of what it was made from; the same source is not published twice."""
    xml: bytes
    media: Mapping[str, bytes]
    lists: Sequence[str] = ()
    """Files that it asks for and does not bring along, so they must be entity lists (`households.csv`)."""


@dataclass(frozen=True, slots=True)
class Shelved:
    form: str
    version: str
    title: str
    hash: str
    """MD5 of the XML, hex."""
    xml: bytes
    lists: tuple[str, ...]
    closed: bool


def md5(content: bytes) -> str:
    """OpenRosa names content by its MD5; it tells versions apart and protects nothing."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def sent_down(s: Session, kind: str, after: int) -> list[tuple[int, bytes]]:
    """Items of a kind that the county lets down to everybody, in order: number and body."""
    query = select(item.c.number, item.c.body).where(
        item.c.county == s.county, item.c.kind == kind, item.c.device == "", item.c.role == "", item.c.number > after
    )
    return [(int(row.number), bytes(row.body)) for row in s.db.execute(query.order_by(item.c.number))]


def sources(s: Session) -> set[str]:
    """Source digests of all versions on the shelf."""
    return {str(source) for (source,) in s.db.execute(select(form.c.source).where(form.c.county == s.county))}


def publish(s: Session, one: Published, at: str) -> None:
    """Puts a version on the shelf, in place of what had the same form and version. `show` lists it."""
    entities.declare(s, saving(one.xml))
    ours = (form.c.county == s.county, form.c.form == one.form)
    closed = s.db.execute(select(form.c.form).where(*ours, form.c.closed == 1).limit(1)).first()
    s.db.execute(delete(form).where(*ours, form.c.version == one.version))
    s.db.execute(
        delete(media).where(media.c.county == s.county, media.c.form == one.form, media.c.version == one.version)
    )
    s.db.execute(
        insert(form).values(
            county=s.county,
            form=one.form,
            version=one.version,
            title=one.title,
            hash=md5(one.xml),
            source=one.source,
            xml=one.xml,
            lists="\n".join(one.lists),
            current=0,
            closed=1 if closed else 0,
            published_at=at,
        )
    )
    for name, content in sorted(one.media.items()):
        s.db.execute(
            insert(media).values(
                county=s.county, form=one.form, version=one.version, name=name, hash=md5(content), content=content
            )
        )


def show(s: Session, wanted: Mapping[str, str]) -> None:
    """Lists these forms in these versions and no others; what phones have already is still taken."""
    query = select(form.c.form, form.c.version, form.c.current).where(form.c.county == s.county)
    for name, version, current in s.db.execute(query).all():
        listed = 1 if wanted.get(name) == version else 0
        if listed != current:
            ours = (form.c.county == s.county, form.c.form == name, form.c.version == version)
            s.db.execute(update(form).where(*ours).values(current=listed))


def set_closed(s: Session, name: str, *, closed: bool) -> bool:
    """A closed form is not listed and takes nothing new. False when there is no such form."""
    changed = s.db.execute(
        update(form).where(form.c.county == s.county, form.c.form == name).values(closed=1 if closed else 0)
    )
    return changed.rowcount > 0


def every(s: Session) -> list[Shelved]:
    """The newest version of each form, also closed ones, by form id."""
    query = select(form).where(form.c.county == s.county, form.c.current == 1).order_by(form.c.form)
    return [_shelved(row) for row in s.db.execute(query).mappings()]


def versions(s: Session, name: str) -> dict[str, Shelved]:
    """All versions of a form that phones may have; empty when nobody knows the form."""
    query = select(form).where(form.c.county == s.county, form.c.form == name)
    return {row["version"]: _shelved(row) for row in s.db.execute(query).mappings()}


def by_hash(s: Session, digest: str) -> Shelved | None:
    query = select(form).where(form.c.county == s.county, form.c.hash == digest).limit(1)
    row = s.db.execute(query).mappings().first()
    return _shelved(row) if row else None


def media_hashes(s: Session, one: Shelved) -> dict[str, str]:
    """File name → MD5, in the order of the names."""
    query = select(media.c.name, media.c.hash).where(
        media.c.county == s.county, media.c.form == one.form, media.c.version == one.version
    )
    return {row.name: row.hash for row in s.db.execute(query.order_by(media.c.name))}


def media_content(s: Session, one: Shelved, name: str) -> bytes | None:
    query = select(media.c.content).where(
        media.c.county == s.county, media.c.form == one.form, media.c.version == one.version, media.c.name == name
    )
    row = s.db.execute(query).first()
    return bytes(row.content) if row else None


def _shelved(row: RowMapping) -> Shelved:
    return Shelved(
        form=row["form"],
        version=row["version"],
        title=row["title"],
        hash=row["hash"],
        xml=row["xml"],
        lists=tuple(row["lists"].splitlines()),
        closed=bool(row["closed"]),
    )
