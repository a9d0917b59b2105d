"""Changing a benefit: nothing is cut without a hearing, nothing counts before its month, history stays."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.services.conftest import MORNING
from tests.services.office_town import counted, decided, form, lower, served, stop
from tests.services.replica_side import made, take
from tests.services.town import Town
from villagevisit.domain.benefit import CARRIED, KEPT, ChangeType, Reason, Standing, Step
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import Refused
from villagevisit.services import dynamic, events, households
from villagevisit.services.dynamic import Proposal
from villagevisit.services.events import New
from villagevisit.services.workspace import Workspace
from villagevisit.store import events as rows


def refusal(call: Callable[..., object], *args: object) -> str:
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code


def kinds(town: Town, home: str) -> list[str]:
    return [one.kind for one in rows.of_household(town.ws.store.reader(), home, "change.")]


def test_a_stop_goes_through_every_step_and_counts_from_the_month_after(bureau: Town) -> None:
    home = bureau.family("0001")
    one = stop(bureau, home)
    assert one.step(date(2026, 11, 22)) is Step.HEAR
    assert one.effective == "2026-12-01"
    one = served(bureau, one)
    assert one.step(date(2026, 11, 30)) is Step.WAIT
    assert dynamic.bring_into_effect(bureau.ws, bureau.actor("005")).value == 0
    assert households.get(bureau.ws, home).amount_month == Decimal("954.58")
    bureau.clock.advance(days=9)
    assert dynamic.bring_into_effect(bureau.ws, bureau.actor("005")).value == 1
    after = households.get(bureau.ws, home)
    assert (after.assist_category, after.insured_persons, after.amount_month) == ("", 0, Decimal("0.00"))
    assert kinds(bureau, home)[-2:] == ["change.effective", "change.stopped"]
    assert dynamic.bring_into_effect(bureau.ws, bureau.actor("005")).value == 0


def test_nothing_is_decided_without_the_form_that_two_people_signed(bureau: Town) -> None:
    one = stop(bureau, bureau.family("0001"))
    assert refusal(dynamic.decide, bureau.ws, bureau.actor("007"), one.id, CARRIED) == "change.form-missing"
    form(bureau, one, signed=1)
    assert refusal(dynamic.decide, bureau.ws, bureau.actor("007"), one.id, CARRIED) == "change.form-unsigned"
    assert refusal(dynamic.notify, bureau.ws, bureau.actor("005"), one.id, date(2026, 11, 22), "直接送达") == (
        "change.not-decided"
    )


def test_a_decision_that_reached_us_without_its_hearing_stops_nobody(bureau: Town) -> None:
    home = bureau.family("0001")
    one = stop(bureau, home)
    for kind, data in (("decided", {"outcome": "carried"}), ("notified", {"how": "直接送达"}), ("effective", {})):
        day = "2026-12-01" if kind == "effective" else "2026-11-22"
        new = New(f"change.{kind}", one.area, one.id, (home,), day, data=dict(data))
        events.record(bureau.ws, bureau.actor("005"), new)
    bureau.clock.advance(days=12)
    assert dynamic.bring_into_effect(bureau.ws, bureau.actor("005")).value == 0
    assert dynamic.get(bureau.ws, one.id).step(date(2026, 12, 4)) is Step.HEAR
    assert households.get(bureau.ws, home).amount_month == Decimal("954.58")


def test_a_notice_that_came_too_late_moves_the_change_to_the_next_month(bureau: Town) -> None:
    home = bureau.family("0001")
    one = decided(bureau, lower(bureau, home, "600"))
    bureau.clock.advance(days=12)
    dynamic.notify(bureau.ws, bureau.actor("005"), one.id, date(2026, 12, 3), "邮寄")
    assert dynamic.bring_into_effect(bureau.ws, bureau.actor("005")).value == 0
    bureau.clock.advance(days=30)
    dynamic.bring_into_effect(bureau.ws, bureau.actor("005"))
    assert dynamic.get(bureau.ws, one.id).effective_on == "2027-01-01"
    assert households.get(bureau.ws, home).amount_month == Decimal("600.00")


def test_after_the_hearing_all_may_stay_as_it_is(bureau: Town) -> None:
    home = bureau.family("0001")
    one = stop(bureau, home)
    assert refusal(dynamic.decide, bureau.ws, bureau.actor("007"), one.id, KEPT) == "change.no-reason"
    kept = dynamic.decide(bureau.ws, bureau.actor("007"), one.id, KEPT, "核实后收入未超标准").value
    assert kept.step(date(2026, 11, 22)) is Step.KEPT
    assert households.get(bureau.ws, home).amount_month == Decimal("954.58")
    assert stop(bureau, home).id != one.id


def test_a_second_change_waits_for_the_first(bureau: Town) -> None:
    home = bureau.family("0001")
    stop(bureau, home)
    with pytest.raises(Refused, match=r"change\.open"):
        stop(bureau, home)


def test_who_comes_back_keeps_his_history(bureau: Town) -> None:
    home = bureau.family("0001")
    counted(bureau, stop(bureau, home, Reason.VOLUNTARY))
    again = Proposal(home, ChangeType.NEW, Reason.HARDSHIP, "57号", "因病返贫", Standing("1", 3, Decimal(700)))
    one = dynamic.propose(bureau.ws, bureau.actor("005"), again).value
    form(bureau, one)
    dynamic.decide(bureau.ws, bureau.actor("007"), one.id, CARRIED)
    dynamic.notify(bureau.ws, bureau.actor("005"), one.id, date(2026, 12, 1), "直接送达")
    bureau.clock.advance(days=31)
    dynamic.bring_into_effect(bureau.ws, bureau.actor("005"))
    assert households.get(bureau.ws, home).amount_month == Decimal("700.00")
    said = kinds(bureau, home)
    assert said.count("change.voluntary_exit") == said.count("change.reentered") == said.count("change.stopped") == 1


@pytest.mark.parametrize(("months", "code"), [(7, "change.grace-too-long"), (0, "change.grace-too-long")])
def test_grace_has_its_limit(bureau: Town, months: int, code: str) -> None:
    home = bureau.family("0001")
    now = dynamic.standing(households.get(bureau.ws, home))
    wanted = Proposal(home, ChangeType.GRACE, Reason.INCOME, "83号", "就业", now, grace_months=months)
    with pytest.raises(Refused) as caught:
        dynamic.propose(bureau.ws, bureau.actor("005"), wanted)
    assert caught.value.code == code


def test_grace_keeps_the_amount_and_its_end_stops_nothing(bureau: Town) -> None:
    home = bureau.family("0001")
    now = dynamic.standing(households.get(bureau.ws, home))
    wanted = Proposal(home, ChangeType.GRACE, Reason.INCOME, "83号", "就业", now, grace_months=2)
    one = counted(bureau, dynamic.propose(bureau.ws, bureau.actor("005"), wanted).value)
    assert one.grace_until() == "2027-02-01"
    bureau.clock.advance(days=31)
    dynamic.bring_into_effect(bureau.ws, bureau.actor("005"))
    assert "change.grace_ended" not in kinds(bureau, home)
    bureau.clock.advance(days=31)
    dynamic.bring_into_effect(bureau.ws, bureau.actor("005"))
    dynamic.bring_into_effect(bureau.ws, bureau.actor("005"))
    assert kinds(bureau, home).count("change.grace_ended") == 1
    assert households.get(bureau.ws, home).amount_month == Decimal("954.58")


def test_another_computer_pays_the_new_amount_whatever_order_the_records_come_in(bureau: Town, tmp_path: Path) -> None:
    home = bureau.family("0001")
    shutil.copytree(bureau.ws.home, tmp_path / "other")
    counted(bureau, lower(bureau, home, "600"))
    records = [one for one in made(bureau) if one.kind == "event"]
    with Workspace.open(tmp_path / "other", FixedClock(MORNING)) as other:
        take(other, records[::-1][:1])
        assert households.get(other, home).amount_month == Decimal("954.58")
        take(other, records[::-1][1:])
        assert households.get(other, home).amount_month == Decimal("600.00")


def test_only_the_office_proposes(bureau: Town) -> None:
    home = bureau.family("0001")
    wanted = Proposal(home, ChangeType.STOP, Reason.INCOME, "57号", "收入超过标准", Standing())
    assert refusal(dynamic.propose, bureau.ws, bureau.actor("001"), wanted) == "actor.role"
