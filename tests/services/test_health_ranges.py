"""The table of ranges and the forms say the same about what is impossible, and every usual value passes the form."""

from decimal import Decimal

import pytest

from forms import FormSession
from tests.services import clinic
from tests.services.town import Town
from villagevisit.services import health_ranges

_ASKED = {"physical_exam": {"smoke": "3", "drink": "4"}, "htn_followup": {"lost": "0"}, "t2dm_followup": {"lost": "0"}}


def refs(session: FormSession, above: str | None = None) -> dict[str, str]:
    found = {}
    for node in session.children(above):
        if node.kind == "question":
            found[node.name] = node.ref
        elif node.kind == "group":
            found |= refs(session, node.ref)
    return found


@pytest.mark.parametrize("form_id", ["physical_exam", "htn_followup", "t2dm_followup"])
def test_limits_are_those_of_the_form(town: Town, form_id: str) -> None:
    person = town.person(town.family(), 1)
    session = clinic.begun(town, person, form_id).session
    where = refs(session)
    for name, value in _ASKED[form_id].items():
        session.answer(where[name], value)
    where = refs(session)
    known = health_ranges.of_form(form_id)
    assert known.keys() <= where.keys()
    for name in ("sbp", "sbp_l", "sbp_r"):
        if name in where:
            session.answer(where[name], "300")
    wrong = []
    for name, one in known.items():
        step = Decimal(1) if one.whole else Decimal("0.1")
        (low, high), (first, last) = one.hard, one.usual
        open_end = high == Decimal(999999)
        for value, good in (
            (low, True), (low - step, False), (high, True), (high + step, open_end), (first, True), (last, True),
        ):  # fmt: skip
            session.answer(where[name], f"{value:f}")
            if session.node(where[name]).valid is not good:
                wrong.append(f"{name} {value} {good}")
        session.answer(where[name], "300" if name.startswith("sbp") else "")
        if not low <= first < last <= high:
            wrong.append(f"{name}: {one.usual} outside {one.hard}")
    assert not wrong, wrong
