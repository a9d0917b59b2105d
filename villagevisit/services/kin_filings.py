"""The register of filed kin: whom the roster matches, what is filed, who stands back, what is due (R-11, S-026 …).

Nothing here refuses anybody, and nothing here says whether a household is eligible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagevisit.domain import kin_filing as rules
from villagevisit.domain import recusal
from villagevisit.domain.access import Within
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.kin_filing import EXITED, FILED, RECUSED, SIGNED, STEPS, Filing
from villagevisit.domain.officer import Kin, Officer
from villagevisit.domain.policy import Policy
from villagevisit.services import areas, duty, events, frozen_answers, households, people, policy
from villagevisit.services.events import New
from villagevisit.services.paper_subjects import BLANK, KIN_SEPARATOR
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import duty as rows
from villagevisit.store import events as event_rows
from villagevisit.store.households import Db
from villagevisit.store.visits import StoredSubmission


@dataclass(frozen=True, slots=True)
class Match:
    """A household in which an officer has a declared relative, or lives himself (`relation` is empty then)."""

    officer: str
    officer_name: str
    kin: str
    relation: str
    household: str
    household_no: str
    head: str
    village: str
    village_name: str
    benefit: bool
    filing: Filing | None
    """The form about the two of them, once there is one."""
    recused: tuple[str, ...]
    """Steps from which he was sent back in writing, or stands back as the form says."""

    @property
    def waits(self) -> bool:
        """In benefit and not filed, or filed without both signatures of one day."""
        return self.benefit and (self.filing is None or self.filing.state is rules.State.INCOMPLETE)

    @property
    def missing(self) -> tuple[str, ...]:
        """Steps from which nobody has yet said that he stands back."""
        return tuple(step for step in STEPS if step not in self.recused)


def filings(ws: Workspace, within: Within = None) -> tuple[Filing, ...]:
    """The register, by place and number."""
    return rules.filings(event_rows.of_kinds(ws.store.reader(), (FILED, SIGNED, EXITED), within=within))


def paper_subject(ws: Workspace, match: Match) -> str:
    """What the empty filing of these two is printed of; the wholly blank one where he declared nobody there."""
    officer = people.get(ws, match.officer)
    place = next((at for at, kin in enumerate(officer.kin) if kin.name == match.kin), None)
    return BLANK if place is None else f"{officer.id}{KIN_SEPARATOR}{place}"


def filed_households(ws: Workspace) -> frozenset[str]:
    """Ids of the households that the county visits without exception (100 %, 57号): filed, also where a signature is
    still missing. For cases and spot checks."""
    return frozenset(one.household for one in filings(ws) if one.current)


def matches(ws: Workspace, within: Within = None, register: Sequence[Filing] | None = None) -> tuple[Match, ...]:
    """Members of households held against the declared kin of everybody who works here; who is not filed comes first.

    A recusal holds for the two of them, in whatever round or case (S-033). `register`: `filings`, if they are known.
    """
    names = {one.id: one.name for one in people.officers(ws)}
    villages = {one.code: one.name for one in areas.villages(ws)}
    known = filings(ws, within) if register is None else register
    filed = {(one.officer or one.staff, one.household): one for one in known}
    told = recusals(ws, within)
    rule = policy.on(ws, today(ws.clock))
    found = []
    for row in rows.near(ws.store.reader()):
        if (within is not None and row.village_code not in within) or not _counts(row, rule):
            continue
        name = names[row.officer_id]
        filing = filed.get((row.officer_id, row.household_id)) or filed.get((name, row.household_id))
        found.append(
            Match(
                row.officer_id, name, row.kin, row.relation, row.household_id, row.household_no, row.head_name,
                row.village_code, villages.get(row.village_code, row.village_code), bool(row.assist_category), filing,
                _steps(filing, told.get((row.officer_id, row.household_id), ())),
            )
        )
    return tuple(sorted(found, key=lambda one: not one.waits))


def waiting(ws: Workspace, within: Within = None) -> int:
    """How many wait for a filing, for its second signature, or for their review."""
    known, day = filings(ws, within), today(ws.clock).isoformat()
    unfiled = sum(one.waits and one.filing is None for one in matches(ws, within, known))
    late = {one.id for one in rules.due(known, day)}
    return unfiled + sum(one.state is rules.State.INCOMPLETE or one.id in late for one in known)


def due(ws: Workspace, within: Within = None) -> tuple[Filing, ...]:
    """Filings whose review day has come."""
    return rules.due(filings(ws, within), today(ws.clock).isoformat())


def recusals(ws: Workspace, within: Within = None) -> Mapping[tuple[str, str], tuple[Event, ...]]:
    """(officer, household) → the written decisions, oldest first."""
    found: dict[tuple[str, str], tuple[Event, ...]] = {}
    for one in event_rows.of_kinds(ws.store.reader(), (RECUSED,), within=within):
        for household in one.households:
            key = (one.text("officer"), household)
            found[key] = (*found.get(key, ()), one)
    return found


def recuse(
    ws: Workspace, actor: Actor, match: Match, *, number: str, steps: Sequence[str], replaced_by: str
) -> Done[Event]:
    """A written decision: who stands back from which steps, and who takes over.

    Raises:
        Refused: `kin.no-step`, `duty.missing`, and what `duty.enter` raises.
    """
    if not steps or set(steps) - set(STEPS):
        raise Refused("kin.no-step")
    data: dict[str, Value] = {
        "number": duty.said(number), "officer": match.officer, "name": match.officer_name, "kin": match.kin,
        "relation": match.relation, "steps": [*(one for one in STEPS if one in steps)],
        "replaced_by": duty.said(replaced_by), "household_no": match.household_no, "head": match.head,
    }  # fmt: skip
    return duty.enter(ws, actor, New(RECUSED, match.village, households=(match.household,), data=data))


def signed_together(ws: Workspace, actor: Actor, filing: Filing) -> Done[Event]:
    """Somebody saw both sign on one day, though the form was begun on another.

    Raises:
        Refused: `kin.not-waiting`, and what `duty.enter` raises.
    """
    if filing.state is not rules.State.INCOMPLETE:
        raise Refused("kin.not-waiting")
    return duty.enter(ws, actor, New(SIGNED, filing.area, filing.id, (filing.household,)))


def exited(
    ws: Workspace, actor: Actor, match: Match, *, role: str, voluntary: bool, day: str = ""
) -> Done[Event]:
    """The relative's household left: of its own accord, or because the office ended it; the two are never added up.

    Raises:
        Refused: `duty.unknown`, and what `duty.enter` raises.
    """
    if role not in rules.ROLES:
        raise Refused("duty.unknown")
    data: dict[str, Value] = {
        "officer": match.officer, "staff": match.officer_name, "kin": match.kin, "relation": match.relation,
        "role": role, "voluntary": voluntary,
    }  # fmt: skip
    return duty.enter(ws, actor, New(EXITED, match.village, households=(match.household,), day=day, data=data))


def signed(ws: Workspace, db: Db, stored: StoredSubmission) -> None:
    """An F03 has its signature: the filing it is, in the transaction of the signature. Id numbers stay in the form."""
    said = frozen_answers.values(stored.body)
    home = households.get(ws, stored.household_id)
    officer = next((one.id for one in people.officers(ws) if _is(one, said)), "")
    data: dict[str, Value] = {
        "number": said.get("filing_no", ""), "officer": officer, "staff": said.get("s_name", ""),
        "role": said.get("s_role", ""), "unit": said.get("s_unit", ""), "post": said.get("s_post", ""),
        "kin": said.get("o_kin_name", ""), "relation": said.get("o_relation", ""), "assist": said.get("o_assist", ""),
        "recused": [said.get(f"recused_{step}") == "1" for step in STEPS],
        "visited_on": said.get("county_visit_date", "")[:10], "result": said.get("result", ""),
        "next_review": said.get("next_review", "")[:10], "begun": said.get("filing_date", "")[:10],
        "staff_signed": bool(said.get("sign_staff")), "kin_signed": bool(said.get("sign_kin")),
        "replaces": stored.replaces,
    }  # fmt: skip
    by = Actor(tuple(people.get(ws, one) for one in stored.frozen_by.split()))
    new = New(
        FILED, home.village_code, households=(home.id,), day=stored.frozen_at[:10], source=stored.id, data=data
    )
    events.enter(db, events.made(ws, by, new))


def _is(one: Officer, said: Mapping[str, str]) -> bool:
    """Whether the form means this officer: by his number, or by his name and the relative whom he declared."""
    if one.id_no:
        return one.id_no == said.get("s_id_no")
    return one.name == said.get("s_name") and any(kin.id_no == said.get("o_kin_id") for kin in one.kin)


def _counts(row: rows.Near, rule: Policy) -> bool:
    """Whether the county's scope of kin (R-11) has this relation; an officer's own household always counts."""
    return not row.relation or recusal.counts(Kin(row.kin, "", row.relation), rule)


def _steps(filing: Filing | None, told: Sequence[Event]) -> tuple[str, ...]:
    by_form = {step for step, said in zip(STEPS, filing.recused, strict=True) if said} if filing else set()
    for one in told:
        said = one.data.get("steps")
        by_form |= {str(step) for step in said} if isinstance(said, list) else set()
    return tuple(step for step in STEPS if step in by_form)
