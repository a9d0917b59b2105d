"""Before the first health form: consent of its own, or a law that is named; and who else learns of any of it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.printing.papers import texts
from tests.services.town import RED_STAR, Town
from villagevisit.domain.consent import Act, How
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.form_ids import HEALTH_FORMS
from villagevisit.domain.health_consent import Basis
from villagevisit.domain.officer import Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import (
    consents,
    event_body,
    events,
    export,
    form_list,
    health_consent,
    households,
    openrosa,
    own_copy,
    paper,
    policy,
    retention,
    signoff_summary,
    visit,
    visit_lookup,
    visit_outbox,
)
from villagevisit.services.events import New
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.workspace import NOBODY, Actor
from villagevisit.store import documents, records, visits
from villagevisit.store.documents import Printed

HTN, SMD = "htn_followup", "smd_followup"
ILLNESS = "恶性嗜铬细胞瘤"


def with_child(town: Town) -> str:
    members = (("张三丰", "02", ""), ("王秀英", "10", ""), ("张小宝", "20", "999999201503030019"))
    return town.household("0003", *members)


def opens(town: Town, person: str, form: str = HTN) -> str:
    """What stands in the way; empty when the form opens."""
    try:
        done = visit.open_form(town.ws, town.actor("006"), form, person_id=person)
    except Refused as refused:
        return refused.code
    visit.discard_draft(town.ws, town.actor("006"), done.value.draft_id)
    return ""


def answered(town: Town, person: str, act: Act = Act.GIVEN, guardian: str = "") -> None:
    health_consent.answer(town.ws, town.actor("006"), person, act, How.PAPER, guardian)


def test_one_step_opens_every_health_form_of_that_person_and_of_no_other(town: Town) -> None:
    home = with_child(town)
    head, wife, child = (town.person(home, at) for at in (1, 2, 3))
    assert opens(town, head) == "consent.health-missing"
    answered(town, head)
    assert [opens(town, head, form) for form in (HTN, SMD, "ehr_basic_info")] == ["", "", ""]
    assert opens(town, wife) == "consent.health-missing"
    with pytest.raises(Refused, match=r"consent\.guardian"):
        answered(town, child)
    answered(town, child, guardian="张三丰")
    assert opens(town, child) == ""
    assert {one.wording for one in consents.history(town.ws, home)} == {"health-consent-2026.2"}
    answered(town, head, Act.WITHDRAWN)
    assert opens(town, head) == "consent.health"


def test_an_emergency_opens_it_for_the_countys_days_and_says_by_which_law(town: Town) -> None:
    person = town.person(town.family(), 1)
    who = town.actor("006")
    until = health_consent.without(town.ws, who, person, HTN, Basis.EMERGENCY).value
    assert until == "2026-11-29"
    assert opens(town, person) == ""
    town.clock.advance(days=7)
    assert opens(town, person) == ""
    town.clock.advance(days=1)
    assert opens(town, person) == "consent.health-late"
    answered(town, person)
    assert opens(town, person) == ""
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("health_consent_days", "3", "2026-11-30", "", "县定"))
    other = town.person(town.family("0002"), 1)
    assert health_consent.without(town.ws, who, other, HTN, Basis.EMERGENCY).value == "2026-12-03"
    with pytest.raises(Refused, match=r"health\.basis"):
        health_consent.without(town.ws, who, other, HTN, Basis.DUTY)
    health_consent.without(town.ws, who, other, SMD, Basis.DUTY)
    town.clock.advance(days=400)
    assert (opens(town, other, SMD), opens(town, other)) == ("", "consent.health-late")
    with pytest.raises(Refused, match=r"actor\.role"):
        health_consent.without(town.ws, town.actor("005"), person, HTN, Basis.EMERGENCY)


def test_a_correction_and_a_freeze_ask_too(town: Town) -> None:
    home = town.family()
    person = town.person(home, 1)
    record = planted(town, home, person)
    with pytest.raises(Refused, match=r"consent\.health-missing"):
        visit.correct(town.ws, town.actor("006"), record, "写错了")
    answered(town, person)
    assert visit.correct(town.ws, town.actor("006"), record, "写错了").value.form.form_id == HTN


def test_the_consent_form_of_a_household_names_its_members_and_the_text_that_is_shown(town: Town) -> None:
    home = with_child(town)
    request = PaperRequest(kind="health_consent", subject_id=home)
    made = paper.preview(town.ws, town.actor("006"), request)
    words = "".join("".join(texts(made.pdf)).split())
    asked = health_consent.asking(town.ws, town.actor("006"), HTN, town.person(home, 3))
    assert asked.child
    assert "周村医" in asked.text[0]
    assert [line for line in asked.text[1:] if line not in words] == []
    assert all(name in words for name in ("张三丰", "王秀英", "张小宝", "清溪镇卫生院"))
    assert made.pages == paper.preview(town.ws, town.actor("006"), replace(request, subject_id="blank")).pages == 1


# --- who else learns of it ------------------------------------------------------------------------------------------


def planted(town: Town, home: str, person: str) -> str:
    """A frozen health record with an illness in it, as the doctor's laptop holds one."""
    name = f"uuid:{person}"
    xml = (
        f'<data id="{HTN}" xmlns:orx="http://openrosa.org/xforms"><fu_symptom_other>{ILLNESS}</fu_symptom_other>'
        f"<orx:meta><orx:instanceID>{name}</orx:instanceID></orx:meta></data>"
    ).encode()
    version = form_list.shelf_form(town.ws, HTN).version
    row = visits.StoredSubmission(
        name, HTN, version, home, person, "", "", "", hashlib.sha256(xml).hexdigest(), xml, "{}", '{"final": "1"}',
        "2026-11-20T10:00:00.000+08:00", town.officer("006").id,
    )  # fmt: skip
    with town.ws.store.transaction() as db:
        visits.add_submission(db, row)
    return name


def test_the_kind_is_chosen_where_a_record_is_made(town: Town) -> None:
    home = town.family()
    name = planted(town, home, town.person(home, 1))
    stored = visits.submission(town.ws.store.reader(), name)
    assert stored is not None
    visit_outbox.append_submission(town.ws, stored, 1, stored.frozen_at)
    visit_outbox.append_submission(town.ws, replace(stored, id="x", form_id="pledge"), 1, stored.frozen_at)
    events.record(town.ws, NOBODY, New("health.noted", RED_STAR.code))
    events.record(town.ws, NOBODY, New("healthy.noted", RED_STAR.code))
    found = [kind for (kind,) in town.ws.store.reader().execute("SELECT kind FROM record ORDER BY seq")]
    assert found == ["health", "submission", "health-event", "event"]
    assert records.state_of(town.ws.store.reader(), name) == "due"
    assert [event_body.event_kind(one) for one in ("health", "health.x", "case.health.x")] == [
        "event", "health-event", "event",
    ]  # fmt: skip


Reader = Callable[[Town, Actor, str, Path], object]


def _copy(town: Town, who: Actor, home: str, _at: Path) -> object:
    one = households.get(town.ws, home)
    return own_copy.gather(town.ws, who, one, one.persons[0]).data()


def _exported(town: Town, who: Actor, _home: str, at: Path) -> object:
    export.run(town.ws, who, "submissions", at / "out.csv", form_id=HTN)
    return (at / "out.csv").read_text("utf-8")


def _handed(town: Town, who: Actor, _home: str, _at: Path) -> object:
    return openrosa.due(town.ws, who, "server", "")


def _summary(town: Town, who: Actor, home: str, _at: Path) -> object:
    return signoff_summary.summary(town.ws, f"uuid:{town.person(home, 1)}", reader=who)


PLACES: dict[str, Reader] = {
    "history": lambda town, who, home, _: visit_lookup.history(town.ws, home, who),
    "over its time": lambda town, who, home, _: retention.due(town.ws, reader=who),
    "without consent": lambda town, who, home, _: consents.missing(town.ws, home, who),
    "own copy": _copy,
    "export": _exported,
    "another server": _handed,
    "summary": _summary,
}
"""Where a laptop shows or gives away what it holds of a household."""


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("place", PLACES)
def test_no_place_tells_of_a_health_record_but_to_the_village_doctor(
    town: Town, tmp_path: Path, place: str, role: Role | None
) -> None:
    home = town.family()
    name = planted(town, home, town.person(home, 1))
    stored = visits.submission(town.ws.store.reader(), name)
    assert stored is not None
    visit_outbox.append_submission(town.ws, stored, 1, stored.frozen_at)
    events.record(town.ws, NOBODY, New("health.noted", RED_STAR.code, households=(home,), data={"what": ILLNESS}))
    _printed(town, town.person(home, 1))
    who = Actor((replace(town.officer("001"), roles=frozenset({role})),)) if role else NOBODY
    if place == "over its time":
        town.clock.advance(days=(date(2042, 1, 1) - town.clock.now().date()) // timedelta(days=1))
    try:
        shown = repr(PLACES[place](town, who, home, tmp_path))
    except CodedError as error:
        shown = json.dumps([error.code])
    titles = ("F11", HTN, form_list.shelf_form(town.ws, HTN).title, ILLNESS, "Purpose.HEALTH", "health.noted")
    assert any(word in shown for word in titles) == (role is Role.VILLAGE_DOCTOR), shown


def _printed(town: Town, person: str) -> None:
    """A paper for doctors alone, about the person."""
    one = Printed("paper", "plate", RED_STAR.code, person, "1", json.dumps({"what": f"张三丰 {ILLNESS}"}), "00" * 32,
                  "2026-11-20T10:00:00.000+08:00", "")  # fmt: skip
    with town.ws.store.transaction() as db:
        documents.add(db, one)
        records.append(db, "health-document", one.id, b"\xa0", one.made_at)


def test_the_forms_that_are_kept_apart_are_those_that_the_shelf_calls_health(town: Town) -> None:
    shelf = form_list.shelf(town.ws)
    assert {one.form_id for one in shelf if one.health} == HEALTH_FORMS
    assert {one.code for one in shelf if one.health} == form_list.health_codes()
