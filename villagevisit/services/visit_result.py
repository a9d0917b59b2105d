"""The live suggestion of F01, and the derived figures that are kept beside a frozen record.

Keys of a stored result (all text; amounts in yuan with two decimals): `final` 1 when the record finishes its
household, `visit_result`, `revisit_on`, `household_state`, `recheck_by`; and for a finished F01 `registered_members`,
`counted_members`, `gross_year`, `net_year`, `per_capita_month`, `standard_month`, `supplement_month`,
`printed_supplement`, `mode`, `category` (dibao, edge, above), `prelim`, `assist_applied`, `insured_persons`,
`labour_class` (A nobody can work, B some partly, C somebody can).
"""

from dataclasses import replace
from datetime import date, timedelta

from forms import FormSession
from villagevisit.domain.benefit_rules import household_class
from villagevisit.domain.clock import today
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.domain.outcome import Outcome, outcome
from villagevisit.domain.policy import Policy
from villagevisit.domain.rounding import to_fen
from villagevisit.domain.suggestion import NOT_READY, Suggestion
from villagevisit.domain.suggestion import suggest as compute
from villagevisit.services import policy as policies
from villagevisit.services import visit_facts
from villagevisit.services.visit_facts import Answers
from villagevisit.services.workspace import Workspace

SINGLE = "7"
"""Code of `assist`: only some members of an edge household, like a household of one (R-02, 3)."""
_RECHECK = timedelta(days=91)
"""Three months after a death (R-20)."""


def policy_of(ws: Workspace, session: FormSession) -> Policy:
    """The parameters in force on the day of the survey, so that an old case is computed by its old standard."""
    return policy_on(ws, Answers.of(session))


def policy_on(ws: Workspace, answers: Answers) -> Policy:
    """The same from answers that have been read already."""
    return policies.on(ws, answers.day(visit_facts.SURVEY_DATE) or today(ws.clock))


def suggest(ws: Workspace, session: FormSession) -> Suggestion:
    """The live panel of F01. Other forms give a suggestion that is not `ready`.

    The form computes too, with fewer of the county's options; a difference is shown, never hidden.

    Raises:
        Refused: `policy.missing` and its kin, when the county has not set what the rules need.
    """
    if session.form.id != VISIT_FORM:
        return NOT_READY
    answers = Answers.of(session)
    found = compute(visit_facts.facts(answers), policy_on(ws, answers))
    in_form = answers.optional("/data/g_calc/t_net")
    if found.ready and in_form is not None and to_fen(in_form) != found.net_year:
        return replace(found, flags=(*found.flags, "suggestion.flag.form-differs"))
    return found


def visit_outcome(session: FormSession, members: int) -> Outcome:
    """What became of the visit, by the answers. `members` is how many people the household has in the register."""
    answers = Answers.of(session)
    return outcome(
        answers.text(visit_facts.VISIT_RESULT),
        consented=answers.yes(visit_facts.CONSENT),
        members=members,
    )


def derived(session: FormSession, found: Outcome, suggestion: Suggestion, day: date) -> dict[str, str]:
    """What is stored beside a frozen F01."""
    answers = Answers.of(session)
    result = {
        "final": "1" if found.final else "0",
        "visit_result": answers.text(visit_facts.VISIT_RESULT),
        "revisit_on": answers.text(visit_facts.REVISIT_DATE),
        "household_state": found.household,
        "recheck_by": (day + _RECHECK).isoformat() if found.recheck else "",
    }
    if not suggestion.ready:
        return result
    applied = answers.text("/data/g_house/assist_applied")
    single = sum(answers.yes(f"{ref}/m_single_apply") for ref in answers.instances("/data/member"))
    labour = [answers.text(f"{ref}/m_labor") for ref in answers.instances("/data/member")]
    return result | {
        "labour_class": household_class(labour).value,
        "registered_members": str(suggestion.registered_members),
        "counted_members": str(suggestion.counted_members),
        "gross_year": str(to_fen(suggestion.gross_year)),
        "net_year": str(to_fen(suggestion.net_year)),
        "per_capita_month": str(to_fen(suggestion.per_capita_month)),
        "standard_month": str(to_fen(suggestion.standard_month)),
        "supplement_month": str(to_fen(suggestion.supplement_month)),
        "printed_supplement": str(to_fen(suggestion.printed_supplement)),
        "mode": suggestion.mode,
        "category": suggestion.category,
        "prelim": answers.text("/data/g_conclusion/prelim"),
        "assist_applied": applied,
        "insured_persons": str(max(1, single) if applied == SINGLE else suggestion.counted_members),
    }
