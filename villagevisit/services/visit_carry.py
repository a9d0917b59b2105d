"""Two keys of a follow-up: "asked, as last time" (`domain/health_carry.py`), and what the standard suggests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from forms import FormError, FormSession
from villagevisit.domain import health_followup as rules
from villagevisit.domain.health_carry import CARRY, DRUG_ROWS, DRUGS, FIELD
from villagevisit.domain.health_followup import Advice, Limits
from villagevisit.services import policy
from villagevisit.services.visit_facts import Answers
from villagevisit.services.workspace import Workspace

_GROUP = "/data/g_fu"
_LIST = f"{_GROUP}/{FIELD}"
_DRUGS = f"{_GROUP}/{DRUG_ROWS}"
_MENTAL = "smd_followup"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the standard suggests for the follow-up that is open."""

    code: str
    """Of the class; what the doctor chose already, where he did."""
    next_day: str
    """ISO day."""
    refer: bool
    urgent: bool


def carries(form_id: str) -> bool:
    """Whether a form knows these two keys."""
    return form_id in CARRY


def left(session: FormSession, previous: Mapping[str, str]) -> list[str]:
    """References of what one key would take over: still empty, and answered last time as it must be."""
    carry = CARRY[session.form.id]
    return [
        ref for ref, value in session.answers().items()
        if not value and "[" not in ref and carry.takes(_name(ref), previous.get(ref, ""))
    ]  # fmt: skip


def take(session: FormSession, previous: Mapping[str, str]) -> frozenset[str]:
    """Takes over all that `left` names and writes it into `as_last`; returns what changed.

    Goes on until nothing is left: an answer may ask for the next one.
    """
    changed: set[str] = set()
    taken: list[str] = []
    while todo := [ref for ref in left(session, previous) if ref not in taken]:
        for ref in todo:
            changed |= session.answer(ref, previous[ref]).changed | {ref}
            taken.append(ref)
            if _name(ref) == DRUGS:
                changed |= _take_drugs(session, previous)
    names = [*session.value(_LIST).split(), *(_name(ref) for ref in taken if session.value(ref))]
    return frozenset(changed | _note(session, names))


def keep_honest(session: FormSession, ref: str, previous: Mapping[str, str]) -> frozenset[str]:
    """After an answer was changed by hand: what is no longer as last time leaves `as_last`. Returns what changed."""
    names = session.value(_LIST).split()
    name = DRUGS if ref.startswith(_DRUGS) else _name(ref)
    if name not in names or (name != DRUGS and session.value(ref) == previous.get(ref, "")):
        return frozenset()
    return _note(session, [one for one in names if one != name])


def suggested(ws: Workspace, session: FormSession, before: str = "") -> Suggested | None:
    """Class, day and referral by R-15; None until all that they rest on is answered, or when he was not found.

    `before`: `psy_class` of the visit before (F18): who stays basically stable is seen after three months.

    Raises:
        Refused: `policy.missing`, `policy.not-a-number` (key).
    """
    answers = Answers.of(session)
    day = answers.day("/data/fu_date")
    if day is None or answers.text("/data/lost") != "0":
        return None
    limits = rules.limits(policy.on(ws, day))
    mental = session.form.id == _MENTAL
    found = _mental(answers, limits, before) if mental else _chronic(session.form.id, answers, limits)
    if found is None:
        return None
    chosen = answers.text(f"{_GROUP}/{'psy_class' if mental else 'fu_class'}")
    days = found.days
    if chosen and chosen != found.code:
        days = rules.mental_interval(chosen, before, limits) if mental else rules.interval(chosen, limits)
        days = min(days, found.days) if found.refer else days
    next_day = (day + timedelta(days=days)).isoformat()
    return Suggested(chosen or found.code, next_day, found.refer, found.urgent)


def accept(ws: Workspace, session: FormSession, before: str = "") -> frozenset[str]:
    """Writes class and next day into the form, and "not referred" where nothing speaks for a referral.

    Where the standard suggests one, that question stays for the doctor. Returns what changed; nothing where there is no
    suggestion yet. Raises like `suggested`.
    """
    found = suggested(ws, session, before)
    if found is None:
        return frozenset()
    field = "psy_class" if session.form.id == _MENTAL else "fu_class"
    told = {field: found.code, "next_date": found.next_day, **({} if found.refer else {"refer": "0"})}
    changed: set[str] = set()
    for name, value in told.items():
        ref = f"{_GROUP}/{name}"
        if name != "refer" or not session.value(ref):
            changed |= session.answer(ref, value).changed | {ref}
    return frozenset(changed)


def _chronic(form_id: str, answers: Answers, limits: Limits) -> Advice | None:
    values = {name: answers.optional(f"{_GROUP}/{name}") for name in ("sbp", "dbp", "fpg", "rpg")}
    told = {name: answers.text(f"{_GROUP}/{name}") for name in ("symptom", "adr", "new_complication", "prev_bad")}
    sbp, dbp, fpg = values["sbp"], values["dbp"], values["fpg"]
    if sbp is None or dbp is None or not all(told.values()):
        return None
    if form_id == "htn_followup":
        age, known = answers.optional("/data/fu_age"), answers.text("/data/fu_ckd_dm")
        if age is None or not known:
            return None
        controlled = rules.pressure_controlled(sbp, dbp, int(age), known == "1", limits)
        urgent = rules.pressure_urgent(sbp, dbp, told["symptom"].split())
    elif fpg is None:
        return None
    else:
        controlled = rules.glucose_controlled(fpg, limits)
        measured = [one for one in (fpg, values["rpg"]) if one is not None]
        urgent = rules.glucose_urgent(*measured) or rules.pressure_urgent(sbp, dbp)
    return rules.advice(
        limits, controlled=controlled, urgent=urgent, reaction=told["adr"] == "2",
        complication=told["new_complication"] == "1", previous_bad=told["prev_bad"] == "1",
    )  # fmt: skip


def _mental(answers: Answers, limits: Limits, before: str) -> Advice | None:
    risk, insight = answers.optional(f"{_GROUP}/risk"), answers.text(f"{_GROUP}/insight")
    functions = [answers.text(f"{_GROUP}/{name}") for name in ("f_self", "f_social")]
    if risk is None or not insight or not all(functions):
        return None
    return rules.mental_advice(limits, int(risk), insight, poor_function="3" in functions, previous=before)


def _take_drugs(session: FormSession, previous: Mapping[str, str]) -> set[str]:
    """The rows of the drugs, with their answers, where none was entered yet."""
    rows = sorted({int(ref[len(_DRUGS) + 1 :].partition("]")[0]) for ref in previous if ref.startswith(f"{_DRUGS}[")})
    changed: set[str] = set()
    try:
        leaves = [leaf.ref for one in session.children(_DRUGS) for leaf in session.children(one.ref)]
        if any(session.value(ref) for ref in leaves):
            return changed
        while session.node(_DRUGS).count < len(rows):
            changed |= session.add(_DRUGS).changed
    except FormError:
        return changed
    for place, number in enumerate(rows, start=1):
        head = f"{_DRUGS}[{number}]/"
        for ref, value in previous.items():
            if ref.startswith(head) and value:
                here = f"{_DRUGS}[{place}]/{ref[len(head):]}"
                changed |= session.answer(here, value).changed | {here}
    return changed | {_DRUGS}


def _note(session: FormSession, names: Iterable[str]) -> frozenset[str]:
    return session.answer(_LIST, " ".join(dict.fromkeys(names))).changed | {_LIST}


def _name(ref: str) -> str:
    return ref.rpartition("/")[2]
