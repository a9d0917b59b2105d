"""Codes as the words that people know."""

from villagevisit.domain.campaign import VisitState
from villagevisit.domain.officer import Role
from villagevisit.wording import t

_ASSIST = {
    "1": "ui.assist.1", "2": "ui.assist.2", "3": "ui.assist.3", "4": "ui.assist.4", "5": "ui.assist.5",
    "6": "ui.assist.6", "7": "ui.assist.7",
}  # fmt: skip
_RELATION = {
    "01": "ui.relation.02", "02": "ui.relation.02", "10": "ui.relation.10", "20": "ui.relation.20",
    "28": "ui.relation.28", "30": "ui.relation.30", "38": "ui.relation.38", "40": "ui.relation.40",
    "50": "ui.relation.50", "53": "ui.relation.53", "60": "ui.relation.60", "70": "ui.relation.70",
    "97": "ui.relation.97", "99": "ui.relation.99",
}  # fmt: skip
_SEX = {"1": "ui.sex.1", "2": "ui.sex.2"}
_KIND = {
    "1": "ui.kind.1", "2": "ui.kind.2", "3": "ui.kind.3", "4": "ui.kind.4", "5": "ui.kind.5", "6": "ui.kind.6",
    "7": "ui.kind.7",
}  # fmt: skip
_STATE = {
    VisitState.UNVISITED: "ui.state.unvisited",
    VisitState.DRAFT: "ui.state.draft",
    VisitState.REVISIT: "ui.state.revisit",
    VisitState.FROZEN: "ui.state.frozen",
    VisitState.SIGNED: "ui.state.signed",
    VisitState.SENT: "ui.state.sent",
    VisitState.RECEIVED: "ui.state.received",
    VisitState.REFUSED: "ui.state.refused",
}
_HOUSEHOLD_STATE = {"moved": "ui.household.moved", "deceased": "ui.household.deceased", "gone": "ui.household.gone"}
_ROLE = {
    Role.INVESTIGATOR: "ui.role.investigator",
    Role.CLERK: "ui.role.clerk",
    Role.VILLAGE_DOCTOR: "ui.role.village_doctor",
    Role.COUNTY: "ui.role.county",
}

SURVEY_KINDS = tuple(_KIND)


def _word(table: dict[str, str], code: str) -> str:
    return t(table[code]) if code in table else code


def assist(code: str) -> str:
    return _word(_ASSIST, code)


def relation(code: str) -> str:
    return _word(_RELATION, code)


def sex(code: str) -> str:
    return t(_SEX[code]) if code in _SEX else ""


def survey_kind(code: str) -> str:
    return _word(_KIND, code)


def visit_state(state: VisitState) -> str:
    return t(_STATE[state])


def household_state(state: str) -> str:
    """Empty for a household that simply lives there."""
    return t(_HOUSEHOLD_STATE[state]) if state in _HOUSEHOLD_STATE else ""


def role(value: Role) -> str:
    return t(_ROLE[value])


def roles(values: frozenset[Role]) -> str:
    return t("ui.comma").join(role(value) for value in Role if value in values)


def members(count: int) -> str:
    return t("ui.members", count=count)
