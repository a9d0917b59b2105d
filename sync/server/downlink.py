"""Composing what goes down to one device: the county's own items, originals in its area, and what is held of its work.

The privacy boundary is here: a record goes down only when its area lies in the device's scope and its kind is one the
device's role reads or the device made it itself under an earlier name. What it made in a village that is no longer its
business does not come back either, nor what it made of health while a doctor's. Records of health are the doctors' of
their area and the county's: no other device gets one.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.engine import RowMapping

from sync import beacon, down
from sync.canonical import encode
from sync.down import Down, Held, Item
from sync.erasure import ERASURE
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs, signing_key
from sync.receipt import Refusal, Run
from sync.record import COUNTY_CHAIN
from sync.server import blobs, devices, records, roots
from sync.server.devices import Device
from sync.server.log import Session
from sync.server.tables import device as device_table
from sync.server.tables import item, record
from sync.server.tables_backup import backup
from sync.voucher import Vouched, vouch

FULL_ROLES = frozenset({"clerk", "county"})
"""Whose laptops get every kind of record but those of health."""
HEALTH_ROLES = frozenset({"doctor", "county"})
"""Whose laptops get the records of health, and what these name."""
HEALTH_KINDS = ("health", "health-event", "health-document")
PLAN_KINDS = ("roster", "assignment", "resolution", "override", "consent")
"""What a team gets of others' work."""
_KINDS = {"doctor": (*PLAN_KINDS, "people", *HEALTH_KINDS)}
"""A doctor's laptop also learns who works in its villages; a team's learns of its team from the assignment."""
MOST_ROWS = 2_000
MAX_CONTENT = 8 * 1024 * 1024
_ROW_COST = 256
_MARK = 8
_DIGEST = 32
_AT_ONCE = 500
_CODE = "down.cursor"


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a device has come. The marks say of what: a county restored from a backup numbers anew."""

    items: int = 0
    item_mark: bytes = b""
    records: int = 0
    record_mark: bytes = b""
    scope_mark: bytes = b""
    roots: int = 0
    root_mark: bytes = b""

    def to_bytes(self) -> bytes:
        marks = (self.item_mark, self.record_mark, self.scope_mark, self.root_mark)
        return encode([self.items, marks[0], self.records, *marks[1:3], self.roots, marks[3]])


def request(s: Session, name: str, cursor: bytes, asked: bytes, signature: bytes) -> Device:
    """The device behind a request for what waits.

    Raises:
        SyncError: `down.unknown-device`, `down.signature`, `device.revoked`.
    """
    known = devices.find(s, name)
    if known is None:
        raise SyncError("down.unknown-device")
    if not down.verify_request(s.county, name, cursor, asked, signature, signing_key(known.key)):
        raise SyncError("down.signature")
    if known.state != devices.ENROLLED:
        raise SyncError("device.revoked")
    return known


def compose(s: Session, keys: KeyPairs, for_: Device, cursor: bytes, now: str, asked: bytes = b"") -> bytes:
    """The next down file after a cursor (`Down.upto` of the file before; empty for everything).

    `asked`: digests of attachments, one after the other; the file says which of them are whole.

    A cursor this county did not give, or gave for another scope, counts as empty: the file says so in `after`.
    """
    begin = _begin(s, for_, cursor)
    names = lineages(s, for_)
    room = MAX_CONTENT
    items, items_end = _items(s, for_, names, begin.items, room)
    room -= sum(len(one.body) + _ROW_COST for one in items)
    rows, records_end = ([], begin.records) if items_end is None else _records(s, for_, names, begin.records, room)
    more = items_end is None or records_end is None
    last_item = items[-1].number if items else begin.items
    last_record = rows[-1]["number"] if rows else begin.records
    upto = _Place(
        items=last_item if items_end is None else items_end,
        records=last_record if records_end is None else records_end,
        roots=roots.last_place(s),
    )
    vouched = tuple(Vouched(records.record_of(row), vouch(keys, s.county, row["digest"])) for row in rows)
    until, safe_word, safe_at = _backed_up(s)
    made = Down(
        at=now,
        word=s.word(),
        after=b"" if begin == _Place() else cursor,
        upto=_marked(s, for_, upto),
        more=more,
        items=tuple(items),
        records=vouched,
        held=tuple(_held(s, name, until) for name in names),
        blobs=_whole(s, asked),
        role=for_.role,
        scope=for_.scope,
        safe_word=safe_word,
        safe_at=safe_at,
        beacon=beacon.of(keys, date.fromisoformat(now[:10])),
        roots=roots.after(s, begin.roots),
    )
    return down.seal(made, s.county, for_.device, for_.reply, keys)


def begins_anew(s: Session, for_: Device, cursor: bytes) -> bool:
    """Whether what goes down behind this cursor is everything from the start."""
    return _begin(s, for_, cursor) == _Place()


def lineages(s: Session, for_: Device) -> list[str]:
    """Every name under which the laptop with these keys is known, by name."""
    names = select(device_table.c.device).where(device_table.c.county == s.county, device_table.c.key == for_.key)
    return [str(name) for (name,) in s.db.execute(names.order_by(device_table.c.device))]


def _begin(s: Session, for_: Device, cursor: bytes) -> _Place:
    try:
        cells = Fields({"cursor": [decoded(cursor, _CODE)]}, _CODE)
        (row,) = cells.rows("cursor", 7)
        cells = cells.cells(row)
        place = _Place(cells.count("0"), records=cells.count("2"), roots=cells.count("5"))
    except SyncError:
        return _Place()
    return place if _marked(s, for_, place) == cursor else _Place()


def _marked(s: Session, for_: Device, place: _Place) -> bytes:
    """The cursor for a place; it differs when this log has something else at that place."""
    id_query = select(item.c.id).where(item.c.county == s.county, item.c.number == place.items)
    digest_query = select(record.c.digest).where(record.c.county == s.county, record.c.number == place.records)
    return _Place(
        place.items,
        _mark(str(s.db.execute(id_query).scalar() or "")),
        place.records,
        _mark(str(s.db.execute(digest_query).scalar() or "")),
        _mark(f"{for_.role} {for_.scope}"),
        place.roots,
        _mark(roots.digest_at(s, place.roots)),
    ).to_bytes()


def _mark(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_MARK]


def _items(s: Session, for_: Device, names: list[str], after: int, room: int) -> tuple[list[Item], int | None]:
    """Items after a number, and the number reached; None when there are more."""
    wanted = and_(
        item.c.county == s.county,
        item.c.device.in_(["", *names]),
        item.c.role.in_(["", for_.role]),
        item.c.number > after,
    )
    end = _cut(s, select(item.c.number, func.length(item.c.body)).where(wanted).order_by(item.c.number), room)
    query = select(item).where(wanted).order_by(item.c.number)
    found = [
        Item(row["number"], row["id"], row["kind"], row["title"], row["body"])
        for row in s.db.execute(query if end is None else query.where(item.c.number <= end)).mappings()
    ]
    if end is not None:
        return found, None
    highest = s.db.execute(select(func.max(item.c.number)).where(item.c.county == s.county)).scalar()
    return found, int(highest or 0)


def _records(
    s: Session, for_: Device, names: list[str], after: int, room: int
) -> tuple[list[RowMapping], int | None]:
    """Rows of the log after a number that may go to this device, and the number reached; None when there are more."""
    wanted = and_(
        record.c.county == s.county,
        record.c.number > after,
        record.c.refusal == "",
        record.c.device != for_.device,
        or_(_others(for_), and_(record.c.device.in_(names), _own(for_))),
    )
    reach = select(record.c.number).where(wanted).order_by(record.c.number).limit(MOST_ROWS + 1)
    numbers = [int(number) for (number,) in s.db.execute(reach)]  # answered by `record_down`: no body is read
    found: list[RowMapping] = []
    if numbers:
        these = and_(record.c.county == s.county, record.c.number.in_(numbers))
        end = _cut(s, select(record.c.number, func.length(record.c.body)).where(these).order_by(record.c.number), room)
        query = select(record).where(these).order_by(record.c.number)
        if end is not None:
            return list(s.db.execute(query.where(record.c.number <= end)).mappings()), None
        found = list(s.db.execute(query).mappings())
    highest = s.db.execute(select(func.max(record.c.number)).where(record.c.county == s.county)).scalar()
    return found, int(highest or 0)


def _others(for_: Device) -> ColumnElement[bool]:
    """What this role reads in this scope; an empty scope reads nothing. Orders to erase are for everybody."""
    order = and_(record.c.kind == ERASURE, record.c.device.startswith(COUNTY_CHAIN))
    if for_.role in FULL_ROLES:
        return or_(and_(_near(for_), _readable(for_)), order)
    return or_(and_(_near(for_), record.c.kind.in_(_KINDS.get(for_.role, PLAN_KINDS))), order)


def _own(for_: Device) -> ColumnElement[bool]:
    """What it gets back of its own work, after its disk went back in time: all of it where no area was ever set."""
    return and_(_readable(for_), or_(record.c.area == "", _near(for_)) if for_.scope else true())


def _readable(for_: Device) -> ColumnElement[bool]:
    return true() if for_.role in HEALTH_ROLES else record.c.kind.not_in(HEALTH_KINDS)


def _near(for_: Device) -> ColumnElement[bool]:
    return or_(False, *(record.c.area.startswith(prefix, autoescape=True) for prefix in for_.scope.split()))


def _cut(s: Session, sizes: Select[Any], room: int) -> int | None:
    """The last number that still fits, at least one row; None when all fit. Looks at sizes only."""
    last: int | None = None
    for place, (number, size) in enumerate(s.db.execute(sizes.limit(MOST_ROWS + 1))):
        room -= int(size) + _ROW_COST
        if last is not None and (room < 0 or place == MOST_ROWS):
            return last
        last = int(number)
    return None


def _whole(s: Session, asked: bytes) -> tuple[str, ...]:
    digests = [asked[place : place + _DIGEST].hex() for place in range(0, len(asked), _DIGEST)]
    found: set[str] = set()
    for start in range(0, len(digests), _AT_ONCE):
        found |= blobs.whole(s, digests[start : start + _AT_ONCE])
    return tuple(sorted(found))


def _backed_up(s: Session) -> tuple[int, int, str]:
    """The last record in the newest tested backup, the word by which all the county held is in it, and its time."""
    columns = (backup.c.until_number, backup.c.until_word, backup.c.checked_at)
    newest = select(*map(func.max, columns)).where(backup.c.county == s.county)
    number, word, at = s.db.execute(newest).one()
    return int(number or 0), int(word or 0), str(at or "")


def _held(s: Session, name: str, until: int) -> Held:
    head = records.head(s, name)
    chain = (record.c.county == s.county, record.c.device == name)
    found = [Run(1, head.whole, head.digest)] if head.whole else []
    if head.highest > head.whole:
        later = select(record.c.seq, record.c.digest).where(*chain, record.c.seq > head.whole).order_by(record.c.seq)
        for seq, digest in s.db.execute(later):
            if found and found[-1].last + 1 == seq:
                found[-1] = Run(found[-1].first, seq, digest)
            elif len(found) == down.MOST_RUNS:
                break
            else:
                found.append(Run(seq, seq, digest))
    behind = (record.c.number > until,) if until else ()
    unsafe = s.db.execute(select(func.min(record.c.seq)).where(*chain, *behind)).scalar()
    bad = select(record.c.seq, record.c.digest, record.c.refusal).where(*chain, record.c.refusal != "")
    refused = tuple(Refusal(*row) for row in s.db.execute(bad.order_by(record.c.seq).limit(down.MOST_RUNS)))
    safe = min(head.whole, int(unsafe) - 1 if unsafe else head.whole)
    return Held(name, tuple(found), safe, refused)
