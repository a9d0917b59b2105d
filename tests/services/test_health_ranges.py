"""The table of ranges and the forms say the same about what is impossible, and every usual value passes the form."""

from decimal import Decimal

import pytest

from forms import FormSession
from tests.services import clinic
from tests.services.town import PINS, Town
from villagevisit.domain.errors import Refused
from villagevisit.domain.health import Service
from villagevisit.services import health_lines, health_ranges, health_services
from villagevisit.services.health_services import Served

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
    assert known.keys() == {one.field for one in health_ranges.ranges() if one.form == form_id}
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


@pytest.mark.parametrize(("age", "name", "usual"), [
    (0, "sbp_l", ("55", "110")), (1, "sbp_l", ("65", "120")), (2, "sbp_l", ("65", "120")), (3, "sbp_l", ("70", "130")),
    (5, "heart_rate", ("65", "160")), (6, "heart_rate", ("55", "150")), (11, "height", ("98", "176")),
    (12, "height", ("120", "200")), (17, "weight", ("25", "120")), (18, "weight", ("30", "120")),
    (0, "hb", ("70", "240")), (1, "hb", ("60", "180")), (0, "wbc", ("3", "35")), (1, "wbc", ("2", "20")),
    (80, "height", ("130", "200")),
])  # fmt: skip
def test_a_child_has_ranges_of_its_age(age: int, name: str, usual: tuple[str, str]) -> None:
    found = health_ranges.of_form("physical_exam", age)[name]
    assert found.usual == (Decimal(usual[0]), Decimal(usual[1]))


@pytest.mark.parametrize("form_id", ["physical_exam", "htn_followup", "t2dm_followup"])
def test_every_age_has_one_range_for_each_value(form_id: str) -> None:
    lines = [one for one in health_ranges.ranges() if one.form == form_id and not one.pregnant]
    for age in range(121):
        fields = [one.field for one in lines if one.ages[0] <= age < one.ages[1]]
        assert sorted(fields) == sorted({one.field for one in lines}), age
    assert all(one.hard[0] <= one.usual[0] < one.usual[1] <= one.hard[1] for one in lines)
    assert all(one.source for one in health_ranges.ranges())


def test_whose_ranges_they_are(town: Town) -> None:
    home, doctor = town.family(), town.actor("006")
    man, mother, child = (town.person(home, place) for place in (1, 2, 3))
    for one in (man, mother):
        clinic.consented(town, one)
    of = {one: health_ranges.of_person(town.ws, "physical_exam", one)["hb"] for one in (man, mother, child)}
    assert [of[one].ages for one in (man, mother, child)] == [(18, 200), (18, 200), (12, 18)]
    with town.ws.store.transaction() as db:
        db.execute("UPDATE person SET birth = '2024-11-23' WHERE id = ?", [child])
        db.execute("UPDATE person SET birth = '' WHERE id = ?", [man])
    assert health_ranges.of_person(town.ws, "physical_exam", child)["hb"].ages == (1, 3), "a day before the third year"
    assert health_ranges.of_person(town.ws, "physical_exam", man)["hb"].ages == (18, 200), "as a grown-up"
    health_services.enrol(town.ws, doctor, mother, Service.MATERNAL, "2026-06-01")
    health_lines.settle(town.ws)
    found = health_ranges.of_person(town.ws, "physical_exam", mother)
    assert (found["hb"].usual[0], found["hb"].pregnant, found["sbp_l"].pregnant) == (Decimal(50), True, False)
    assert "hb" not in health_ranges.of_person(town.ws, "htn_followup", mother)
    health_services.close(town.ws, doctor, mother, Service.MATERNAL, "delivered")
    health_lines.settle(town.ws)
    assert not health_ranges.of_person(town.ws, "physical_exam", mother)["hb"].pregnant


@pytest.mark.parametrize(("item", "usual"), [
    ("w13", ("50", "170")), ("delivered", ("60", "200")), ("p7", ("60", "200")), ("p42", ("60", "200"))
])  # fmt: skip
def test_an_item_of_a_pregnancy_has_the_ranges_of_a_pregnancy(town: Town, item: str, usual: tuple[str, str]) -> None:
    mother = town.person(town.family(), 2)
    found = health_ranges.of_item(town.ws, Service.MATERNAL, item, mother)
    assert found["hb"].usual == (Decimal(usual[0]), Decimal(usual[1])), "also of whom nobody has taken up yet"
    assert found["sbp"].hard == (Decimal(50), Decimal(300))


@pytest.mark.parametrize(("values", "code"), [
    ({"sbp": "49"}, "health.value"), ({"sbp": "50"}, ""), ({"sbp": "300"}, ""), ({"sbp": "301"}, "health.value"),
    ({"sbp": "120.5"}, "health.value"), ({"sbp": "120.0"}, ""), ({"sbp": "一百二"}, "health.value"),
    ({"hb": "nan"}, "health.value"), ({"hb": "19.9"}, "health.value"), ({"hb": "20"}, ""),
    ({"sbp": "80", "dbp": "120"}, "health.pressure"), ({"sbp": "80", "dbp": "80"}, "health.pressure"),
    ({"sbp": "80", "dbp": "79"}, ""), ({"remark": "一百二"}, ""),
])  # fmt: skip
def test_what_nobody_can_have_is_refused_without_a_form_too(town: Town, values: dict[str, str], code: str) -> None:
    mother = town.with_pins().person(town.family(), 2)
    clinic.consented(town, mother)
    one = Served(Service.MATERNAL, "w13", values=values)
    told = ""
    try:
        health_services.serve(town.ws, town.actor("006"), mother, one, PINS["006"])
    except Refused as refused:
        told = refused.code
    assert told == code
