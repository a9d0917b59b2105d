"""Which devices may speak, and the invitations that let them."""

import hmac
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.engine import RowMapping

from sync.batch import Enrolment, Header
from sync.server.log import Session
from sync.server.tables import device, enrolment

ENROLLED = "enrolled"
REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Device:
    device: str
    name: str
    """What the county calls it (`1号机`)."""
    key: bytes
    reply: bytes
    state: str
    enrolled_at: str
    seen_at: str


def invite(s: Session, made: Enrolment, name: str, places: int, at: str, until: str) -> None:
    """Keeps an invitation that `places` devices may use until the moment `until`."""
    s.db.execute(
        insert(enrolment).values(
            county=s.county, id=made.id, secret=made.secret, name=name, places=places, made_at=at, expires_at=until
        )
    )


def find(s: Session, name: str) -> Device | None:
    row = s.db.execute(select(device).where(device.c.county == s.county, device.c.device == name)).mappings().first()
    return _device(row) if row else None


def every(s: Session) -> list[Device]:
    query = select(device).where(device.c.county == s.county).order_by(device.c.enrolled_at, device.c.device)
    return [_device(row) for row in s.db.execute(query).mappings()]


def admit(s: Session, header: Header, at: str) -> str:
    """Whether the device behind a verified batch may speak: empty, or the code why not.

    A device that nobody knows is enrolled when its proof fits an open invitation (`device.unknown`, `device.expired`,
    `device.no-place`). A known name with another key is an alarm (`device.other-key`), `device.revoked` is final.
    """
    known = find(s, header.device)
    if known is not None:
        if (known.key, known.reply) != (header.key, header.reply):
            return "device.other-key"
        if known.state == REVOKED:
            return "device.revoked"
        _set(s, header.device, seen_at=at)
        return ""
    query = select(enrolment).where(enrolment.c.county == s.county, enrolment.c.id == header.enrolment)
    row = s.db.execute(query).mappings().first()
    refusal = _why_not(s, row, header, at)
    if row is None or refusal:
        return refusal
    s.db.execute(
        update(enrolment)
        .where(enrolment.c.county == s.county, enrolment.c.id == header.enrolment)
        .values(used=enrolment.c.used + 1)
    )
    s.db.execute(
        insert(device).values(
            county=s.county,
            device=header.device,
            key=header.key,
            reply=header.reply,
            name=row["name"] if row["places"] == 1 else f"{row['name']} {row['used'] + 1}",
            enrolment=header.enrolment,
            state=ENROLLED,
            enrolled_at=at,
            seen_at=at,
        )
    )
    return ""


def revoke(s: Session, name: str) -> bool:
    """Later batches of this device go to quarantine; what it sent before stays. False when there is no such device."""
    return _set(s, name, state=REVOKED)


def _set(s: Session, name: str, **values: str) -> bool:
    result = s.db.execute(
        update(device).where(device.c.county == s.county, device.c.device == name).values(**values)
    )
    return result.rowcount == 1


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
        state=row["state"],
        enrolled_at=row["enrolled_at"],
        seen_at=row["seen_at"],
    )
