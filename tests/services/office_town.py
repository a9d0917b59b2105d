"""An office with two who sign, 孙经办 and 吴县干, beside the two who visit; F19 filled in by hand."""

from datetime import date
from decimal import Decimal

from tests.services import f01
from tests.services.town import Town
from villagevisit.domain.benefit import CARRIED, Change, ChangeType, Reason, Standing
from villagevisit.domain.officer import Role
from villagevisit.services import attachments, dynamic, dynamic_form, people, signoff, visit, visit_freeze
from villagevisit.services.dynamic import Proposal
from villagevisit.services.people import NewOfficer

PINS = {"005": "173205", "007": "264575"}
_VISITORS = {"001": "314159", "002": "271828"}


def staffed(town: Town) -> None:
    """A county officer comes, and both have their PINs."""
    people.add(town.ws, town.actor("005"), NewOfficer("007", "吴县干", frozenset({Role.COUNTY})))
    for staff_no, pin in (PINS | _VISITORS).items():
        people.set_pin(town.ws, town.officer(staff_no).id, pin)


def visited(town: Town, home: str) -> None:
    """F01 of the worked example, signed by both investigators."""
    actor = town.actor(*_VISITORS)
    opened = visit.open_form(town.ws, actor, f01.FORM, household_id=home).value
    f01.fill(town, opened)
    frozen = visit_freeze.freeze(town.ws, actor, opened.draft_id, opened.session).value.submission_id
    for place, (staff_no, pin) in enumerate(_VISITORS.items(), start=1):
        signoff.sign(town.ws, frozen, town.officer(staff_no).id, pin, place)


def stop(town: Town, home: str, reason: Reason = Reason.INCOME, because: str = "") -> Change:
    new = Standing()
    return dynamic.propose(
        town.ws, town.actor("005"),
        Proposal(home, ChangeType.STOP, reason, "民发〔2021〕57号第32条", "儿子已就业，收入超过标准", new,
                 because=because),
    ).value  # fmt: skip


def lower(town: Town, home: str, amount: str) -> Change:
    new = Standing("1", 3, Decimal(amount))
    wanted = Proposal(home, ChangeType.DECREASE, Reason.INCOME, "民发〔2021〕57号第32条", "务工收入增加", new)
    return dynamic.propose(town.ws, town.actor("005"), wanted).value


def form(town: Town, one: Change, *, signed: int = 2, hear_date: str = "2026-11-22") -> str:
    """F19 filled in, frozen and signed by so many; returns its id."""
    ws, actor = town.ws, town.actor("005")
    opened = dynamic_form.open_form(ws, actor, one).value
    session = opened.session
    if one.cuts:
        session.answer("/data/g_hear/hear_mode", "1")
        session.answer("/data/g_hear/hear_date", hear_date)
        session.answer("/data/g_hear/hear_opinion", "同意，但希望缓两个月")
        session.answer("/data/g_hear/hear_response", "渐退期另行研究")
    photo = attachments.attach(ws, opened.draft_id, f01.picture(), "photo").value
    session.answer("/data/sign_town", photo)
    assert not session.problems(), session.problems()
    frozen = visit_freeze.freeze(ws, actor, opened.draft_id, session).value.submission_id
    for place, (staff_no, pin) in enumerate(list(PINS.items())[:signed], start=1):
        signoff.sign(ws, frozen, town.officer(staff_no).id, pin, place)
    return frozen


def decided(town: Town, one: Change) -> Change:
    form(town, one)
    return dynamic.decide(town.ws, town.actor("007"), one.id, CARRIED).value


def served(town: Town, one: Change) -> Change:
    decided(town, one)
    return dynamic.notify(town.ws, town.actor("005"), one.id, date(2026, 11, 22), "直接送达").value


def counted(town: Town, one: Change) -> Change:
    """All the way: on the first of the month it is entered."""
    served(town, one)
    town.clock.advance(days=9)
    dynamic.bring_into_effect(town.ws, town.actor("005"))
    return dynamic.get(town.ws, one.id)
