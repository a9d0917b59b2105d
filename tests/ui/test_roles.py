"""Each role meets what it may do, and nothing that would then be refused; nobody else meets a health record."""


import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.day_town import HEALTH, ROLES, Day, health_title
from villagevisit.domain.errors import Refused
from villagevisit.services import paper, signoff_summary, visit_lookup
from villagevisit.ui import registry
from villagevisit.ui.kit.parts import Button

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def shown(widget: QWidget) -> str:
    """Every word that can be seen."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join(labels + buttons)


def buttons(day: Day) -> list[Button]:
    """What can be pressed on the page, but for menus, whose entries `entries` gives."""
    return [one for one in day.frame.page.findChildren(Button) if one.isVisible() and one.isEnabled()]


STATES = ("unvisited", "draft", "frozen", "signed")
AT_HOUSEHOLDS = [(role, state) for role in ROLES for state in STATES if role != "doctor" or state == "unvisited"]
"""How far a visit is makes no difference to a doctor."""


@pytest.mark.parametrize(("role", "state"), AT_HOUSEHOLDS)
def test_nothing_on_a_household_s_page_is_offered_and_then_refused(day: Day, role: str, state: str) -> None:
    day.frame.sign_in(*ROLES[role])
    place = {"household_id": day.households[state]}
    day.shell.go("household", **place)
    day.frame.settle()
    for at in range(len(buttons(day))):
        menu = buttons(day)[at].menu()
        for entry in range(len(menu.actions()) if menu else 1):
            menu = buttons(day)[at].menu()
            words = menu.actions()[entry].text() if menu else buttons(day)[at].text()
            if menu:
                menu.actions()[entry].trigger()
            else:
                buttons(day)[at].click()
            day.frame.settle()
            assert day.shell.message[1] != "refused", (role, state, words, day.shell.message[0])
            day.shell.go("household", **place)
            day.frame.settle()


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_begins_with_a_refusal(day: Day, role: str) -> None:
    day.frame.sign_in(*ROLES[role])
    actor = day.shell.actor
    for way in registry.ways():
        if way.roles and not any(actor.has(one) for one in way.roles):
            continue
        day.shell.go(way.page, **way.params)
        day.frame.settle()
        assert day.shell.message[1] != "refused", (way.key, day.shell.message[0])


@pytest.mark.parametrize("role", ["team", "clerk", "county"])
def test_a_health_record_is_nowhere_for_those_without_it(day: Day, role: str) -> None:
    day.frame.sign_in(*ROLES[role])
    title = health_title(day.shell.ws)
    places = [(way.page, way.params) for way in registry.ways() if not way.roles or role != "doctor"]
    home = {"household_id": day.households["signed"]}
    places += [("household", home), ("rights", home), ("search", {}), ("settings", {"section": "privacy"})]
    for name, params in places:
        day.shell.go(name, **params)
        day.frame.settle()
        assert title not in shown(day.frame.window), name
    subjects = [one for offer in paper.offers(day.shell.ws, day.shell.actor)
                for one in paper.subjects(day.shell.ws, day.shell.actor, offer.kind)]  # fmt: skip
    assert all(title not in one.title for one in subjects)


@pytest.mark.parametrize("role", ["team", "clerk", "county"])
def test_a_health_record_asked_for_by_its_name_is_refused(day: Day, role: str) -> None:
    record = next(
        row for row in visit_lookup.health_of_household(day.shell.ws, day.households["signed"]) if row.form_id == HEALTH
    )
    day.frame.sign_in(*ROLES[role])
    with pytest.raises(Refused, match=r"visit\.form-not-for-role"):
        signoff_summary.summary(day.shell.ws, record.id, reader=day.shell.actor)
    for name, params in (
        ("sign_off", {"submission_id": record.id}),
        ("visit", {"form_id": HEALTH, "person_id": day.person}),
        ("visit", {"form_id": HEALTH, "person_id": day.person, "correct": record.id}),
        ("print", {"kind": "verification_form", "subject_id": record.id}),
    ):
        day.shell.go(name, **params)
        day.frame.settle()
        assert health_title(day.shell.ws) not in shown(day.frame.page).replace(day.shell.message[0], "")
        day.shell.go("home")
        day.frame.settle()


def test_the_doctor_meets_his_record_and_no_round_s_work(day: Day) -> None:
    day.frame.sign_in(*ROLES["doctor"])
    day.shell.go("household", household_id=day.households["signed"])
    day.frame.settle()
    assert health_title(day.shell.ws) in shown(day.frame.page)
