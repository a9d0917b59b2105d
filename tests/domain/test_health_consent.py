"""When a health form may be opened (PIPL 13, 14, 29, 31; R-23): a table of who said what, and what follows."""

from dataclasses import replace

import pytest

from tests.domain.test_consent import act
from villagevisit.domain.consent import Act, How
from villagevisit.domain.event import Event
from villagevisit.domain.form_ids import SMD_FORM
from villagevisit.domain.health_consent import LATE, MISSING, REFUSED, WITHOUT, Basis, refusal

HTN = "htn_followup"
YES, NO, BACK = act(Act.GIVEN, "2026-03-02"), act(Act.REFUSED, "2026-03-02"), act(Act.WITHDRAWN, "2026-03-03")
IN_A_FORM = replace(YES, source="visit-1")
"""F01 §B: a yes to illness being asked for the verification."""
SPOKEN = replace(YES, how=How.SPOKEN)


def named(basis: Basis, at: str = "2026-03-02T12:00", until: str = "2026-03-09") -> Event:
    data = {"basis": str(basis), "until": until if basis is Basis.EMERGENCY else ""}
    return Event("e", WITHOUT, "999999100201", "p", at[:10], at, "周村医", ("d",), data=data)


URGENT, DUTY = named(Basis.EMERGENCY), named(Basis.DUTY)


@pytest.mark.parametrize(
    ("acts", "told", "form", "day", "expected"),
    [
        ([], [], HTN, "2026-03-02", MISSING),
        ([YES], [], HTN, "2026-03-02", ""),
        ([IN_A_FORM], [], HTN, "2026-03-02", MISSING),
        ([SPOKEN], [], HTN, "2026-03-02", MISSING),
        ([YES, replace(IN_A_FORM, day="2026-05-01")], [], HTN, "2026-05-02", ""),
        ([NO], [], HTN, "2026-03-02", REFUSED),
        ([replace(NO, source="visit-1", how=How.SPOKEN)], [], HTN, "2026-03-02", REFUSED),
        ([YES, BACK], [], HTN, "2026-03-03", REFUSED),
        ([YES, BACK, act(Act.GIVEN, "2026-03-04")], [], HTN, "2026-03-04", ""),
        ([], [URGENT], HTN, "2026-03-02", ""),
        ([], [URGENT], HTN, "2026-03-09", ""),
        ([], [URGENT], HTN, "2026-03-10", LATE),
        ([], [URGENT, named(Basis.EMERGENCY, "2026-03-20T08:00", "2026-03-27")], HTN, "2026-03-21", ""),
        ([YES], [URGENT], HTN, "2026-03-10", ""),
        ([act(Act.REFUSED, "2026-03-02", at="2026-03-02T11:59")], [URGENT], HTN, "2026-03-03", ""),
        ([act(Act.REFUSED, "2026-03-02", at="2026-03-02T12:00")], [URGENT], HTN, "2026-03-03", REFUSED),
        ([], [DUTY], SMD_FORM, "2027-03-02", ""),
        ([NO], [DUTY], SMD_FORM, "2027-03-02", ""),
        ([], [DUTY], HTN, "2026-03-02", MISSING),
        ([], [replace(URGENT, kind="health.followed")], HTN, "2026-03-02", MISSING),
    ],
)  # fmt: skip
def test_what_opens_a_health_form(acts: list, told: list[Event], form: str, day: str, expected: str) -> None:
    assert refusal(acts, told, form, day, "1970-01-01") == expected


def test_a_child_consents_through_a_guardian_until_its_fourteenth_birthday_is_over() -> None:
    by_itself, by_father = act(Act.GIVEN, "2026-03-02"), act(Act.GIVEN, "2026-03-02", guardian="张三丰")
    for birth, alone in (("2012-03-03", MISSING), ("2012-03-02", MISSING), ("2012-03-01", "")):
        assert refusal([by_itself], [], HTN, "2026-03-05", birth) == alone
        assert refusal([by_father], [], HTN, "2026-03-05", birth) == ""
