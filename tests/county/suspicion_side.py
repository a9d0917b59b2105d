"""Visits as laptops send them, with what the auditor's list reads in them: moments, answers, pictures, people."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.record import Record
from tests.county.conflict_side import Chain
from tests.county.side import VILLAGE
from villagevisit.domain.clock import CHINA
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services.exchange_bodies import Attached, Place, SignoffBody, SubmissionBody

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=CHINA)
ARRIVED = "2026-11-22T09:00:00.000+08:00"
TEAM = ("李芳", "王强")
ILLNESS = "尘肺病三期"


def visit(
    chain: Chain,
    number: int,
    begun: datetime = MORNING,
    *,
    minutes: float = 18,
    read: Sequence[float] = (40, 35),
    team: Sequence[str] = TEAM,
    answers: Mapping[str, str] | None = None,
    photo: bytes = b"",
    word: bytes = b"",
    **values: Any,
) -> Record:
    """A visit of household `number`, closed by the second signature. `answers` go into the instance by leaf name."""
    frozen = begun + timedelta(minutes=minutes)
    given = {
        "start": begun.isoformat(), "visit_result": "1", "inc_gross_in": f"{3000 + 37 * number}",
        "util_power": f"{20 + number}", "food_clothes": f"第{number}户自己的情况", "m_disease": ILLNESS,
        **(answers or {}),
    }  # fmt: skip
    files = ()
    if photo:
        digest = hashlib.sha256(photo).hexdigest()
        files = (Attached(f"photo-{digest[:16]}.jpg", digest, len(photo), "image/jpeg"),)
        given["door_photo"] = files[0].name
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in given.items())
    name = f"{chain.name}-{number:05d}-{len(chain.made)}"
    meta = f"<meta><instanceID>{name}</instanceID></meta>"
    xml = f"<data id='{VISIT_FORM}'><g>{inside}</g>{meta}</data>".encode()
    place = Place(f"household-{number}", f"{number:04d}", VILLAGE, "红星村", "一组", f"户主{number}")
    body = SubmissionBody(
        id=name, form_id=VISIT_FORM, form_version="1",
        digest=hashlib.sha256(xml).hexdigest(), xml=xml, frozen_at=frozen.isoformat(timespec="milliseconds"),
        place=place, campaign_id="round-1", signatures_needed=2, attachments=files,
        result={"final": "1", "visit_result": "1", "category": "dibao", "prelim": str(number % 3)},
    )  # fmt: skip
    body = _signed(body._replace(**values), frozen, read, team, word)
    return chain.append("submission", body.id, bodies.submission_body(body), body.signoffs[-1].signed_at)


def day(chain: Chain, count: int, first: int = 1, begun: datetime = MORNING, **values: Any) -> list[Record]:
    """An ordinary day: one visit every 25 minutes."""
    return [visit(chain, first + place, begun + timedelta(minutes=25 * place), **values) for place in range(count)]


def _signed(
    body: SubmissionBody, frozen: datetime, read: Sequence[float], team: Sequence[str], word: bytes
) -> SubmissionBody:
    signoffs: list[SignoffBody] = []
    at = frozen
    for place, (name, seconds) in enumerate(zip(team, read, strict=True), start=1):
        key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        at += timedelta(seconds=seconds)
        before = signoffs[-1].signature if signoffs else b""
        public = key.public_key().public_bytes_raw()
        signature = key.sign(bodies.signed_message(body.digest, bodies.claimed(body), place, public, word, before))
        moment = at.isoformat(timespec="milliseconds")
        signoffs.append(SignoffBody(f"officer-{name}", f"00{place}", name, public, signature, moment, b"", word))
    return body._replace(signoffs=tuple(signoffs))
