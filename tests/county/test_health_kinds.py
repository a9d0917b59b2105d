"""Health data on the way: to doctors of the area and the county, and to nobody else, on wire, disk and page."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sync import handout
from sync.exchange import Declined
from sync.handout import Want
from sync.record import CHAIN_START, make
from sync.server import downlink
from sync.transport.http import Take
from tests import peek
from tests.county.side import COUNTY, PHOTO, VILLAGE, Laptop
from tests.county.test_attachments_down import asking, digest, office
from tests.county.test_lineage import names, serving
from tests.county.test_pages import CODE, Browser
from tests.county.test_people import joined
from tests.county.test_safe_elsewhere import backed_up
from villagevisit.county import erasing, publish, server
from villagevisit.county.home import CountyHome
from villagevisit.county.judge import judge
from villagevisit.county.people import People
from villagevisit.county.signin import SignIn
from villagevisit.domain.access import Role
from villagevisit.domain.clock import FixedClock, stamp
from villagevisit.domain.erasing import Reason
from villagevisit.services import (
    enrolment,
    events,
    exchange_blobs,
    exchange_bodies,
    form_list,
    replica_apply,
    replica_scope,
)
from villagevisit.services.event_body import event_body, event_kind
from villagevisit.services.events import New
from villagevisit.services.exchange_bodies import Place, SubmissionBody
from villagevisit.services.workspace import NOBODY, new_id
from villagevisit.store import documents, health_lines, records, visits
from villagevisit.store.documents import Printed

TOWN, NEXT_TOWN = "999999100000", "999999200000"
FORM = "htn_followup"
ILLNESS = "恶性嗜铬细胞瘤"
"""Planted in a form, an event and a paper; no other text has it."""


def body(laptop: Laptop, form: str = FORM, photos: tuple[bytes, ...] = ()) -> SubmissionBody:
    name = new_id()
    xml = f"<data><ill>{ILLNESS}</ill><meta><instanceID>{name}</instanceID></meta></data>".encode()
    return SubmissionBody(
        id=name, form_id=form, form_version="1", digest=hashlib.sha256(xml).hexdigest(), xml=xml,
        frozen_at=stamp(laptop.clock), place=Place("household-1", "0001", VILLAGE, "红星村", "一组", "张三丰"),
        person_id="person-1", signatures_needed=1, attachments=tuple(laptop._attach(data) for data in photos),
    )  # fmt: skip


def followed(laptop: Laptop, photos: tuple[bytes, ...] = ()) -> str:
    """A frozen health form, as the doctor's laptop keeps and sends it; its id."""
    one = body(laptop, photos=photos)
    with laptop.ws.store.transaction() as db:
        row = visits.StoredSubmission(
            one.id, FORM, "1", "household-1", "person-1", "", "", "", one.digest, one.xml, "{}", "{}",
            one.frozen_at, "",
        )  # fmt: skip
        visits.add_submission(db, row)
        for file in one.attachments:
            visits.put_attachment(db, visits.AttachmentRow(one.id, file.name, file.digest, "image/jpeg", file.size))
        sent = exchange_bodies.submission_body(one)
        records.append(db, form_list.submission_kind(FORM), one.id, sent, one.frozen_at)
    return one.id


def entered(laptop: Laptop) -> None:
    events.record(laptop.ws, NOBODY, New("health.noted", VILLAGE, data={"what": ILLNESS}))


def printed(laptop: Laptop) -> None:
    paper = Printed(new_id(), "plate", VILLAGE, "", "1", f'{{"what":"{ILLNESS}"}}', "00" * 32, stamp(laptop.clock), "")
    with laptop.ws.store.transaction() as db:
        documents.add(db, paper)
        sent = exchange_bodies.document_body(paper)
        records.append(db, exchange_bodies.HEALTH_DOCUMENT, paper.id, sent, paper.made_at)


def measured(laptop: Laptop, *sources: str) -> None:
    """As `health_lines` makes them for lists and charts."""
    with laptop.ws.store.transaction() as db:
        for one in sources:
            health_lines.add_visit(db, one, "person-1", FORM, "2026-11-22", "", {"sbp": "148"})


def lines_of(laptop: Laptop) -> list[tuple[str, str]]:
    sql = "SELECT source, value FROM observation o JOIN health_visit v ON v.row = o.visit"
    return list(laptop.ws.store.reader().execute(sql).fetchall())


def knows(laptop: Laptop) -> bool:
    """Whether the illness stands anywhere in the data file, on free pages too."""
    return ILLNESS.encode() in peek.decrypted(laptop.ws) + peek.installed_pages(laptop.ws.home)


def kinds(laptop: Laptop) -> set[str]:
    return {kind for (kind,) in laptop.ws.store.reader().execute("SELECT DISTINCT kind FROM record WHERE size > 0")}


@pytest.fixture
def doctor(county: CountyHome, clock: FixedClock, tmp_path: Path) -> Iterator[Laptop]:
    with office(tmp_path / "one", county, clock, "doctor", VILLAGE) as laptop:
        yield laptop


def test_an_illness_reaches_doctors_of_the_area_and_the_county_and_no_other_disk(
    doctor: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    posts = [("clerk", TOWN), ("team", TOWN), ("doctor", TOWN), ("county", COUNTY), ("doctor", NEXT_TOWN)]
    followed(doctor)
    entered(doctor)
    printed(doctor)
    doctor.visit(1)
    with ExitStack() as stack:
        port = stack.enter_context(serving(county))
        homes = [tmp_path / str(at) for at in range(len(posts))]
        others = [
            stack.enter_context(office(home, county, clock, *post)) for home, post in zip(homes, posts, strict=True)
        ]
        for one in (doctor, *others):
            one.send(port)
            one.send(port)
        assert [knows(one) for one in others] == [False, False, True, True, False]
        clerk, team, hospital, office_, _ = map(kinds, others)
        health = {"health", "health-event", "health-document"}
        assert (clerk & health, "submission" in clerk) == (set(), True)
        assert team & {*health, "submission"} == set()
        assert health <= hospital
        assert "submission" not in hospital
        assert {*health, "submission"} <= office_


def test_what_a_health_record_shows_is_fetched_by_doctors_and_refused_to_clerks(
    doctor: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    followed(doctor, (PHOTO,))
    want = Want(digest(PHOTO))
    with serving(county) as port, office(tmp_path / "two", county, clock, "doctor") as hospital:
        doctor.send(port)
        assert hospital.send(port).photos == 1
        with office(tmp_path / "three", county, clock) as clerk:
            assert clerk.send(port).photos == 0
            name, keys = enrolment.device_name(clerk.ws), enrolment.device_keys(clerk.ws)
            with asking(clerk, port) as link:
                asked = Take(want, handout.sign(COUNTY, name, want, keys.signing))
                assert link.perform(asked) == Declined("blob.unknown")
            doctor.visit(1, (PHOTO,))  # the same picture in a record of the office
            doctor.send(port)
            assert clerk.send(port).photos == 1


def test_a_laptop_that_is_no_doctors_any_more_lets_go_of_what_is_safe(
    doctor: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    with serving(county) as port, office(tmp_path / "two", county, clock, "doctor") as colleague:
        theirs = followed(colleague)
        colleague.send(port)
        mine = followed(doctor)
        entered(doctor)
        doctor.send(port)
        doctor.send(port)
        (name,) = names(doctor)
        measured(doctor, theirs, mine)
        publish.set_scope(county, name, "clerk", [VILLAGE])
        clock.advance(hours=1)
        doctor.send(port)
        assert _held(doctor) == {mine}, "not in a tested backup yet"
        assert lines_of(doctor) == [(mine, "148")], "what pages read of it goes with it"
        later = followed(doctor)
        backed_up(county)
        doctor.send(port)
        assert _held(doctor) == {later}, "what a doctor makes on a clerk's laptop afterwards stays there"
        assert records.first_broken(doctor.ws.store.reader()) is None
        publish.set_scope(county, name, "doctor", [VILLAGE])
        doctor.send(port)
        doctor.send(port)
        assert _held(doctor) == {later, theirs}


def test_a_clerks_laptop_drops_what_an_older_county_sent_it(
    doctor: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    """Before there were two kinds, clerks had it all."""
    with serving(county) as port, office(tmp_path / "two", county, clock) as clerk:
        clerk.send(port)
        one = body(doctor)
        old = make("DZ-OLDE-0001", 1, "submission", one.id, one.frozen_at, CHAIN_START, bytes(16),
                   exchange_bodies.submission_body(one))  # fmt: skip
        with clerk.ws.store.transaction() as db:
            records.keep_foreign(db, [old])
            replica_apply.apply(clerk.ws, db, [old])
        assert _held(clerk) == {one.id}, "it can still be read"
        clerk.send(port)
        assert not knows(clerk)


def _held(laptop: Laptop) -> set[str]:
    rows = laptop.ws.store.reader().execute("SELECT id FROM submission WHERE form_id = ?", [FORM])
    return {str(one) for (one,) in rows}


def test_laptop_and_county_agree_on_what_is_kept_apart() -> None:
    assert set(downlink.HEALTH_KINDS) == {
        exchange_bodies.HEALTH, exchange_bodies.HEALTH_DOCUMENT, event_kind("health.noted"),
    }  # fmt: skip
    assert downlink.HEALTH_ROLES == replica_scope.HEALTH_ROLES
    assert downlink.HEALTH_ROLES | downlink.FULL_ROLES == exchange_blobs.ROLES


def test_a_kind_that_lies_is_refused_and_an_old_one_stays_at_the_county(doctor: Laptop) -> None:
    def judged(kind: str, form: str) -> tuple[str, str]:
        one = body(doctor, form)
        sent = exchange_bodies.submission_body(one)
        verdict = judge(make("DZ-TEST-0001", 1, kind, one.id, one.frozen_at, CHAIN_START, bytes(16), sent))
        return verdict.refusal, verdict.area

    assert judged("health", FORM) == judged("health", "our_own_form") == ("", VILLAGE)
    assert judged("submission", FORM) == ("", "")
    assert judged("submission", "household_verification") == ("", VILLAGE)
    assert judged("health", "household_verification") == ("record.kind", VILLAGE)
    made = events.made(doctor.ws, NOBODY, New("health.noted", VILLAGE))
    other = events.made(doctor.ws, NOBODY, New("board.posted", VILLAGE))
    verdicts = [
        judge(make("DZ-TEST-0001", 1, kind, one.id, one.at, CHAIN_START, bytes(16), event_body(one)))
        for kind, one in (("health-event", made), ("event", made), ("health-event", other), ("event", other))
    ]
    assert [(one.refusal, one.area) for one in verdicts] == [
        ("", VILLAGE), ("", ""), ("record.kind", VILLAGE), ("", VILLAGE),
    ]  # fmt: skip
    assert [event_kind(one.kind) for one in (made, other)] == ["health-event", "event"]


def test_the_countys_pages_say_of_whom_a_health_record_is_to_the_health_office_alone(
    doctor: Laptop, county: CountyHome, clock: FixedClock, tmp_path: Path
) -> None:
    table = tmp_path / "terms.csv"
    table.write_text("form,years,starts,end,valid_from,source\nF11,1,made,delete,2026-11-01,县定\n", "utf-8")
    publish.publish(county, "retention", table)
    health = followed(doctor)
    people = People(county.log, county.clock)
    with server.running(server.application(county, SignIn(CODE, county.clock))) as port:
        doctor.send(port)
        clock.advance(days=400)
        browser = Browser(port)
        shown = {}
        for role in Role:
            browser.cookies = {"vv_session": joined(people, f"人{role}", role, TOWN if role in _LOCAL else "")}
            paths = ("/", f"/village/{VILLAGE}", "/privacy", "/audit-list", "/conflicts", "/computers")
            shown[role] = "".join(browser.ask("GET", path)[1] for path in paths)
        browser.close()
    assert all(ILLNESS not in text for text in shown.values())
    assert {role for role, text in shown.items() if "F11" in text} == {Role.COUNTY}
    assert {role for role, text in shown.items() if "0001" in text} == {Role.COUNTY}
    assert {role for role, text in shown.items() if health in text} == {Role.COUNTY, Role.AUDITOR}
    assert "健康记录" in shown[Role.AUDITOR]


_LOCAL = {Role.CLERK, Role.DOCTOR}


def test_what_is_erased_by_order_goes_under_either_kind(doctor: Laptop, county: CountyHome) -> None:
    one = followed(doctor)
    with serving(county) as port:
        doctor.send(port)
        measured(doctor, one)
        done = erasing.order(county, [one], Reason.REQUEST, "云卫删〔2026〕1号", "赵主任")
        assert done.records == 1
        doctor.send(port)
        assert not knows(doctor)
        assert lines_of(doctor) == []
