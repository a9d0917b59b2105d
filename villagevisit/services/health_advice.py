"""What stands beside a health form while it is filled in: the class that R-14 gives, what does not fit, what is waived.

Nothing here changes an answer; the doctor confirms in the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from forms import FormSession
from villagevisit.domain import batches, identification, waivers
from villagevisit.domain.clock import today
from villagevisit.services import health_tables, policy
from villagevisit.services import identification as identified
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_ledgers as store
from villagevisit.store import visits
from villagevisit.wording import t

FORMS: Final = frozenset({identification.FORM, waivers.FORM})


@dataclass(frozen=True, slots=True)
class Advice:
    """`kind` as a remark of the kit has it: info, done, look."""

    kind: str
    text: str


def advice(ws: Workspace, draft_id: str, session: FormSession) -> list[Advice]:
    """Of the answers given so far. Empty for forms that have none."""
    answers = {ref.rpartition("/")[2]: value for ref, value in session.answers().items()}
    if session.form.id == identification.FORM:
        return _identification(ws, draft_id, answers)
    return _waiver(ws, answers) if session.form.id == waivers.FORM else []


def _identification(ws: Workspace, draft_id: str, answers: Mapping[str, str]) -> list[Advice]:
    day = _day(answers.get("exam_date", "")) or today(ws.clock)
    names, db = health_tables.names(day), ws.store.reader()
    draft = visits.draft(db, draft_id)
    person = store.person(db, draft.person_id) if draft else None
    found = []
    if all(answers.get(name) for name in ("reg_cause", "has_major", "has_chronic", "injury_dis", "labor_now", "treat")):
        suggested, _ = identified.suggestion(answers, names)
        found.append(Advice("info", t("advice.class", words=t(f"identify.class.{suggested.code or '0'}"))))
        if suggested.missing:
            found.append(Advice("look", t("advice.missing", names="、".join(suggested.missing))))
        chosen = answers.get("diff_class", "")
        if chosen and chosen != suggested.code:
            found.append(Advice("look", t("advice.class_differs")))
        found += _batches(ws, answers, day)
    found += [Advice("look", t(f"identify.odd.{code}")) for code in identified.oddities(answers, person, names)]
    filled, asked = identification.completeness(answers)
    found.append(Advice("done" if filled == asked else "info", t("advice.filled", filled=filled, asked=asked)))
    return found


def _batches(ws: Workspace, answers: Mapping[str, str], day: date) -> list[Advice]:
    system = batches.single(
        cannot_recover=answers.get("cannot_recover") == "1", operable=answers.get("one_op_cure") == "1",
        long_drugs=answers.get("long_med") == "1",
    )  # fmt: skip
    patient = batches.of_answers(answers, health_tables.names(day))
    labels = patient.labels(health_tables.major_list(ws, day)) or (batches.NONE,)
    found = [
        Advice("info", t("advice.batch_a", words=t(f"batch.name.{system}"))),
        Advice("info", t("advice.batch_b", words="、".join(t(f"batch.name.{label}") for label in labels))),
    ]
    if answers.get("batch_list") and patient.differs(health_tables.major_list(ws, day)):
        found.append(Advice("look", t("advice.batch_differs")))
    return found


def _waiver(ws: Workspace, answers: Mapping[str, str]) -> list[Advice]:
    day = _day(answers.get("visit_date", "")) or today(ws.clock)
    values = policy.on(ws, day)
    if "inpatient_reduce_rate" not in values.values:  # before the set-up
        return []
    rate = values.decimal("inpatient_reduce_rate")
    level = waivers.level_of(answers)
    found = waivers.waived(answers, health_tables.waivable(level, day.isoformat()), rate)
    said = [Advice("info", t("advice.waived", amount=f"{found.saved:,.2f}"))]
    if found.deposit:
        said.append(Advice("info", t("advice.deposit", amount=f"{found.deposit:,.2f}")))
    wrong = [t(f"waiver.item.{item}") for item in found.not_allowed]
    return [*said, *(Advice("look", t("advice.not_allowed", item=item)) for item in wrong)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
