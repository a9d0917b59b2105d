"""What records say of single households, as operations that can be merged: at the county and in the office."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from sync.record import COUNTY_CHAIN, Record
from villagevisit.domain.merge import HERE, Op, effective
from villagevisit.domain.merge_fields import NOT_LISTED, PER_ROUND, registers
from villagevisit.services import exchange_bodies_replica as replica
from villagevisit.services.exchange_bodies import FactMember, SubmissionBody
from villagevisit.services.resolution_body import RESOLUTION, read_resolution
from villagevisit.store.county_conflicts import StoredOp, facts_text
from villagevisit.store.households import HouseholdData, PersonData

_HOUSEHOLD = (
    "household_no",
    "village_group",
    "head_name",
    "assist_category",
    "amount_month",
    "hukou_type",
    "address",
    "phone",
    "state",
)
_PERSON = ("name", "relation", "id_no", "id_kind", "sex", "birth")


@dataclass(frozen=True, slots=True)
class _Came:
    record: Record
    received_at: str


def ops_of(record: Record, received_at: str, submission: SubmissionBody | None) -> Iterator[StoredOp]:
    """The operations in one accepted record: one per household of a roster, one of a submission or a decision.

    Only what stands in the county's own chain is a decision; what a laptop calls one is an opinion beside the others.
    """
    came = _Came(record, received_at)
    if record.kind == replica.ROSTER:
        yield from _roster(came)
    elif submission is not None:
        if submission.place.household_id:
            yield _submission(came, submission)
    elif record.kind == RESOLUTION:
        yield _resolution(came, settles=record.device.startswith(COUNTY_CHAIN))


def as_op(stored: StoredOp, known_since: str) -> Op:
    """For the merge. A laptop's lists and its visits are two chains: a list does not repeat what a visit found.

    `known_since` is when the county received the newest of what the operation had seen; empty without any.
    """
    facts = json.loads(stored.facts)
    return Op(
        id=stored.op_id,
        at=effective(stored.made_at, known_since, stored.received_at),
        author=f"{stored.device}/{stored.kind}",
        seq=stored.seq,
        base=frozenset(stored.base.split()),
        fields=facts["fields"],
        sets={name: frozenset(elements) for name, elements in facts["sets"].items()},
        settles=bool(stored.settles),
        opinion=stored.kind == RESOLUTION and not stored.settles,
    )


def _roster(came: _Came) -> Iterator[StoredOp]:
    body = replica.read_roster(came.record.body)
    name = dict(body.names).get(body.village, "")
    base = " ".join((body.base, *body.decided))
    for one in body.households:
        fields = _household(one) | {"village_name": name}
        sets = {"member": frozenset(person.id for person in one.persons)}
        yield _stored(came, one.id, body.village, base, facts_text(fields, sets))


def _household(one: HouseholdData) -> dict[str, str]:
    values = {name: str(getattr(one, name)) for name in _HOUSEHOLD} | {"insured_persons": str(one.insured_persons)}
    fields = registers(values) | _extra(one.extra, "")
    for person in one.persons:
        fields |= _person(person, f"member/{person.id}/")
    return fields


def _person(one: PersonData, prefix: str) -> dict[str, str]:
    return registers({name: str(getattr(one, name)) for name in _PERSON}, prefix) | _extra(one.extra, prefix)


def _extra(text: str, prefix: str) -> dict[str, str]:
    return {f"{prefix}extra/{name}": str(value) for name, value in _map(text).items() if not name.startswith("_")}


def _map(text: str) -> dict[str, object]:
    """The further columns of a roster; what is not a JSON map has none."""
    with suppress(ValueError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {}
    return {}


def _submission(came: _Came, body: SubmissionBody) -> StoredOp:
    fields: dict[str, str] = {}
    for register, value in registers(body.facts or {}).items():
        if register not in PER_ROUND:
            fields[register] = value
        elif body.campaign_id:
            fields[f"round/{body.campaign_id}/{register}"] = value
    sets = {}
    if body.members is not None:
        named = {one.person_id or _not_listed(one): one for one in body.members}
        sets["member"] = frozenset(named)
        for person, one in named.items():
            known = {"name": one.name, "relation": one.relation, "id_no": one.id_no}
            fields |= registers({key: value for key, value in known.items() if value}, f"member/{person}/")
    if body.person_id:
        fields[f"member/{body.person_id}/record/{body.id}"] = HERE
    visit = ""
    if body.campaign_id and body.signatures_needed and (body.result or {}).get("final", "1") == "1":
        visit = f"visit/{body.form_id}/{body.campaign_id}/{body.person_id}"
    return _stored(
        came,
        body.place.household_id,
        body.place.village_code,
        body.base,
        facts_text(fields, sets),
        subject=body.id,
        who=" ".join(body.officers),
        why=body.reason,
        visit=visit,
        replaces=body.replaces,
    )


def _not_listed(one: FactMember) -> str:
    """The same person found by two visits has the same id, and the id tells nobody his number."""
    return NOT_LISTED + hashlib.sha256((one.id_no or one.name).encode()).hexdigest()[:16]


def _resolution(came: _Came, *, settles: bool) -> StoredOp:
    body = read_resolution(came.record.body)
    base = " ".join(sorted({head for one in body.decided for head in one.heads}))
    facts = facts_text({one.register: one.value for one in body.decided}, {}, body.open)
    return _stored(
        came, body.household_id, body.village_code, base, facts, who=body.by, why=body.reason, settles=int(settles),
        turn=body.turn,
    )


def _stored(
    came: _Came, household: str, village: str, base: str, facts: str, *, subject: str = "", who: str = "",
    why: str = "", visit: str = "", replaces: str = "", settles: int = 0, turn: int = 0,
) -> StoredOp:  # fmt: skip
    record = came.record
    return StoredOp(
        household_id=household,
        op_id=record.digest,
        kind=record.kind,
        device=record.device,
        seq=record.seq,
        subject=subject,
        village_code=village,
        base=" ".join(base.split()),
        settles=settles,
        made_at=record.at,
        received_at=came.received_at,
        who=who,
        why=why,
        visit=visit,
        replaces=replaces,
        turn=turn,
        facts=facts,
    )
