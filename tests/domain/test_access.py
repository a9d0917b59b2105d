"""Who may do what where: the table of roles, asked as the pages ask it."""

from hypothesis import given
from hypothesis import strategies as st

from villagevisit.domain.access import LOCAL, Action, Role, Who, can, stem

COUNTY, TOWN, VILLAGE, ELSEWHERE = "999999000000", "999999100000", "999999100201", "999999200101"
CHANGES = {Action.DECIDE, Action.EXPORT, Action.OVERRIDE, Action.PUBLISH, Action.CERTIFY}
PERSONAL = {
    Action.HOUSEHOLDS, Action.CONFLICTS, Action.DECIDE, Action.PEOPLE, Action.AUDIT, Action.EXPORT, Action.SUSPICION,
}  # fmt: skip


def allowed(role: Role, area: str = "") -> set[Action]:
    return {action for action in Action if can(Who("x", role, area), action)}


def test_each_role_may_do_what_its_work_needs() -> None:
    assert allowed(Role.COUNTY) == set(Action)
    assert not allowed(Role.AUDITOR) & CHANGES
    assert allowed(Role.AUDITOR) | CHANGES | {Action.HEALTH} == set(Action)
    assert not allowed(Role.ADMIN) & (PERSONAL | CHANGES)
    assert allowed(Role.CLERK, TOWN) == {
        Action.COUNTS, Action.HOUSEHOLDS, Action.CONFLICTS, Action.DECIDE, Action.COMPUTERS,
    }  # fmt: skip
    assert allowed(Role.DOCTOR, TOWN) == {Action.COUNTS, Action.HOUSEHOLDS, Action.HEALTH}
    assert all(not allowed(role) for role in LOCAL)


@given(st.sampled_from(Role), st.sampled_from(Action), st.sampled_from([COUNTY, TOWN, VILLAGE]))
def test_nobody_reaches_beyond_his_area(role: Role, action: Action, limit: str) -> None:
    who = Who("x", role, limit)
    assert can(who, action, VILLAGE) == can(who, action)
    assert can(who, action, ELSEWHERE) == (can(who, action) and limit == COUNTY)
    assert not can(who, action, "")


def test_codes_of_counties_and_townships_are_cut_to_what_lies_below_them() -> None:
    assert [stem(code) for code in (COUNTY, TOWN, VILLAGE, "", "999999100")] == [
        "999999", "999999100", VILLAGE, "", "999999100",
    ]  # fmt: skip
