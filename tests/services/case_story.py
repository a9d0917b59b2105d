"""Carrying a household through its case, as the office, the team and the county would, day after day."""

from datetime import date

import pytest

from tests.forms import answerer
from tests.services import f01
from tests.services.town import RED_STAR, STONE, Town, signed_visit
from villagevisit.domain import publicity
from villagevisit.domain.case_steps import Step
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Event, Value
from villagevisit.domain.officer import Role
from villagevisit.services import attachments, case_decide, case_office, cases, events, people, visit, visit_freeze
from villagevisit.services.case_office import Acceptance, Application
from villagevisit.services.events import New
from villagevisit.services.paper_types import Signing
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY

CLERK, COUNTY = "005", "007"
OFFICE_PINS = {CLERK: "141593", COUNTY: "265358"}


def with_office(town: Town) -> Town:
    """A county officer too, and PINs for those who decide."""
    people.add(town.ws, NOBODY, NewOfficer(COUNTY, "冯县长", frozenset({Role.COUNTY})))
    for staff_no, pin in OFFICE_PINS.items():
        people.set_pin(town.ws, town.officer(staff_no).id, pin)
    return town.with_pins()


def signing(town: Town, staff_no: str = COUNTY) -> Signing:
    return Signing(town.officer(staff_no).id, OFFICE_PINS[staff_no])


def applied(town: Town, home: str, *, kin: bool = False) -> str:
    asked = Application("1", kin=kin, authorised=True)
    return case_office.apply(town.ws, town.actor(CLERK), home, asked).value


def accepted(town: Town, home: str, *, kin: bool = False) -> str:
    case = applied(town, home, kin=kin)
    case_office.accept(town.ws, town.actor(CLERK), home, Acceptance())
    return case


def checked(town: Town, home: str) -> None:
    case_office.check(town.ws, town.actor(COUNTY), home, "clear", "云核〔2026〕118号", today(town).isoformat())


def visited(town: Town, home: str, **changed: str) -> str:
    opened = f01.begin(town, home)
    f01.fill(town, opened, **changed)
    done = visit_freeze.freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session).value
    signed_visit(town, done.submission_id)
    return done.submission_id


def opined(town: Town, home: str, *, agree: bool = True) -> None:
    case_office.opine(town.ws, town.actor(CLERK), home, agree=agree, text="" if agree else "人均收入高于标准")


def posted(town: Town, home: str, board: str = "initial", days: int = 7) -> Event:
    clock = publicity.clock(today(town), days)
    data: dict[str, Value] = {
        "board": board, "posted": today(town).isoformat(), "closes": clock.closes.isoformat(),
        "decide_from": clock.decide_from.isoformat(),
    }  # fmt: skip
    return other(town, home, "board.posted", data)


def other(town: Town, home: str, kind: str, data: dict[str, Value], staff_no: str = CLERK, thing: str = "") -> Event:
    """What another room of the office enters."""
    village = town_of(town, home)
    return events.record(town.ws, town.actor(staff_no), New(kind, village, thing, (home,), data=data))


def town_of(town: Town, home: str) -> str:
    row = town.ws.store.reader().execute("SELECT village_code FROM household WHERE id = ?", [home]).fetchone()
    assert row[0] in (RED_STAR.code, STONE.code)
    return str(row[0])


def to_decision(town: Town, home: str) -> None:
    """From a complete visit to the day on which it may be decided."""
    opined(town, home)
    posted(town, home)
    town.clock.advance(days=9)


def confirmed(town: Town, home: str, staff_no: str = COUNTY) -> Event:
    return case_decide.confirm(town.ws, town.actor(staff_no), home, signing(town, staff_no)).value


def today(town: Town) -> date:
    return town.ws.clock.now().date()


FORM = "application_authorisation"
WRITTEN = {
    "app_types": "1 6", "app_causes": "1 7", "app_reason": "户主长年看病，家里没有劳动力",
    "app_kin": "0", "app_agent": "0",
    "am_auth": "1", "am_sens": "1", "am_sign_mode": "1", "one_off_told": "0", "app_id_type": "01", "app_permit": "0",
}  # fmt: skip


def written(town: Town, home: str) -> str:
    """An F05 that the household signed."""
    opened = visit.open_form(town.ws, town.actor(CLERK), FORM, household_id=home).value
    session, sign = opened.session, attachments.attach(town.ws, opened.draft_id, f01.PAD, "signature").value
    for node in answerer.questions(session, instances=1):
        value = sign if node.control == "upload" else WRITTEN.get(node.name, "")
        if not (value and session.answer(node.ref, value).accepted) and not session.value(node.ref):
            answerer.answer(session, node)
    done = visit_freeze.freeze(town.ws, town.actor(CLERK), opened.draft_id, session).value
    return done.submission_id


def number(town: Town, no: str) -> str:
    return str(town.ws.store.reader().execute("SELECT id FROM household WHERE household_no = ?", [no]).fetchone()[0])


def refusal(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=code.replace(".", r"\."))


def step(town: Town, home: str) -> Step:
    found = cases.standing(town.ws, home)
    assert found is not None
    return found.step
