"""What frozen forms say about consent, and what a form may not hold without it.

References are those of the shipped forms (forms.md F01 §B and §I, F05 §B). A county may take a question out of its own
version; nothing is then known from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from villagevisit.domain.consent import DECLINED, Act, How, Purpose
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services.visit_facts import CONSENT, YES, Answers

APPLICATION_FORM = "application_authorisation"
"""F05."""
SENSITIVE = "/data/g_consent/consent_sensitive"
_RESPONDENT = "/data/g_consent/respondent_name"
_REPEATS = {
    VISIT_FORM: frozenset({"/data/member", "/data/obligor", "/data/g_asset/fin"}),
    APPLICATION_FORM: frozenset({"/data/app_member"}),
}
_SENSITIVE = frozenset({Purpose.HEALTH, Purpose.FINANCE})
_BY_GUARDIAN = "3"
"""Code of `sign_mode`."""
_ACCOUNTS = ("/data/g_house/bank_name", "/data/g_house/bank_account", "/data/g_house/bank_holder")


@dataclass(frozen=True, slots=True)
class Said:
    """What a form has of one person."""

    name: str
    act: Act
    purposes: frozenset[Purpose]
    how: How
    guardian: str = ""


def repeats(form_id: str) -> frozenset[str]:
    """Paths of the repeats that are read here."""
    return _REPEATS.get(form_id, frozenset())


def said(form_id: str, answers: Answers) -> list[Said]:
    """Every yes and no of a form; what was not asked is not there."""
    if form_id == VISIT_FORM:
        return [*_visit(answers), *_obligors(answers)]
    return list(_application(answers)) if form_id == APPLICATION_FORM else []


def sensitive_details(form_id: str, answers: Answers) -> list[str]:
    """References that hold illness or money although the visited person did not agree to that (F01 §B)."""
    if form_id != VISIT_FORM or not answers.text(SENSITIVE) or answers.yes(SENSITIVE):
        return []
    found = [ref for ref in _ACCOUNTS if answers.text(ref)]
    for ref in answers.instances("/data/member"):
        illness = (f"{ref}/m_disease", f"{ref}/m_diag_org")
        found += [one for one in illness if answers.text(one).strip() not in ("", DECLINED)]
    amounts = [f"{ref}/f_amount" for ref in answers.instances("/data/g_asset/fin")]
    return found + [one for one in amounts if answers.number(one)]


def _visit(answers: Answers) -> Iterator[Said]:
    name = answers.text(_RESPONDENT)
    for ref, purposes in ((CONSENT, frozenset({Purpose.VISIT})), (SENSITIVE, _SENSITIVE)):
        if answers.text(ref):
            yield Said(name, _act(answers, ref), purposes, How.LAPTOP)


def _obligors(answers: Answers) -> Iterator[Said]:
    for ref in answers.instances("/data/obligor"):
        if answers.text(f"{ref}/o_consent"):
            act = _act(answers, f"{ref}/o_consent")
            yield Said(answers.text(f"{ref}/o_name"), act, frozenset({Purpose.CHECK}), How.SPOKEN)


def _application(answers: Answers) -> Iterator[Said]:
    for ref in answers.instances("/data/app_member"):
        guardian = answers.text(f"{ref}/am_guardian") if answers.text(f"{ref}/am_sign_mode") == _BY_GUARDIAN else ""
        how = How.PAPER if answers.text(f"{ref}/am_sign").startswith(("scan-", "photo-")) else How.LAPTOP
        for leaf, purposes in (("am_auth", frozenset({Purpose.CHECK})), ("am_sens", _SENSITIVE)):
            if answers.text(f"{ref}/{leaf}"):
                yield Said(answers.text(f"{ref}/am_name"), _act(answers, f"{ref}/{leaf}"), purposes, how, guardian)


def _act(answers: Answers, ref: str) -> Act:
    return Act.GIVEN if answers.text(ref) == YES else Act.REFUSED
