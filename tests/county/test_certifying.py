"""Whose key it is: asked by the laptop, answered by the county, and kept where people sign."""

from dataclasses import replace
from pathlib import Path

import pypdfium2

from sync.succession import Trust
from tests.county.certified import INVESTIGATOR, certify_all
from tests.county.connected_town import laptop, port, set_up_home, town
from tests.county.side import COUNTY, Laptop, code_of
from tests.county.test_pages import Browser
from tests.county.test_people import joined, post, sign_in
from tests.services.f01 import fill
from tests.services.town import PINS, RED_STAR, STONE, Town, opened, signed_visit, team
from villagevisit.county import certifying
from villagevisit.county.certifying import Offer
from villagevisit.county.home import CountyHome
from villagevisit.county.people import People
from villagevisit.domain.access import Role as Seat
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services import (
    campaign,
    certificates,
    certified,
    check_phrase,
    enrolment,
    paper,
    paper_code,
    paper_image,
    signoff,
    visit,
    visit_freeze,
)
from villagevisit.services.paper_types import PaperRequest, Verdict
from villagevisit.store import certificates as kept
from villagevisit.store import county_certificates as rows
from villagevisit.store import signoffs

__all__ = ["laptop", "port", "set_up_home", "town"]


def frozen(town: Town) -> str:
    household = town.family()
    round_ = opened(town)
    one = team(town, round_, "第一组", "001", "002")
    campaign.assign(town.ws, town.actor("005"), round_.id, [household], one.id)
    form = visit.open_form(
        town.ws, town.actor("001", "002"), "household_verification", household_id=household, campaign_id=round_.id
    ).value
    fill(town, form)
    return visit_freeze.freeze(town.ws, town.actor("001", "002"), form.draft_id, form.session).value.submission_id


def settled(county: CountyHome) -> None:
    """The server does the same when it has time."""
    county.view.catch_up()
    certifying.settle(county)


def why(town: Town, staff_no: str, area: str = RED_STAR.code) -> str:
    return certified.standing(town.ws, town.officer(staff_no), INVESTIGATOR, area).why


def test_who_was_certified_signs_and_counts(
    laptop: Laptop, town: Town, county: CountyHome, port: int, tmp_path: Path
) -> None:
    submission = frozen(town)
    assert why(town, "001") == "signoff.uncertified"
    laptop.send(port)
    assert certify_all(county) == len(PINS)
    laptop.send(port)
    assert why(town, "001") == ""
    signed_visit(town, submission)
    assert all(one.certificate and one.beacon for one in signoffs.of(town.ws.store.reader(), submission))
    assert signoff.verify(town.ws, submission)
    laptop.send(port)
    county.view.catch_up()
    assert [one.signed for one in county.view.villages()] == [1]
    _paper_proves_itself(town, submission, tmp_path)


def _paper_proves_itself(town: Town, submission: str, tmp_path: Path) -> None:
    """Read from a picture of the printed page; a figure that somebody changed in it is named."""
    made = paper.make(town.ws, town.actor("001"), PaperRequest("verification_form", subject_id=submission)).value
    picture = tmp_path / "page.png"
    pypdfium2.PdfDocument(made.pdf)[0].render(scale=300 / 72).to_pil().save(picture)
    text = paper_image.read_image(picture)
    assert text == made.code
    checked = paper.verify(town.ws, text)
    assert checked.verdict is Verdict.GENUINE
    values = {value for _, value in checked.facts}
    assert {"李芳（001） 2026-11-22 10:00", "王强（002） 2026-11-22 10:00", "红星村"} <= values
    one = paper_code.read(text)
    forged = paper_code.write(replace(one, claims=replace(one.claims, persons=one.claims.persons + 1)))
    checked = paper.verify(town.ws, forged)
    assert (checked.verdict, checked.differing) == (Verdict.ALTERED, ("保障人数",))
    certificate_key = certificates.read(COUNTY, _county_key(town), one.signed[0][0]).key
    with town.ws.store.transaction() as db:
        kept.revoke(db, certificate_key, "2026-11-22")
    assert paper.verify(town.ws, text).verdict is Verdict.REVOKED
    assert paper.verify(town.ws, paper_code.write(replace(one, county="999998"))).verdict is Verdict.UNKNOWN


def _county_key(town: Town) -> Trust:
    file = enrolment.county_file(town.ws)
    assert file is not None
    return file.trust


def test_a_code_of_the_county_certifies_at_once_and_one_key_alone(
    laptop: Laptop, town: Town, county: CountyHome, port: int
) -> None:
    laptop.send(port)
    code = certifying.offer(county, Offer("001", INVESTIGATOR, (RED_STAR.code,)))
    certified.ask(town.ws, town.officer("002").id, code)
    laptop.send(port)
    settled(county)
    laptop.send(port)
    assert why(town, "001") == why(town, "002") == "signoff.uncertified", "the code was another's"
    certified.ask(town.ws, town.officer("001").id, code.lower().replace("-", " "))
    laptop.send(port)
    settled(county)
    laptop.send(port)
    assert (why(town, "001"), why(town, "001", STONE.code)) == ("", "certificate.area")
    assert rows.certificates(county.view.store.reader())[0].staff_no == "001"
    submission = frozen(town)
    assert code_of(lambda: signoff.sign(town.ws, submission, town.officer("002").id, PINS["002"], 1)) == (
        "signoff.uncertified"
    )
    signoff.sign(town.ws, submission, town.officer("001").id, PINS["001"], 1)


def test_revoked_and_expired_keys_do_not_sign(
    laptop: Laptop, town: Town, county: CountyHome, port: int, clock: FixedClock
) -> None:
    submission = frozen(town)
    laptop.send(port)
    certify_all(county)
    serials = {one.staff_no: one.serial for one in reversed(rows.certificates(county.view.store.reader()))}
    certifying.revoke(county, serials["001"])
    laptop.send(port)
    assert code_of(lambda: signoff.sign(town.ws, submission, town.officer("001").id, PINS["001"], 1)) == (
        "certificate.revoked"
    )
    clock.advance(days=366)
    assert why(town, "002") == "certificate.expired"


def test_a_code_renews_what_ended_and_what_was_refused(
    laptop: Laptop, town: Town, county: CountyHome, port: int, clock: FixedClock
) -> None:
    laptop.send(port)
    county.view.catch_up()
    waiting = {one.staff_no: one for one in rows.asking(county.view.store.reader())}
    certifying.issue(county, waiting["001"], INVESTIGATOR, ())
    certifying.refuse(county, waiting["002"])
    clock.advance(days=366)
    laptop.send(port)
    assert [certified.of(town.ws, town.officer(one)).state for one in ("001", "002")] == ["expired", "refused"]
    for staff_no in ("001", "002"):
        code = certifying.offer(county, Offer(staff_no, INVESTIGATOR, ()))
        certified.ask(town.ws, town.officer(staff_no).id, code)
    for _ in range(2):
        laptop.send(port)
        settled(county)
    assert [certified.of(town.ws, town.officer(one)).state for one in ("001", "002")] == ["good", "good"]


def test_a_signature_after_the_revocation_does_not_count_at_the_county(
    laptop: Laptop, county: CountyHome, port: int, clock: FixedClock
) -> None:
    laptop.visit(1)
    laptop.send(port)
    county.view.catch_up()
    assert [one.signed for one in county.view.villages()] == [1]
    clock.advance(minutes=1)
    certifying.revoke(county, rows.certificates(county.view.store.reader())[0].serial)
    clock.advance(minutes=1)
    laptop.visit(2)
    laptop.send(port)
    county.view.catch_up()
    assert [(one.households, one.signed) for one in county.view.villages()] == [(2, 1)]
    county.view.rebuild()
    assert [(one.households, one.signed) for one in county.view.villages()] == [(2, 1)]


def test_the_county_answers_on_its_page(laptop: Laptop, town: Town, county: CountyHome, port: int) -> None:
    laptop.send(port)
    county.view.catch_up()
    waiting = {one.staff_no: one for one in rows.asking(county.view.store.reader())}
    browser = Browser(port)
    try:
        joined(People(county.log, county.clock), "李主任", Seat.COUNTY)
        assert sign_in(browser, "李主任") == 303
        page = browser.ask("GET", "/certify")[1]
        assert "王强" in page
        assert check_phrase.spoken(waiting["002"].key) in page
        given = {"key": waiting["002"].key.hex(), "act": "issue", "areas": RED_STAR.code}
        assert "没有选" in post(browser, "/certify", **given)[1]
        post(browser, "/certify", **given, **{f"role:{Role.INVESTIGATOR}": "1"})
        post(browser, "/certify", key=waiting["001"].key.hex(), act="refuse")
    finally:
        browser.close()
    assert {one.staff_no for one in rows.asking(county.view.store.reader())} == {"003", "004", "006"}
    laptop.send(port)
    assert (why(town, "002"), why(town, "001")) == ("", "signoff.uncertified")
