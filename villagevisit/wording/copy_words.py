"""What lists and logs hold under codes, as a person reads it on the copy of his own data."""

from villagevisit.wording import t
from villagevisit.wording.catalog import ENTRIES

_FACTS = {
    "name": "ui.col.person", "relation": "copy.fact.relation", "id_no": "copy.fact.id_no", "sex": "copy.fact.sex",
    "birth": "copy.fact.birth", "village": "ui.col.village", "village_group": "ui.col.group",
    "household_no": "ui.col.no", "head_name": "ui.col.head", "assist_category": "ui.col.assist",
    "insured_persons": "ui.household.insured", "amount_month": "ui.col.amount", "address": "ui.household.address",
    "phone": "ui.household.phone", "members": "ui.col.members",
    "poverty_list": "copy.fact.poverty_list",
}  # fmt: skip
_INTERNAL = frozenset({"id_kind", "village_code", "state", "hukou_type"})
_CODES = {"relation": "ui.relation.", "sex": "ui.sex.", "assist_category": "ui.assist."}
_PAPERS = {
    "verification_form": "copy.paper.verification_form", "publicity_board": "copy.paper.publicity_board",
    "pledge": "copy.paper.pledge", "draw_record": "copy.paper.draw_record",
}  # fmt: skip
_DEEDS = {
    "read.person": "copy.deed.number", "read.phone": "copy.deed.phone", "read.health": "copy.deed.health",
    "export": "copy.deed.export", "copy.given": "copy.deed.copy", "copy.identity-wrong": "copy.deed.wrong",
    "visit.opened": "copy.deed.opened", "visit.frozen": "copy.deed.frozen", "signoff.signed": "copy.deed.signed",
    "consent.given": "copy.deed.consent", "consent.refused": "copy.deed.consent", "request.asked": "copy.deed.request",
    "consent.withdrawn": "copy.deed.consent", "paper.printed": "copy.deed.paper", "paper.sent": "copy.deed.paper",
}  # fmt: skip


def facts(roster: dict[str, object]) -> list[tuple[str, str]]:
    """Label and value of what the list of households says, without what only the program needs."""
    found = []
    for key, value in roster.items():
        text = str(value).strip()
        if text and key not in _INTERNAL:
            entry = f"{_CODES[key]}{text}" if key in _CODES else ""
            found.append((t(_FACTS[key]) if key in _FACTS else key, t(entry) if entry in ENTRIES else text))
    return found


def paper_word(kind: str) -> str:
    return t(_PAPERS[kind]) if kind in _PAPERS else kind


def deed_word(action: str) -> str:
    """What somebody did; by its code where there is no word for it."""
    return t(_DEEDS[action]) if action in _DEEDS else action


def outcome_word(outcome: str) -> str:
    return t("rights.corrected") if outcome == "corrected" else t("rights.refused")
