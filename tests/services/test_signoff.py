"""Two people, two PINs, one digest; whatever else is tried is refused with a sentence and leaves a row."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.record import decode
from tests import peek
from tests.services import f01
from tests.services.town import HEAD_OF_0001, PINS, Town, opened, signed_visit
from villagevisit import wording
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin
from villagevisit.services import (
    attachments,
    audit_trail,
    campaign,
    exchange_bodies,
    people,
    signoff,
    signoff_summary,
    visit,
    visit_freeze,
    visit_lookup,
)
from villagevisit.store import campaigns as frames
from villagevisit.store.driver import sqlite

FORM = "household_verification"


@pytest.fixture
def submission_id(town: Town) -> str:
    """A frozen visit of 李芳 and 王强 that waits for their signatures."""
    town.with_pins()
    household = town.family()
    round_ = opened(town)
    actor = town.actor("001", "002")
    form = visit.open_form(town.ws, actor, FORM, household_id=household, campaign_id=round_.id).value
    f01.fill(town, form)
    return visit_freeze.freeze(town.ws, actor, form.draft_id, form.session).value.submission_id


def refused(town: Town, submission_id: str, staff_no: str, place: int, pin: str = "") -> str:
    with pytest.raises(Refused) as caught:
        signoff.sign(town.ws, submission_id, town.officer(staff_no).id, pin or PINS.get(staff_no, "000000"), place)
    assert wording.explain(caught.value)
    return caught.value.code


def refusals(town: Town) -> list[str]:
    rows = audit_trail.rows(town.ws)
    return [json.loads(row.detail)["code"] for row in rows if row.action in ("signoff.refused", "pin.refused")]


class TestSigning:
    def test_from_frozen_to_due(self, town: Town, submission_id: str) -> None:
        names = [officer.name for officer in signoff.candidates(town.ws, submission_id, 1)]
        assert names == ["李芳", "王强"]
        assert signoff.candidates(town.ws, submission_id, 2) == ()
        first = signoff.sign(town.ws, submission_id, town.officer("002").id, PINS["002"], 1).value
        assert ([officer.name for officer in first.signed], first.complete) == (["王强"], False)
        assert [officer.name for officer in signoff.candidates(town.ws, submission_id, 2)] == ["李芳"]
        assert visit_lookup.submission(town.ws, submission_id).row.sending == ""
        town.clock.advance(minutes=2)
        second = signoff.sign(town.ws, submission_id, town.officer("001").id, PINS["001"], 2).value
        assert second.complete
        row = visit_lookup.submission(town.ws, submission_id).row
        assert (row.complete, row.sending) == (True, "due")
        assert [(one.place, one.officer_name) for one in row.signed] == [(1, "王强"), (2, "李芳")]
        round_ = campaign.current(town.ws)
        assert round_ is not None
        assert campaign.counts(town.ws, round_.id)[VisitState.SIGNED] == 1
        assert visit_lookup.waiting_for_signature(town.ws) == []
        assert signoff.verify(town.ws, submission_id)
        assert audit_trail.first_broken(town.ws) is None

    def test_what_travels_is_the_record_and_both_signatures(self, town: Town, submission_id: str) -> None:
        signed_visit(town, submission_id)
        rows = town.ws.store.reader().query("SELECT kind, subject_id, body FROM record_whole ORDER BY seq")
        consent, *found = rows
        assert consent["kind"] == "consent"
        assert [(row["kind"], row["subject_id"]) for row in found] == [("submission", submission_id)]
        record = decode(found[0]["body"])
        assert isinstance(record, dict)
        digest = visit_lookup.submission(town.ws, submission_id).row.digest
        assert record["xml"] == visit_lookup.submission(town.ws, submission_id).body
        assert record["officers"] == ["001", "002"]
        assert isinstance(record["files"], list | tuple)
        assert len(record["files"]) == 2
        first, second = exchange_bodies.read_submission(found[0]["body"]).signoffs
        assert [one.staff_no for one in (first, second)] == ["001", "002"]
        claimed = exchange_bodies.claimed(exchange_bodies.read_submission(found[0]["body"]))
        message = exchange_bodies.signed_message(digest, claimed, 2, second.public_key, b"", first.signature)
        Ed25519PublicKey.from_public_bytes(second.public_key).verify(second.signature, message)

    def test_same_person_order_strangers(self, town: Town, submission_id: str) -> None:
        assert refused(town, submission_id, "001", 2) == "signoff.order"
        assert refused(town, submission_id, "003", 1) == "signoff.not-named"
        signoff.sign(town.ws, submission_id, town.officer("001").id, PINS["001"], 1)
        assert refused(town, submission_id, "001", 2) == "signoff.same-person"
        signoff.sign(town.ws, submission_id, town.officer("002").id, PINS["002"], 2)
        assert refused(town, submission_id, "002", 2) == "signoff.complete"
        assert refusals(town) == ["signoff.complete", "signoff.same-person", "signoff.not-named", "signoff.order"]

    def test_kin_declared_after_the_visit_may_not_sign(self, town: Town, submission_id: str) -> None:
        people.declare_kin(town.ws, town.actor("002"), town.officer("002").id, Kin("张三丰", HEAD_OF_0001, "2"))
        assert refused(town, submission_id, "002", 1) == "recusal.kin"
        assert refused(town, submission_id, "001", 1) == "recusal.kin", "the pair is not a pair that may"
        assert refusals(town) == ["recusal.kin", "recusal.kin"]

    def test_wrong_pin_five_times(self, town: Town, submission_id: str) -> None:
        codes = [refused(town, submission_id, "001", 1, "000001") for _ in range(5)]
        assert codes == ["pin.wrong"] * 4 + ["pin.locked"]
        assert refused(town, submission_id, "001", 1) == "pin.locked"
        assert len(refusals(town)) == 6
        assert visit_lookup.submission(town.ws, submission_id).row.signed == ()
        town.clock.advance(minutes=2)
        signoff.sign(town.ws, submission_id, town.officer("001").id, PINS["001"], 1)
        assert audit_trail.first_broken(town.ws) is None

    def test_without_a_pin_nobody_signs(self, town: Town, submission_id: str) -> None:
        with town.ws.store.transaction() as db:
            db.execute("DELETE FROM officer_key WHERE officer_id = ?", [town.officer("001").id])
        assert refused(town, submission_id, "001", 1) == "pin.unset"


AGAIN = "INSERT INTO signoff SELECT submission_id,"
REST = "public_key, signature, signed_at, claims, certificate, beacon FROM signoff"


class TestImmutable:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE submission SET body = x'00'",
            "UPDATE submission SET result = '{}'",
            "DELETE FROM submission",
            "UPDATE signoff SET officer_id = 'x'",
            "DELETE FROM signoff",
            f"{AGAIN} 2, officer_id, digest, {REST}",
            f"{AGAIN} 2, 'x', 'other', {REST}",
            "UPDATE audit SET detail = '{}'",
            "DELETE FROM audit",
        ],
    )
    def test_not_even_by_sql(self, town: Town, submission_id: str, sql: str) -> None:
        signoff.sign(town.ws, submission_id, town.officer("001").id, PINS["001"], 1)
        with pytest.raises(sqlite.IntegrityError), town.ws.store.transaction() as db:
            db.execute(sql)

    def test_bytes_changed_behind_our_back_cannot_be_signed_or_verified(self, town: Town, submission_id: str) -> None:
        signoff.sign(town.ws, submission_id, town.officer("001").id, PINS["001"], 1)
        outside = peek.data_file(town.ws.home, isolation_level=None)
        outside.execute("DROP TRIGGER submission_is_immutable")
        outside.execute("UPDATE submission SET body = CAST(replace(CAST(body AS TEXT), '1800', '1900') AS BLOB)")
        outside.close()
        assert refused(town, submission_id, "002", 2) == "signoff.altered"
        assert not signoff.verify(town.ws, submission_id)
        with pytest.raises(Refused, match=r"signoff\.altered"):
            signoff_summary.summary(town.ws, submission_id)


class TestSummary:
    def test_everything_that_is_vouched_for_in_words(self, town: Town, submission_id: str) -> None:
        found = signoff_summary.summary(town.ws, submission_id)
        assert found.household == "红星村 · 一组 · 0001 · 张三丰"
        assert [officer.name for officer in found.named] == ["李芳", "王强"]
        assert [(one.label, one.value) for one in found.figures][-1] == ("建议月补差（元）", "955.00")
        titles = [section.title for section in found.sections]
        assert titles[0] == "一、调查信息"
        income = next(section for section in found.sections if section.title.startswith("五、家庭收入"))
        assert income.rows[0].label.startswith("近12个月是否有任何收入")
        assert "三、家庭基本情况" in titles
        assert any(title.startswith("四、家庭成员") and title.endswith("2 王秀英") for title in titles)
        values = {row.label: row for section in found.sections for row in section.rows}
        assert values["入户结果"].value == "完成"
        assert values["致困原因"].value == "因病、缺劳动力"
        assert values["总费用(元/年)"].value == "6,200"
        assert values["身份证号"].value.startswith("999999********")
        assert values["调查员1签字"].attachment.startswith("signature-")
        assert attachments.attachment_bytes(town.ws, submission_id, values["调查员1签字"].attachment)
        assert not any(row.changed for section in found.sections for row in section.rows)

    def test_in_the_language_of_the_reader(self, town: Town, submission_id: str) -> None:
        wording.set_language("en")
        found = signoff_summary.summary(town.ws, submission_id)
        assert found.title == "Household verification form" or found.title.isascii()
        values = {row.label: row.value for section in found.sections for row in section.rows}
        assert "Visit result" in values

    def test_what_changed_since_last_time_is_marked(self, town: Town, submission_id: str) -> None:
        signed_visit(town, submission_id)
        town.clock.advance(days=1)
        again = visit.correct(town.ws, town.actor("001", "002"), submission_id, "工资少记").value
        again.session.answer("/data/income[1]/inc_qty", "8")
        actor = town.actor("001", "002")
        newer = visit_freeze.freeze(town.ws, actor, again.draft_id, again.session).value.submission_id
        rows = [row for section in signoff_summary.summary(town.ws, newer).sections for row in section.rows]
        assert [(row.label, row.value) for row in rows if row.changed] == [("数量(亩/头/月/天)", "8")]


def test_the_state_of_a_record_reaches_the_worklist(town: Town, submission_id: str) -> None:
    signed_visit(town, submission_id)
    round_ = campaign.current(town.ws)
    assert round_ is not None
    for state, expected in (("sent", "sent"), ("refused", "refused"), ("received", "received")):
        with town.ws.store.transaction() as db:
            frames.set_record_state(db, [submission_id], state)
        assert campaign.counts(town.ws, round_.id)[VisitState(expected)] == 1
    assert campaign.coverage(town.ws, round_.id).done == 1


def test_a_pledge_is_signed_by_whoever_made_it(town: Town) -> None:
    town.with_pins()
    form = visit.open_form(town.ws, town.actor("001"), "pledge").value
    sign = attachments.attach(town.ws, form.draft_id, f01.PAD, "signature").value
    answers = {
        "p_id_no": "999999199001010016", "p_role": "1", "p_unit": "清溪镇", "p_post": "干事", "p_has_kin": "0",
        "p_published": "0", "p_sign": sign,
    }  # fmt: skip
    for leaf, value in answers.items():
        form.session.answer(f"/data/{leaf}", value)
    assert form.session.problems() == []
    frozen = visit_freeze.freeze(town.ws, town.actor("001"), form.draft_id, form.session).value
    assert frozen.signatures_needed == 1
    assert [officer.name for officer in signoff.candidates(town.ws, frozen.submission_id, 1)] == ["李芳"]
    assert refused(town, frozen.submission_id, "002", 1) == "signoff.not-named"
    assert signoff.sign(town.ws, frozen.submission_id, town.officer("001").id, PINS["001"], 1).value.complete
    assert [row.form_code for row in visit_lookup.history_of_person(town.ws, town.officer("001").id)] == ["F04"]
