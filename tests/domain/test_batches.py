"""R-13 and 七免一减 as tables: persons and labels never mixed, what is waived where, who pays what."""

from datetime import date
from decimal import Decimal as D

import pytest

from villagevisit.domain import batches, waivers
from villagevisit.domain.batches import Patient, ledger_a, ledger_b, patient, single, treatment
from villagevisit.domain.diseases import Scope, listed
from villagevisit.domain.errors import Refused
from villagevisit.domain.waivers import Bill
from villagevisit.services import health_tables

NAMES = health_tables.names(date(2026, 11, 22))
LUNG, STOMACH, LIVER, BLADDER, STROKE = "08", "04", "09", "26", "23"


def _list(scope: str) -> frozenset[str]:
    return listed(health_tables.scopes(), scope, date(2026, 11, 22))


def _patient(system: str, majors: tuple[str, ...] = (), chronic: tuple[str, ...] = (), treated: str = "3") -> Patient:
    return Patient(system, majors, chronic, treated, ())


TEN = [
    (_patient("1", (LUNG,)), 2), (_patient("3", (LUNG,)), 1), (_patient("2", (), ("htn",)), 4),
    (_patient("2", (STOMACH,), ("htn",)), 1), (_patient("3", (STOMACH,), ("htn",)), 1), (_patient("1"), 1),
]  # fmt: skip
"""The worked example of R-13: 3 lung cancer, 4 hypertension, 2 hypertension and stomach cancer, 1 trauma."""


def test_the_ten_persons_of_the_worked_example() -> None:
    a, b = ledger_a(TEN), ledger_b(TEN, _list("16"))
    assert [a.persons[code] for code in "123"] == [3, 5, 2], "2 major and 1 trauma, 5, 2: persons"
    assert a.total == 10
    assert dict(b.labels) == {"1": 5, "2": 6, "3": 5}
    assert (b.total, b.persons, b.unlisted) == (16, 9, 1), "16 labels over 9 persons, 1 unlisted"


@pytest.mark.parametrize(
    ("cannot", "operable", "drugs", "code"),
    [(True, True, True, "3"), (False, True, True, "1"), (False, False, True, "2"), (False, False, False, "0")],
)
def test_fallback_before_major_before_chronic(cannot: bool, operable: bool, drugs: bool, code: str) -> None:
    assert single(cannot_recover=cannot, operable=operable, long_drugs=drugs) == code


@pytest.mark.parametrize(
    ("disease", "scopes"),
    [(LUNG, "16 21 25 30"), (LIVER, "21 25 30"), (STROKE, "25 30"), (BLADDER, "30"), ("31", "16"), ("99", "")],
)
def test_the_list_decides_what_is_a_major_disease(disease: str, scopes: str) -> None:
    assert [scope for scope in ("16", "21", "25", "30") if disease in _list(scope)] == scopes.split()
    for scope in scopes.split():
        assert _patient("1", (disease,)).labels(_list(scope)) == ("1", "3"), "the same list is fallback"


def test_a_list_holds_from_its_day_on() -> None:
    lines = [Scope("30", BLADDER, "2020-01-01", "2026-12-31")]
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [BLADDER in listed(lines, "30", day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(("treated", "reached"), [(95, True), (94, False), (100, True)])
def test_the_treatment_rate_is_treated_by_found(treated: int, reached: bool) -> None:
    sick = [(_patient("1", (LUNG,)), treated), (_patient("1", (LUNG,), treated="4"), 100 - treated)]
    found = treatment([*sick, (_patient("2", (), ("htn",)), 50)], _list("30"))
    assert (found.found, found.treated, found.reached) == (100, treated, reached)


def test_a_patient_is_read_from_the_form_and_back() -> None:
    said = {"batch_sys": "3", "major_code": LUNG, "treat": "3", "batch_list": "1 2 3"}
    answers = said | {"chronic_name": "高血压病3级、2型糖尿病"}
    one = batches.of_answers(answers, NAMES)
    assert one == Patient("3", (LUNG,), ("htn", "dm"), "3", ("1", "2", "3"))
    assert patient(one.written()) == one
    assert not one.differs(_list("30"))
    assert Patient("3", (LUNG,), (), "3", ("1",)).differs(_list("30"))


BILL = {
    "is_county": "1", "is_inpatient": "1", "inpatient_cost": "8460", "w_reg": "5", "w_deposit": "2000",
    "w_deduct": "400",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "saved", "deposit", "wrong"),
    [
        ({}, D("1251.00"), D(2000), ()),
        ({"w_reg": "", "w_deduct": "", "w_deposit": ""}, D("846.00"), D(0), ()),
        ({"is_county": "0"}, D("1251.00"), D(2000), ("w_deduct",)),
        ({"is_county": "0", "w_deduct": "", "w_exam": "60"}, D("911.00"), D(2000), ("w_exam",)),
        ({"is_inpatient": "0", "inpatient_cost": "", "w_deduct": "", "w_deposit": ""}, D(5), D(0), ()),
    ],
)
def test_a_deposit_is_never_a_saving_and_the_level_decides(
    changed: dict[str, str], saved: D, deposit: D, wrong: tuple[str, ...]
) -> None:
    answers = BILL | changed
    may = health_tables.waivable(waivers.level_of(answers), "2026-11-22")
    found = waivers.waived(answers, may, D("0.10"))
    assert (found.saved, found.deposit, found.not_allowed) == (saved, deposit, wrong)


def test_nothing_is_waived_before_the_table_begins() -> None:
    assert health_tables.waivable("county", "2017-12-31") == frozenset()
    assert len(health_tables.waivable("county", "2018-01-01")) == 8


def test_the_layers_of_a_bill_and_both_ratios() -> None:
    bill = Bill(D(10000), D(1000), {"basic": D(6000), "major": D(1500), "supplement": D(500), "aid": D(500)})
    bill.check()
    assert (bill.paid, bill.own, bill.ratio_total) == (D(8500), D(1500), D("0.85"))
    assert bill.ratio_compliant == D(8500) / D(9000)


@pytest.mark.parametrize(
    ("bill", "code"),
    [
        (Bill(D(100), D(0), {"basic": D(101)}), "costs.overpaid"), (Bill(D(100), D(101), {}), "costs.outside"),
        (Bill(D(100), D(0), {"aid": D(-1)}), "costs.negative"),
    ],
)  # fmt: skip
def test_a_bill_that_cannot_be(bill: Bill, code: str) -> None:
    with pytest.raises(Refused, match=code):
        bill.check()
    Bill(D(100), D(100), {"basic": D(100)}).check()
