"""The county answers for keys: it issues certificates, refuses, revokes, and gives one-time codes to people it knows.

What it said are items of its log; the view follows from them. A code is not kept anywhere: it is derived from the
record that offers it, so whoever has the county's key can recompute it and nobody else.
"""

import hmac
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sync.canonical import encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from sync.keys import KeyPairs
from sync.server import items
from sync.server.intake import put_item
from sync.server.tables import item
from villagevisit.county import own_chain, recovery
from villagevisit.county.home import CountyHome
from villagevisit.domain.access import stem, within
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import certificates, key_body
from villagevisit.services.certificates import Certificate
from villagevisit.services.sealing import subkey
from villagevisit.services.workspace import new_id
from villagevisit.store import county_certificates as rows
from villagevisit.store.county_certificates import OFFER, AskingKey
from villagevisit.wording import t

YEAR = timedelta(days=365)
_CODE_BYTES = 10
_ONE_AT_A_TIME = threading.Lock()
"""A code must not serve two who ask at the same moment."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Whoever shows the code of this offer is certified so."""

    staff_no: str
    roles: frozenset[Role]
    areas: tuple[str, ...]
    digest: str = ""
    """Of the record that says so."""


def issue(
    county: CountyHome, asking: AskingKey, roles: frozenset[Role], areas: Iterable[str], offer: str = ""
) -> Certificate:
    """Certifies a key for a year, and lets the laptop that asked know.

    Raises:
        Refused: `certify.roles`, `people.area` when an area is none of this county.
    """
    scope = _scope(county, areas)
    if not roles:
        raise Refused("certify.roles")
    since = today(county.clock)
    with county.log.writing() as s:
        one = Certificate(
            serial=s.next_number(item),
            staff_no=asking.staff_no,
            name=certificates.short_name(asking.name),
            roles=roles,
            scope=scope,
            key=asking.key,
            since=since,
            until=since + YEAR,
        )
        body = certificates.issue(county.identity.code, one, county.keys.signing)
        title = t("certify.came", name=asking.name)
        put_item(s, asking.device, offer[:40] or new_id(), key_body.CERTIFICATE, title, body, stamp(county.clock))
    county.view.catch_up()
    return one


def refuse(county: CountyHome, asking: AskingKey) -> None:
    """Does not vouch for a key, and lets the laptop know."""
    with county.log.writing() as s:
        title = t("certify.refused_came", name=asking.name)
        kind, at = key_body.CERTIFICATE_REFUSED, stamp(county.clock)
        put_item(s, asking.device, new_id(), kind, title, asking.key, at)
    county.view.catch_up()


def revoke(county: CountyHome, serial: int) -> None:
    """Signatures of this key count no more from now on; every laptop is told. Raises Refused `certify.unknown`."""
    county.view.catch_up()
    found = [one for one in rows.certificates(county.view.store.reader()) if one.serial == serial]
    if not found:
        raise Refused("certify.unknown")
    at = stamp(county.clock)
    body = key_body.revoked_body(serial, found[0].key, at)
    with county.log.writing() as s:
        title = t("certify.revoked_came", name=found[0].name)
        put_item(s, "", new_id(), key_body.CERTIFICATE_REVOKED, title, body, at)
    county.view.catch_up()


def offer(county: CountyHome, one: Offer) -> str:
    """A one-time code for somebody the county knows; whoever asks with it is certified without another question.

    Raises:
        Refused: `certify.roles`, `people.area`, `officer.no-staff-no`.
    """
    _scope(county, one.areas)
    if not one.roles:
        raise Refused("certify.roles")
    if not one.staff_no.strip():
        raise Refused("officer.no-staff-no", officer="")
    body = encode([one.staff_no.strip(), [str(role) for role in sorted(one.roles)], list(one.areas)])
    digest = own_chain.append(county.log, OFFER, one.staff_no.strip(), "", body, stamp(county.clock))
    return code_of(county.keys, digest)


def code_of(keys: KeyPairs, digest: str) -> str:
    """Sixteen letters (80 bits) in groups of four."""
    secret = subkey(keys.secret, "certify")
    number = int.from_bytes(hmac.digest(secret, bytes.fromhex(digest), "sha256")[:_CODE_BYTES], "big")
    letters = "".join(recovery.LETTERS[number >> 5 * place & 31] for place in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def settle(county: CountyHome) -> int:
    """Certifies whoever asked with the code of an offer that was not used yet; returns how many."""
    with _ONE_AT_A_TIME:
        asking = rows.proving(county.view.store.reader())
        return _settle(county, asking) if asking else 0


def _settle(county: CountyHome, asking: list[AskingKey]) -> int:
    used = {one.id for one in items.every(county.log, [key_body.CERTIFICATE])}
    offers = rows.offers(county.view.store.reader())
    open_ = [_offer(body, digest) for digest, body in offers if digest[:40] not in used]
    done = 0
    for one in asking:
        fits = next((it for it in open_ if _proves(county.keys, it, one)), None)
        if fits is not None:
            open_.remove(fits)
            issue(county, one, fits.roles, fits.areas, fits.digest)
            done += 1
    return done


def _scope(county: CountyHome, areas: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(areas) or (county.identity.code,)
    for area in wanted:
        if not area.isdecimal() or len(area) != 12 or not within(area, county.identity.code):
            raise Refused("people.area", given=area[:12])
    return tuple(map(stem, wanted))


def _proves(keys: KeyPairs, one: Offer, asking: AskingKey) -> bool:
    wanted = key_body.proof(code_of(keys, one.digest), asking.staff_no, asking.key)
    return one.staff_no == asking.staff_no and hmac.compare_digest(wanted, asking.proof)


def _offer(body: bytes, digest: str) -> Offer:
    row = decoded(body, "record.unreadable")
    if not isinstance(row, list) or len(row) != 3:
        raise SyncError("record.unreadable")
    one = Fields({str(place): cell for place, cell in enumerate(row)}, "record.unreadable")
    roles = frozenset(Role(role) for role in one.texts("1"))
    return Offer(one.text("0"), roles, tuple(one.texts("2")), digest)
