"""From a record to the trace it leaves, as it lies in the view, and back.

Answers become digests, and none about illness is among them: they serve to say that two are the same, not what they
are. References are those of the shipped form F01.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice

from lxml import etree

from sync.server.records import Logged
from villagevisit.domain.clock import CHINA
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.outcome import COMPLETED
from villagevisit.domain.suspicion import COARSE, Picture, Point, Scope, Signer, Trace
from villagevisit.services.exchange_bodies import SubmissionBody
from villagevisit.store.county_suspicion import StoredTrace

SaidOn = Callable[[bytes], date | None]
"""The day on which the county said a word that somebody signed; None when it never did."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_AMOUNTS = frozenset({
    "inc_qty", "inc_price", "inc_gross_in", "inc_cost", "inc_declared", "exp_gross", "exp_reimb", "util_water",
    "util_power", "util_gas", "util_phone", "f_amount", "o_income_month",
})  # fmt: skip
"""What differs between households and moves from year to year."""
_STILL = frozenset({"h_area", "h_price", "v_price", "land_mu", "land_leased_mu", "forest_mu"})
_SENTENCES = frozenset({
    "food_clothes", "appliances", "livestock", "other_asset", "biz_detail", "inc_note", "informant_words", "n_words",
    "doubts", "conclusion_text", "head_objection",
})  # fmt: skip
_PHOTOS = frozenset({"door_photo", "photo_outside", "photo_inside", "photo_kitchen"})
"""Papers may serve two households; a door does not."""
_INK = "sign_head"
_TEAM = ("investigator1_id", "investigator2_id")
_SHORTEST = 4
"""Characters of a sentence that says anything."""
_YEARS = range(1970, 2200)
_MOST_ANSWERS = 5_000
_NO_LETTERS = re.compile(r"[\W_]+")


def trace_of(logged: Logged, body: SubmissionBody, said_on: SaidOn) -> Trace | None:
    """The trace of a visit that belongs to a village; None for any other submission."""
    if body.form_id != VISIT_FORM or not body.place.village_code:
        return None
    received = _moment(logged.received_at) or datetime.fromtimestamp(0, CHINA)
    answers = list(islice(_answers(body.xml), _MOST_ANSWERS))
    first = dict(reversed(answers))
    amounts = frozenset(_amounts(answers, _AMOUNTS))
    return Trace(
        id=body.id,
        village=body.place.village_code,
        village_name=body.place.village_name,
        household=body.place.household_id,
        device=logged.record.device,
        seq=logged.record.seq,
        made=_moment(logged.record.at) or received,
        frozen=_moment(body.frozen_at) or received,
        received=received,
        signers=tuple(
            Signer(one.officer_id, _moment(one.signed_at) or received, one.officer_name) for one in body.signoffs
        ),
        started=_moment(first.get("start", "")),
        known=max(_said(body, said_on), default=None),
        correction=bool(body.replaces),
        in_person=first.get("visit_result") == COMPLETED,
        round=body.campaign_id,
        result=_result(body.result or {}),
        income=_number((body.result or {}).get("per_capita_month", "")),
        line=_number((body.result or {}).get("standard_month", "")),
        point=_point(first.get("location", "")),
        pictures=tuple(_pictures(body, answers)),
        figures=amounts,
        story=amounts | frozenset(_amounts(answers, _STILL)) | frozenset(_sentences(answers)),
        neighbours=tuple(text.strip() for name, text in answers if name == "n_code" and text.strip()),
        names=frozenset(_names(body)),
        staff=frozenset(filter(None, (first.get(name, "").strip() for name in _TEAM))),
    )


def keys_of(one: Trace) -> Iterator[tuple[str, str]]:
    """Where a trace is looked at together with others; for its pictures see `pictures`."""
    yield Scope.VILLAGE, one.village
    yield Scope.DEVICE, one.device
    if len(one.signers) > 1:
        yield Scope.PAIR, " ".join((*sorted(one.officers), str(one.begun.astimezone(CHINA).year)))
    for officer in sorted(one.officers):
        yield Scope.DAY, f"{officer} {one.begun.astimezone(CHINA).date().isoformat()}"


def officer_of(scope: Scope, key: str) -> str:
    """What a way is told of its scope: of a day, whose it is."""
    return key.rpartition(" ")[0] if scope == Scope.DAY else key


def stored(one: Trace, base: str) -> StoredTrace:
    content = {
        "village": one.village,
        "village_name": one.village_name,
        "seq": one.seq,
        "made": one.made.isoformat(),
        "frozen": one.frozen.isoformat(),
        "received": one.received.isoformat(),
        "signers": [[sign.officer, sign.at.isoformat(), sign.name] for sign in one.signers],
        "started": one.started.isoformat() if one.started else "",
        "known": one.known.isoformat() if one.known else "",
        "correction": one.correction,
        "in_person": one.in_person,
        "round": one.round,
        "result": one.result,
        "income": one.income,
        "line": one.line,
        "point": [one.point.lat, one.point.lon, one.point.metres] if one.point else None,
        "pictures": [[picture.kind, picture.digest] for picture in one.pictures],
        "figures": sorted(one.figures),
        "story": sorted(one.story - one.figures),
        "neighbours": one.neighbours,
        "names": sorted(one.names),
        "staff": sorted(one.staff),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return StoredTrace(one.id, one.device, one.household, base, text)


def read(one: StoredTrace) -> Trace:
    value = json.loads(one.content)
    figures = frozenset(value["figures"])
    return Trace(
        id=one.submission_id,
        village=value["village"],
        village_name=value["village_name"],
        household=one.household_id,
        device=one.device,
        seq=value["seq"],
        made=datetime.fromisoformat(value["made"]),
        frozen=datetime.fromisoformat(value["frozen"]),
        received=datetime.fromisoformat(value["received"]),
        signers=tuple(Signer(who, datetime.fromisoformat(at), name) for who, at, name in value["signers"]),
        started=datetime.fromisoformat(value["started"]) if value["started"] else None,
        known=max(filter(None, (_moment(one.known), _moment(value["known"]))), default=None),
        correction=value["correction"],
        in_person=value["in_person"],
        round=value["round"],
        result=value["result"],
        income=value["income"],
        line=value["line"],
        point=Point(*value["point"]) if value["point"] else None,
        pictures=tuple(Picture(Scope(kind), digest) for kind, digest in value["pictures"]),
        figures=figures,
        story=figures | frozenset(value["story"]),
        neighbours=tuple(value["neighbours"]),
        names=frozenset(value["names"]),
        staff=frozenset(value.get("staff", ())),
    )


def with_looks(one: Trace, looks: Mapping[tuple[str, str], str]) -> Trace:
    """The same with what its pictures look like (32 hex digits, by scope and digest)."""
    found = [(picture, looks.get((picture.kind, picture.digest))) for picture in one.pictures]
    return replace(one, pictures=tuple(replace(it, look=int(look, 16) if look else None) for it, look in found))


def _answers(xml: bytes) -> Iterator[tuple[str, str]]:
    """Leaf name and text, in the order of the form; nothing when it is no XML."""
    with suppress(etree.XMLSyntaxError):
        for node in etree.fromstring(xml, _PARSER).iter(etree.Element):
            if len(node) == 0 and node.text:
                yield etree.QName(node).localname, node.text


def _amounts(answers: list[tuple[str, str]], names: frozenset[str]) -> Iterator[int]:
    for name, text in answers:
        if name in names and (value := _number(text)):
            yield _short(f"{name} {value!r}")


def _sentences(answers: list[tuple[str, str]]) -> Iterator[int]:
    for name, text in answers:
        if name in _SENTENCES and len(words := _NO_LETTERS.sub("", text)) >= _SHORTEST:
            yield _short(f"{name} {words}")


def _short(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=5).digest(), "big")


def _pictures(body: SubmissionBody, answers: list[tuple[str, str]]) -> Iterator[Picture]:
    digests = {one.name: one.digest for one in body.attachments}
    for name, text in answers:
        kind = Scope.INK if name == _INK else Scope.PHOTO if name in _PHOTOS else None
        if kind is not None and text.strip() in digests:
            yield Picture(kind, digests[text.strip()])


def _said(body: SubmissionBody, said_on: SaidOn) -> Iterator[datetime]:
    """The beginning of each day whose word of the county somebody signed."""
    for beacon in {one.beacon for one in body.signoffs if one.beacon}:
        day = said_on(beacon)
        if day is not None:
            yield datetime.combine(day, time(), CHINA)


def _names(body: SubmissionBody) -> Iterator[str]:
    members = [one.name for one in body.members or ()]
    yield from (name for text in (body.place.household_no, body.place.head_name, *members) if (name := text.strip()))


def _result(result: Mapping[str, str]) -> str:
    return "/".join(result.get(name, "") for name in ("visit_result", "category", "prelim")).strip("/")


def _point(text: str) -> Point | None:
    parts = [_number(part) for part in text.split()]
    if len(parts) < 2 or parts[0] is None or parts[1] is None:
        return None
    given = parts[3] if len(parts) > 3 and parts[3] else 0.0
    return Point(parts[0], parts[1], max(given, COARSE))


def _number(text: str) -> float | None:
    with suppress(ValueError):
        value = float(text)
        return value if abs(value) < 1e15 else None
    return None


def _moment(text: str) -> datetime | None:
    """None also for a year that no clock of ours could show."""
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        if found.year in _YEARS:
            return found if found.tzinfo else found.replace(tzinfo=CHINA)
    return None
