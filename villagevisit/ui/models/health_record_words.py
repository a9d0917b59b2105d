"""Health records in the words of a village doctor: what must be in sight, and what a form came to."""

from collections.abc import Iterable, Mapping, Sequence

from villagevisit.domain.chronic_appraisal import APPLIED, JUDGED
from villagevisit.domain.event import Event
from villagevisit.domain.health import CLOSED, FINDINGS, HealthVisit, Service
from villagevisit.domain.health_closing import REOPENED, Closing
from villagevisit.domain.health_help import INSURED, MEASURE, OPERATION
from villagevisit.domain.health_special import ENDEMIC, FOLIC, SUBSIDY
from villagevisit.domain.health_warnings import Alert, Kind
from villagevisit.domain.observation import QUANTITIES, observed
from villagevisit.domain.risk_factors import Factor
from villagevisit.services import health_help
from villagevisit.ui.kit.format import money
from villagevisit.ui.models import health_words
from villagevisit.wording import t

KINDS = {"red": "refused", "amber": "wait", "plain": "info"}
"""Level of an alert → kind of status."""
_ALERTS = {
    Kind.NO_ALLERGY: "health_record.alert.no_allergy",
    Kind.ALLERGY_UNKNOWN: "health_record.alert.allergy_unknown",
    Kind.DANGER: "health_record.alert.danger",
    Kind.LOCKED: "health_record.alert.locked",
    Kind.PREGNANT: "health_record.alert.pregnant",
    Kind.CONTRACT_OVER: "health_record.alert.contract_over",
    Kind.NO_CONTRACT: "health_record.alert.no_contract",
    Kind.CONSENT: "health_record.alert.consent",
    Kind.CONSENT_REFUSED: "health_record.alert.consent_refused",
    Kind.CONSENT_MISSING: "health_record.alert.consent_missing",
}
_ALLERGIES = {
    "2": "health_record.allergy.2", "3": "health_record.allergy.3", "4": "health_record.allergy.4",
    "5": "health_record.allergy.5",
}  # fmt: skip
_QUANTITIES = {
    "sbp": "health_record.q.sbp", "dbp": "health_record.q.dbp", "fpg": "health_record.q.fpg",
    "rpg": "health_record.q.rpg",
}  # fmt: skip
_CLASS = {
    "1": "health_record.line.class.1", "2": "health_record.line.class.2", "3": "health_record.line.class.3",
    "4": "health_record.line.class.4",
}  # fmt: skip
_MIND = {"1": "health_record.line.mind.1", "2": "health_record.line.mind.2", "3": "health_record.line.mind.3"}
_CARE = {
    "1": "health_record.line.care.1", "2": "health_record.line.care.2", "3": "health_record.line.care.3",
    "4": "health_record.line.care.4",
}  # fmt: skip
_RESULT = {"1": "health_record.line.negative", "2": "health_record.line.positive"}
_WHY = {"died": "health_record.why.died", "moved": "health_record.why.moved", "twice": "health_record.why.twice"}
_CURVES = {
    "pressure": "health_record.curve.pressure", "glucose": "health_record.curve.glucose",
    "weight": "health_record.curve.weight", "bmi": "health_record.curve.bmi",
}  # fmt: skip
_DRAWN = {
    "sbp": "health_record.q.sbp", "dbp": "health_record.q.dbp", "target": "health_record.curve.target",
    "normal": "health_record.curve.normal", "over": "health_record.curve.over", "obese": "health_record.curve.obese",
}  # fmt: skip
_REGISTERS = {
    APPLIED: "special.event.applied", JUDGED: "special.event.judged", FOLIC: "special.event.folic",
    SUBSIDY: "special.event.subsidy", ENDEMIC: "special.event.endemic",
}  # fmt: skip
_HELP = {INSURED: "scheme", OPERATION: "operation", MEASURE: "measure"}
"""Event → code list of what it names."""
Answers = Mapping[str, str]


def strip(alerts: Sequence[Alert]) -> list[tuple[str, str]]:
    """Kind of status and words of everything that must be in sight; what is of one kind stands together."""
    found: list[tuple[str, str]] = []
    for kind in dict.fromkeys(one.kind for one in alerts):
        same = [one for one in alerts if one.kind is kind]
        level = KINDS[same[0].level]
        if kind is Kind.URGENT:
            found.append((level, t("health_record.alert.urgent", what=_listed(_urgent(one) for one in same))))
        elif kind is Kind.ADVERSE:
            what = (t("health_record.alert.of", what=one.data["what"], day=one.day) for one in same)
            found.append((level, t("health_record.alert.adverse", what=_listed(what))))
        else:
            found.append((level, _alert(same[0])))
    return found


def _listed(words: Iterable[str]) -> str:
    return t("ui.comma").join(words)


def _urgent(one: Alert) -> str:
    quantity = QUANTITIES[one.data["code"]]
    value = f"{t(_QUANTITIES[quantity.code])} {one.data['value']} {quantity.unit}"
    return t("health_record.alert.of", what=value, day=one.day)


def _alert(one: Alert) -> str:
    data = one.data
    if one.kind is Kind.ALLERGY:
        names = [t(_ALLERGIES[code]) for code in data["codes"].split() if code in _ALLERGIES]
        if data["other"]:
            names = [*(name for name in names if name != t(_ALLERGIES["5"])), data["other"]]
        return t("health_record.alert.allergy", names=_listed(names))
    if one.kind is Kind.CONTRACT:
        return t("health_record.alert.contract", **data) if data["until"] else t("health_record.alert.contract_open")
    return t(_ALERTS[one.kind], day=one.day, **data)


def risk(one: Factor) -> str:
    """A risk factor, its value and its day."""
    what = " ".join(filter(None, (t(f"risk.{one.key}"), one.value)))
    return t("health_record.alert.of", what=what, day=one.day)


def closed(one: Closing) -> str:
    return t("health_record.alert.closed", why=why(one.why), day=one.day)


def why(code: str) -> str:
    return t(_WHY[code]) if code in _WHY else code


def curve(kind: str) -> str:
    return t(_CURVES[kind])


def drawn(key: str, value: str) -> str:
    """What stands on a drawing; a line that is alone has no name."""
    return t(_DRAWN[key], value=value) if key in _DRAWN else ""


def told(one: Event) -> tuple[str, str]:
    """Title and note of a health event."""
    if one.kind == CLOSED and one.text("service") == Service.RECORD:
        note = one.text("note")
        return t("health_record.line.closed"), " · ".join(filter(None, [why(one.text("reason")), note]))
    if one.kind == REOPENED and one.text("service") == Service.RECORD:
        return t("health_record.line.reopened"), one.by
    if one.kind in _HELP:
        return help_line(one), one.by
    if one.kind in _REGISTERS:
        result = t(f"chronic.state.{one.text('result')}") if one.kind == JUDGED else ""
        words = [one.text("treatment"), one.text("note"), one.by]
        title = t(_REGISTERS[one.kind], disease=one.text("disease"), result=result)
        return title, " · ".join(filter(None, words))
    found = next((known for known in Service if known == one.text("service") and known not in FINDINGS), None)
    words = [one.text("note"), one.text("text"), one.by]
    return health_words.service(found) if found else t("health_record.line.event"), " · ".join(filter(None, words))


def help_line(one: Event) -> str:
    """Insurance, an operation or a measure in one line, without its day."""
    named = health_help.name(_HELP[one.kind], one.text("scheme") or one.text("code"))
    payer = health_help.name("premium" if one.kind == INSURED else "operation_paid", one.text("payer"))
    words = t("help.in_year", year=one.number("year"), name=named) if one.kind == INSURED else named
    return " · ".join(filter(None, (words, one.text("hospital"), payer, one.text("note"))))


def came_to(visit: HealthVisit) -> str:
    """What a form came to, in one line."""
    answers = visit.answers
    if answers.get("lost") == "1":
        return t("health_record.line.lost")
    words = _FORMS[visit.form_id](answers) if visit.form_id in _FORMS else []
    return " · ".join(word for word in (*_values(visit), *words) if word)


def _values(visit: HealthVisit) -> list[str]:
    values = observed(visit.form_id, visit.answers)
    found = []
    if "sbp" in values and "dbp" in values:
        found.append(t("health_record.line.pressure", sbp=values["sbp"], dbp=values["dbp"]))
    if "fpg" in values:
        found.append(t("health_record.line.glucose", value=values["fpg"]))
    if "bmi" in values and visit.form_id == "physical_exam":
        found.append(t("health_record.line.bmi", value=values["bmi"]))
    return found


def _word(words: Mapping[str, str], code: str) -> str:
    return t(words[code]) if code in words else ""


def _next(answers: Answers) -> str:
    day = answers.get("next_date", "")
    return t("health_record.line.next", day=day) if day else ""


def _follow_up(answers: Answers) -> list[str]:
    refer = t("health_record.line.refer") if answers.get("refer") == "1" else ""
    return [_word(_CLASS, answers.get("fu_class", "")), refer, _next(answers)]


def _mind(answers: Answers) -> list[str]:
    risk = answers.get("risk", "")
    words = t("health_record.line.risk", risk=risk) if risk else ""
    return [_word(_MIND, answers.get("psy_class", "")), words, _next(answers)]


def _exam(answers: Answers) -> list[str]:
    if answers.get("health_eval") == "1":
        return [t("health_record.line.exam.1")]
    what = t("ui.comma").join(filter(None, (answers.get(f"ab{at}", "") for at in range(1, 5))))
    return [t("health_record.line.exam.2", what=what)] if what else []


def _selfcare(answers: Answers) -> list[str]:
    score = answers.get("s_total", "")
    return [t("health_record.line.selfcare", value=score) if score else "", _word(_CARE, answers.get("s_band", ""))]


def _illness(answers: Answers) -> list[str]:
    major = answers.get("has_major") == "1"
    found = [t("health_record.line.ill", what=answers.get("major_name", ""))] if major else []
    if answers.get("has_chronic") == "1":
        found.append(t("health_record.line.chronic", what=answers.get("chronic_name", "")))
    return found or [t("health_record.line.healthy")]


def _contract(answers: Answers) -> list[str]:
    return [t("health_record.line.contract", since=answers.get("from_date", ""), until=answers.get("to_date", ""))]


def _waiver(answers: Answers) -> list[str]:
    total = answers.get("w_total", "")
    return [answers.get("hospital", ""), t("health_record.line.waived", amount=money(total)) if total else ""]


def _screening(answers: Answers) -> list[str]:
    cervical, breast = (_word(_RESULT, answers.get(name, "")) for name in ("cervical_pos", "breast_pos"))
    return [
        t("health_record.line.cervical", result=cervical) if cervical else "",
        t("health_record.line.breast", result=breast) if breast else "",
    ]


def _made(answers: Answers) -> list[str]:
    return [t("health_record.line.made", number=answers.get("ehr_code", ""))]


_FORMS = {
    "ehr_basic_info": _made, "physical_exam": _exam, "htn_followup": _follow_up, "t2dm_followup": _follow_up,
    "elder_selfcare": _selfcare, "illness_poverty_verify": _illness, "family_doctor_contract": _contract,
    "smd_followup": _mind, "fee_waiver": _waiver, "two_cancer_screening": _screening,
}  # fmt: skip
