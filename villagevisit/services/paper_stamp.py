"""The code that a paper bears: of a signed form what its signers signed, of a list what it claims, page by page.

Whoever prints a list may sign its codes with his PIN, where the county vouches for him: then a sheet proves itself on
every laptop of the county, without the list.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from sync.canonical import Plain
from sync.errors import SyncError
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Officer
from villagevisit.services import areas, certified, claims, enrolment, people, pins, printed_claims, printed_code
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, Signing
from villagevisit.services.printed_code import Page, Printed, Proof
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import signoffs

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

UNKNOWN_COUNTY = "000000"
_LISTS = (PaperKind.PUBLICITY_BOARD, PaperKind.DRAW_RECORD)


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever signs what he prints, today."""

    day: date
    certificate: bytes
    key: "Ed25519PrivateKey"


def signer(ws: Workspace, actor: Actor, content: Content, signing: Signing) -> Signer:
    """Opens the key of one of the people here.

    Raises:
        Refused: `paper.who-prints` (somebody else), `pin.…`, and why the county does not count his signature:
            `signoff.uncertified`, `certificate.…` (officer).
    """
    if signing.officer_id not in {one.id for one in actor.officers}:
        raise Refused("paper.who-prints")
    officer = people.get(ws, signing.officer_id)
    stands = certified.standing(ws, officer, officer.roles, content.village_code)
    if stands.why:
        raise Refused(stands.why, officer=officer.name)
    return Signer(today(ws.clock), stands.certificate, pins.unlock(ws, officer, signing.pin, content.id))


def may_sign(ws: Workspace, actor: Actor, kind: str) -> Officer | None:
    """Whose signature the county counts under a list that is printed here; forms bear those of their signers."""
    if kind not in _LISTS:
        return None
    return next((one for one in actor.officers if not certified.standing(ws, one, one.roles, "").why), None)


def codes(ws: Workspace, content: Content, rows: Sequence[int], by: Signer | None = None) -> tuple[str, ...]:
    """The code of each page, given the rows on each; one code where all pages bear the same."""
    if content.proof:
        return (content.proof,)
    one = _printed(ws, content)
    if not content.paged:
        return (_write(one, by),)
    before = (0, *accumulate(rows))
    listed: list[object] = content.facts["rows"] if isinstance(content.facts["rows"], list) else []
    parts = [listed[start : start + count] for start, count in zip(before, rows, strict=False)]
    pages = [
        Page(number, len(rows), start, len(part), printed_claims.rows_digest(part))
        for number, (start, part) in enumerate(zip(before, parts, strict=False), start=1)
    ]
    return tuple(_write(replace(one, page=page), by) for page in pages)


def county_of(ws: Workspace) -> str:
    """First six digits of the county's code, `UNKNOWN_COUNTY` where it is not known."""
    file, area = enrolment.county_file(ws), areas.county(ws)
    return (file.county if file else area.code if area else UNKNOWN_COUNTY)[:6]


def record_claims(ws: Workspace, submission_id: str) -> tuple[Plain, ...]:
    """What the signers of a record claimed; nothing where they signed before claims were signed."""
    for row in signoffs.of(ws.store.reader(), submission_id)[:1]:
        try:
            return tuple(claims.cells(claims.loads(row.claims)))
        except SyncError:
            return ()
    return ()


def _printed(ws: Workspace, content: Content) -> Printed:
    kind = PaperKind(content.kind)
    known, digest = content.of or (content.id, content.digest)
    return Printed(
        county=county_of(ws),
        kind=kind,
        id=_sixteen(known),
        digest=digest,
        wording=content.wording_version,
        claims=record_claims(ws, known) if content.of else printed_claims.of(kind, content.facts),
    )


def _sixteen(known: str) -> bytes:
    """Ids of records are `uuid:…` (OpenRosa); another client may write anything, and the digest then leads back."""
    try:
        return uuid.UUID(known.removeprefix("uuid:")).bytes
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, known).bytes


def _write(one: Printed, by: Signer | None) -> str:
    if by is None:
        return printed_code.write(one)
    key = by.key.public_key().public_bytes_raw()
    proof = Proof(by.day, by.certificate, by.key.sign(printed_code.message(one, by.day, key)))
    return printed_code.write(replace(one, proof=proof))
