"""The consent register on a laptop: forms write into it, people add to it, and a no keeps data out."""

from datetime import date

import pytest

from tests.services import f01
from tests.services.town import RED_STAR, Town
from villagevisit.domain.consent import Act, How, Purpose
from villagevisit.domain.errors import Refused
from villagevisit.services import audit_trail, consents, visit
from villagevisit.services.consent_body import read_consent
from villagevisit.services.consents import Entry
from villagevisit.services.visit_freeze import freeze
from villagevisit.store import records

SENSITIVE = frozenset({Purpose.HEALTH, Purpose.FINANCE})


def said(town: Town, home: str) -> set[tuple[str, str, str]]:
    return {(one.name, one.act, " ".join(sorted(one.purposes))) for one in consents.history(town.ws, home)}


def frozen(town: Town, home: str, **changed: str) -> str:
    opened = f01.begin(town, home)
    f01.fill(town, opened, **changed)
    return freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session).value.submission_id


def enter(town: Town, home: str, act: Act, *purposes: Purpose, name: str = "张三丰", **more: str) -> str:
    entry = Entry(home, name, act, frozenset(purposes), How.PAPER, date(2026, 11, 22), **more)
    return consents.record(town.ws, town.actor("001"), entry).value


def test_a_visit_enters_what_was_said_at_the_door(town: Town) -> None:
    home = town.family("0001")
    visited = frozen(town, home)
    assert said(town, home) == {("张三丰", "given", "visit"), ("张三丰", "given", "finance health")}
    one = consents.history(town.ws, home)[0]
    assert (one.source, one.day, one.by, one.how) == (visited, "2026-11-22", "李芳、王强", "laptop")
    assert one.wording.startswith("household_verification 2026")
    assert one.person_id == town.person(home, 1)


def test_what_is_entered_travels_as_a_record_of_its_own(town: Town) -> None:
    home = town.family("0001")
    made = enter(town, home, Act.GIVEN, Purpose.HEALTH)
    with town.ws.store.transaction() as db:
        sent = [read_consent(one.body) for one in records.due(db) if one.kind == "consent"]
    assert [(acts[0].id, acts[0].village_code) for _, acts in sent] == [(made, RED_STAR.code)]
    assert sent[0][1] == tuple(consents.history(town.ws, home))


def test_taking_back_is_an_entry_and_the_earlier_one_stays(town: Town) -> None:
    home = town.family("0001")
    enter(town, home, Act.GIVEN, *SENSITIVE)
    enter(town, home, Act.WITHDRAWN, Purpose.HEALTH)
    assert len(consents.history(town.ws, home)) == 2
    (one,) = consents.standings(town.ws, home)
    assert {purpose: newest.act for purpose, newest in one.said} == {
        Purpose.HEALTH: Act.WITHDRAWN, Purpose.FINANCE: Act.GIVEN,
    }  # fmt: skip
    assert audit_trail.rows(town.ws)[0].action == "consent.withdrawn"
    with pytest.raises(Refused, match=r"consent\.nothing-to-withdraw"):
        enter(town, home, Act.WITHDRAWN, Purpose.PUBLICITY)


def test_an_entry_says_who_for_what_and_when(town: Town) -> None:
    home = town.family("0001")
    for code, entry in {
        "consent.nobody": Entry(home, " ", Act.GIVEN, SENSITIVE),
        "consent.no-purpose": Entry(home, "张三丰", Act.GIVEN, frozenset()),
        "consent.future": Entry(home, "张三丰", Act.GIVEN, SENSITIVE, day=date(2026, 11, 23)),
        "household.unknown": Entry("none", "张三丰", Act.GIVEN, SENSITIVE),
    }.items():
        with pytest.raises(Refused) as refused:
            consents.record(town.ws, town.actor("001"), entry)
        assert refused.value.code == code
    assert consents.history(town.ws, home) == []


def test_a_child_needs_a_guardian(town: Town) -> None:
    home = town.household("0003", ("张三丰", "02", ""), ("小宝", "20", "999999201503030019"))
    with pytest.raises(Refused, match=r"consent\.guardian"):
        enter(town, home, Act.GIVEN, Purpose.HEALTH, name="小宝")
    enter(town, home, Act.GIVEN, Purpose.HEALTH, name="小宝", guardian="张三丰")
    assert consents.history(town.ws, home)[0].guardian == "张三丰"


def test_illness_is_not_written_down_against_a_no(town: Town) -> None:
    home = town.family("0001")
    opened = f01.begin(town, home)
    f01.fill(town, opened, consent_sensitive="0", m_health="4")
    for ref in ("/data/member[1]", "/data/member[2]", "/data/member[3]"):
        opened.session.answer(f"{ref}/m_disease", "拒绝提供")
    opened.session.answer("/data/member[1]/m_disease", "尿毒症")
    with pytest.raises(Refused) as refused:
        freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session)
    assert (refused.value.code, refused.value.params["count"]) == ("consent.sensitive-filled", 1)
    opened.session.answer("/data/member[1]/m_disease", "拒绝提供")
    freeze(town.ws, town.actor("001", "002"), opened.draft_id, opened.session)
    assert ("张三丰", "refused", "finance health") in said(town, home)


def test_no_health_form_is_opened_after_a_no(town: Town) -> None:
    home = town.family("0001")
    person = town.person(home, 1)
    doctor = town.actor("006")
    enter(town, home, Act.GIVEN, Purpose.HEALTH)
    opened = visit.open_form(town.ws, doctor, "htn_followup", person_id=person).value
    enter(town, home, Act.WITHDRAWN, Purpose.HEALTH)
    with pytest.raises(Refused, match=r"consent\.health"):
        visit.open_form(town.ws, doctor, "htn_followup", person_id=person)
    assert opened.draft_id in {one.id for one in visit.drafts(town.ws)}


def test_what_a_household_in_benefit_lacks_is_named(town: Town) -> None:
    home = town.family("0001")
    assert {(one.name, one.purpose) for one in consents.missing(town.ws, home)} == {
        ("张三丰", Purpose.CHECK), ("王秀英", Purpose.CHECK), ("张小宝", Purpose.CHECK),
    }  # fmt: skip
    enter(town, home, Act.GIVEN, Purpose.CHECK)
    assert {one.name for one in consents.missing(town.ws, home)} == {"王秀英", "张小宝"}
