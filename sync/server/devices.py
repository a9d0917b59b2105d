"""Which devices may speak, and the invitations that let them."""

import hmac
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.engine import RowMapping

from sync.batch import Enrolment, Header
from sync.record import COUNTY_CHAIN
from sync.server.log import Session
from sync.server.tables import device, enrolment

ENROLLED = "enrolled"
REVOKED = "revoked"
STRANGERS = ("device.unknown", "device.expired", "device.no-place")
"""Codes for a device that is not enrolled: it may call itself anything."""
PHONE_CHAIN = "OR-"
_RESERVED = (COUNTY_CHAIN, PHONE_CHAIN)
"""How the names of chains begin that the county writes itself; a laptop that calls itself so is none."""


@dataclass(frozen=True, slots=True)
class Device:
    device: str
    name: str
    """What the county calls it (`1号机`)."""
    key: bytes
    reply: bytes
    role: str
    """team | clerk | doctor | county."""
    scope: str
    """Prefixes of the area codes whose records come down to it, parted by blanks."""
    previous: str
    """The lineage of the same laptop before this one; empty for its first."""
    state: str
    enrolled_at: str
    seen_at: str


def invite(
    s: Session, made: Enrolment, name: str, places: int, at: str, until: str, role: str = "team", scope: str = ""
) -> None:
    """Keeps an invitation that `places` devices may use until the moment `until`; they get its role and scope."""
    s.db.execute(
        insert(enrolment).values(
            county=s.county,
            id=made.id,
            secret=made.secret,
            name=name,
            role=role,
            scope=scope,
            places=places,
            used=0,
            made_at=at,
            expires_at=until,
        )
    )


def in_scope(scope: str, area: str) -> bool:
    """Whether an area lies in a scope: below one of its prefixes."""
    return any(area.startswith(prefix) for prefix in scope.split())


def find(s: Session, name: str) -> Device | None:
    row = s.db.execute(select(device).where(device.c.county == s.county, device.c.device == name)).mappings().first()
    return _device(row) if row else None


def every(s: Session) -> list[Device]:
    query = select(device).where(device.c.county == s.county).order_by(device.c.enrolled_at, device.c.device)
    return [_device(row) for row in s.db.execute(query).mappings()]


def own_name(s: Session, first: str) -> str:
    """The name under which the county writes a chain now; `first` is what it was called before any restore.

    A chain whose end was lost with the county may be at the laptops, so a restored county goes on under a new name.
    """
    lineage = s.word().lineage
    return f"{first}-{lineage}" if lineage else first


def county_name(county: str) -> str:
    """The first name of the county's own chain; later ones begin with it."""
    return f"{COUNTY_CHAIN}{county}"


def admit(s: Session, header: Header, at: str) -> str:
    """Whether the device behind a verified batch may speak: empty, or the code why not.

    A device that nobody knows is enrolled when its proof fits an open invitation (`device.unknown`, `device.expired`,
    `device.no-place`). A known name with another key is an alarm (`device.other-key`), `device.revoked` is final.
    Known keys under a new name are a new lineage of the same laptop (a restored disk), which uses no place.
    """
    code = refusal(s, header, at)
    if code:
        return code
    if find(s, header.device) is not None:
        _set(s, header.device, seen_at=at)
        return ""
    earlier = _lineage(s, header)
    if earlier is not None:
        _add(s, header, at, earlier.name, earlier.role, earlier.scope, earlier.device)
        return ""
    row = _invitation(s, header)
    assert row is not None
    s.db.execute(
        update(enrolment)
        .where(enrolment.c.county == s.county, enrolment.c.id == header.enrolment)
        .values(used=enrolment.c.used + 1)
    )
    name = row["name"] if row["places"] == 1 else f"{row['name']} {row['used'] + 1}"
    _add(s, header, at, name, row["role"], row["scope"], "")
    return ""


def refusal(s: Session, header: Header, at: str) -> str:
    """What `admit` would say; changes nothing."""
    if header.device.startswith(_RESERVED):
        return "device.other-key"
    known = find(s, header.device)
    if known is not None and (known.key, known.reply) != (header.key, header.reply):
        return "device.other-key"
    known = known or _lineage(s, header)
    if known is not None:
        return "device.revoked" if known.state == REVOKED else ""
    return _why_not(s, _invitation(s, header), header, at)


def revoke(s: Session, name: str) -> bool:
    """Later batches of this laptop go to quarantine, under whichever of its names; what it sent before stays.

    False when there is no such device.
    """
    return _set_all(s, name, state=REVOKED)


def set_scope(s: Session, name: str, role: str, scope: str) -> bool:
    """What comes down to this laptop from now on, under whichever of its names. False when there is no such device."""
    return _set_all(s, name, role=role, scope=scope)


def _invitation(s: Session, header: Header) -> RowMapping | None:
    query = select(enrolment).where(enrolment.c.county == s.county, enrolment.c.id == header.enrolment)
    return s.db.execute(query).mappings().first()


def _lineage(s: Session, header: Header) -> Device | None:
    """The newest device with these keys, a revoked one first."""
    same = (device.c.county == s.county, device.c.key == header.key, device.c.reply == header.reply)
    query = select(device).where(*same).order_by(device.c.state.desc(), device.c.enrolled_at.desc(), device.c.device)
    row = s.db.execute(query.limit(1)).mappings().first()
    return _device(row) if row else None


def _add(s: Session, header: Header, at: str, name: str, role: str, scope: str, previous: str) -> None:
    s.db.execute(
        insert(device).values(
            county=s.county,
            device=header.device,
            key=header.key,
            reply=header.reply,
            name=name,
            role=role,
            scope=scope,
            previous=previous,
            enrolment=header.enrolment,
            state=ENROLLED,
            enrolled_at=at,
            seen_at=at,
        )
    )


def _set(s: Session, name: str, **values: str) -> bool:
    result = s.db.execute(update(device).where(device.c.county == s.county, device.c.device == name).values(**values))
    return result.rowcount == 1


def _set_all(s: Session, name: str, **values: str) -> bool:
    """The same for every name of the laptop: an old image of its disk speaks under an earlier one."""
    known = find(s, name)
    if known is None:
        return False
    same = (device.c.county == s.county, device.c.key == known.key, device.c.reply == known.reply)
    s.db.execute(update(device).where(*same).values(**values))
    return True


def _why_not(s: Session, row: RowMapping | None, header: Header, at: str) -> str:
    if row is None:
        return "device.unknown"
    expected = Enrolment(row["id"], row["secret"]).proof(s.county, header.device, header.key, header.reply)
    if not hmac.compare_digest(expected, header.proof):
        return "device.unknown"
    if at >= row["expires_at"]:
        return "device.expired"
    return "" if row["used"] < row["places"] else "device.no-place"


def _device(row: RowMapping) -> Device:
    return Device(
        device=row["device"],
        name=row["name"],
        key=row["key"],
        reply=row["reply"],
        role=row["role"],
        scope=row["scope"],
        previous=row["previous"],
        state=row["state"],
        enrolled_at=row["enrolled_at"],
        seen_at=row["seen_at"],
    )
