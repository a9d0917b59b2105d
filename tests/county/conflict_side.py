"""Laptops that hand lists, visits and signatures to the county's log directly: what they saw, they name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sync import record as travelling
from sync.record import CHAIN_START, Record
from sync.server import records
from sync.server.records import Verdict
from tests.county.side import VILLAGE, signed_by
from villagevisit.county import conflicts, deciding
from villagevisit.county.home import CountyHome
from villagevisit.county.judge import judge
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services import exchange_bodies_replica as replica
from villagevisit.services.exchange_bodies import FactMember, Place, SubmissionBody
from villagevisit.services.merging import Known
from villagevisit.services.workspace import new_id
from villagevisit.store import county_conflicts
from villagevisit.store.households import HouseholdData, PersonData

NOON = "2026-11-22T12:00:00.000+08:00"
NAMES = ((VILLAGE, "红星村"),)
REASON = "2026-11-22 电话核实"


def person(number: int, name: str = "", household: str = "h1", **values: Any) -> PersonData:
    given = {"relation": "02" if number == 1 else "10", "id_no": f"99999919900101{number:04d}", "birth": "1990-01-01"}
    return PersonData(f"p{number}", household, number, name or f"张{'三四五六七八'[number - 1]}", **{**given, **values})


def household(number: int = 1, persons: Iterable[PersonData] = (), **values: Any) -> HouseholdData:
    given = {
        "village_group": "第二组", "head_name": "张三", "assist_category": "1", "insured_persons": 2,
        "amount_month": "954.58", "phone": "13800000001", "address": "红星村12号",
    }  # fmt: skip
    home = HouseholdData(f"h{number}", VILLAGE, f"{number:04d}", **{**given, **values})
    home.persons = list(persons) or [person(1), person(2)]
    return home


@dataclass
class Chain:
    """One laptop's records, in order; they reach the county when and as often as a test says."""

    name: str
    made: list[Record] = field(default_factory=list)

    def roster(self, *homes: HouseholdData, base: str = "", at: str = NOON) -> Record:
        content = replica.roster_content(NAMES, homes)
        return self.append("roster", VILLAGE, replica.roster_body(VILLAGE, content, 1, base), at)

    def visit(self, *, signed: int = 2, at: str = NOON, **values: Any) -> Record:
        """A submission about household 1, with its signatures."""
        name = values.get("id", new_id())
        xml = f"<data><meta><instanceID>{name}</instanceID></meta></data>".encode()
        given = {
            "campaign_id": "round-1",
            "facts": {"net_year": "10145.00", "gross_year": "13325.00"},
            "result": {"final": "1"},
        }
        body = SubmissionBody(
            id=name, form_id="f01", form_version="1", digest=hashlib.sha256(xml).hexdigest(), xml=xml, frozen_at=at,
            place=Place("h1", "0001", VILLAGE, "红星村", "第二组", "张三"), signatures_needed=2,
        )  # fmt: skip
        body = body._replace(**{**given, **values})
        return self.append("submission", body.id, bodies.submission_body(signed_by(body, signed)), at)

    def append(self, kind: str, subject: str, body: bytes, at: str = NOON) -> Record:
        prev = self.made[-1].digest if self.made else CHAIN_START
        self.made.append(travelling.make(self.name, len(self.made) + 1, kind, subject, at, prev, bytes(16), body))
        return self.made[-1]


def take(county: CountyHome, made: Iterable[Record], at: str = "2026-11-22T18:00:00.000+08:00") -> None:
    """Records arrive; what is here already is not taken again."""
    with county.log.writing() as s:
        new = [one for one in made if one.seq not in records.held(s, one.device, one.seq, one.seq)]
        judged: list[tuple[Record, Verdict]] = [(one, judge(one)) for one in new]
        assert not [verdict.refusal for _, verdict in judged if verdict.refusal]
        records.add(s, judged, "", at)
    county.view.catch_up()


def look(county: CountyHome, household_id: str = "h1") -> Known:
    return conflicts.look(county.view.store.reader(), household_id)


def waiting(county: CountyHome, household_id: str = "h1") -> list[str]:
    """What the tables say is open; the merge of the moment says the same."""
    county.view.catch_up()
    found = county_conflicts.registers(county.view.store.reader(), household_id)
    assert found == [one.register for one in look(county, household_id).conflicts]
    return found


def decide(
    county: CountyHome, by: str = "赵主任", reason: str = REASON, known: Known | None = None, **chosen: str
) -> str:
    """As the page does it, over what it showed (`known`; now, unless it is an old page)."""
    values = {name.replace("__", "/"): value for name, value in chosen.items()}
    return decide_all(county, values, by, reason, known)


def decide_all(
    county: CountyHome, values: dict[str, str], by: str = "赵主任", reason: str = REASON, known: Known | None = None
) -> str:
    """The same by the registers' own names."""
    marks = {name: deciding.seen(one) for name, one in (known or look(county)).registers.items()}
    return deciding.decide(county.log, county.view, county.clock, "h1", values, marks, by, reason)


def state_hash(county: CountyHome) -> str:
    """Of everything the view says about conflicts."""
    county.view.catch_up()
    db = county.view.store.reader()
    tables = ("county_op", "county_facts", "county_case", "county_conflict")
    found = [sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in tables]
    return hashlib.sha256(repr(found).encode()).hexdigest()


__all__ = [
    "NAMES", "NOON", "REASON", "Chain", "FactMember", "decide", "decide_all", "household", "look", "person",
    "state_hash", "take", "waiting",
]  # fmt: skip
