"""Health forms on paper: filled and empty, whole, only for whose form they are, and noted."""

import re
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest

from forms import FormSession
from tests.services import clinic, f01
from tests.services.town import Town
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.services import attachments, form_list, form_shelf, paper, visit_freeze
from villagevisit.services.form_shelf import form_language
from villagevisit.services.paper_types import PaperKind, PaperRequest, Verdict

KIND = PaperKind.HEALTH_FORM


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"\s", "", found)


def questions(session: FormSession, ref: str | None = None) -> Iterator[str]:
    """Labels of all questions but notes, of repeats those of one instance."""
    for node in session.children(ref)[:1] if ref and session.node(ref).kind == "repeat" else session.children(ref):
        if node.kind != "question":
            yield from questions(session, node.ref)
        elif node.control != "note" and node.label:
            yield node.label


@pytest.fixture
def measured(town: Town) -> tuple[Town, str]:
    """The head of a household with a follow-up that the village doctor signed."""
    head = town.person(town.family("0001"), 1)
    return town, clinic.pressure(town, head, 152, 96, date(2026, 11, 1))


def test_a_follow_up_has_its_answers_ticks_and_signatures_and_its_code_is_the_record(
    measured: tuple[Town, str],
) -> None:
    town, found = measured
    doctor = town.actor("006")
    (first, *empty) = paper.subjects(town.ws, doctor, KIND)
    assert (first.id, first.title) == (found, "张三丰　高血压患者随访服务记录表")
    assert len(empty) == len([one for one in form_list.shelf(town.ws) if one.health]) == 10
    made = paper.make(town.ws, doctor, PaperRequest(KIND, subject_id=found)).value
    page = text(made.pdf)
    expected = ("张三丰红星村0001", clinic.EHR, "收缩压(mmHg)152", "舒张压(mmHg)96", "周村医", "规律间断不服药")
    for said in expected:
        assert said in page, said
    assert "目标体重" in page
    assert paper.verify(town.ws, made.code).verdict is Verdict.GENUINE
    assert "张三丰" not in made.name


def test_each_form_can_be_had_empty_with_every_question_and_every_choice(town: Town) -> None:
    doctor = town.actor("006")
    for subject in paper.subjects(town.ws, doctor, KIND):
        form_id = subject.id.removeprefix("blank:")
        made = paper.preview(town.ws, doctor, PaperRequest(KIND, subject_id=subject.id))
        page = text(made.pdf)
        form = form_shelf.get_form(town.ws, form_id)
        session = form.session(now=town.ws.clock.now, language=form_language(form, "zh_CN"))
        for label in questions(session):
            assert re.sub(r"\s", "", label) in page, (form_id, label)
    assert "☐" not in page  # boxes are drawn


def test_what_was_not_measured_stays_open_and_what_was_not_said_is_struck(town: Town) -> None:
    doctor, person = town.actor("006"), town.person(town.family("0001"), 1)
    found = clinic.signed_form(town, person, "htn_followup", {
        **clinic.PRESSURE, "fu_date": "2026-11-01", "g_fu/next_date": "2027-01-30",
    })  # fmt: skip
    page = text(paper.preview(town.ws, doctor, PaperRequest(KIND, subject_id=found)).pdf)
    assert "目标体重" in page
    assert "目标体重/" not in page
    assert "其他体征/" in page


def test_only_whose_form_it_is_may_print_it_and_that_he_read_it_is_kept(measured: tuple[Town, str]) -> None:
    town, found = measured
    assert KIND not in {one.kind for one in paper.offers(town.ws, town.actor("005"))}
    for staff in ("001", "005"):
        with pytest.raises(Refused) as refused:
            paper.preview(town.ws, town.actor(staff), PaperRequest(KIND, subject_id=found))
        assert refused.value.code == "actor.role"

    def noted() -> int:
        return len(list(town.ws.store.reader().query("SELECT 1 FROM audit WHERE action = 'read.health'")))

    before = noted()
    paper.preview(town.ws, town.actor("006"), PaperRequest(KIND, subject_id=found))
    assert noted() == before + 1
    paper.preview(town.ws, town.actor("006"), PaperRequest(KIND, subject_id="blank:physical_exam"))
    assert noted() == before + 1
    assert Role.VILLAGE_DOCTOR in town.officer("006").roles


@pytest.mark.parametrize("subject", ["nothing", "blank:household_verification", "blank:nothing"])
def test_what_is_no_health_form_is_refused(town: Town, subject: str) -> None:
    with pytest.raises(Refused) as refused:
        paper.preview(town.ws, town.actor("006"), PaperRequest(KIND, subject_id=subject))
    assert refused.value.code == "paper.no-subject"


def test_an_unsigned_record_is_not_printed(town: Town) -> None:
    doctor, person = town.actor("006"), town.person(town.family("0001"), 1)
    opened = clinic.begun(town, person, "htn_followup")
    pad = attachments.attach(town.ws, opened.draft_id, f01.PAD, "signature").value
    said = {**clinic.PRESSURE, "fu_date": "2026-11-01", "g_fu/next_date": "2027-01-30", "g_fu/sign_doc": pad}
    for ref, value in said.items():
        opened.session.answer(f"/data/{ref}", value)
    found = visit_freeze.freeze(town.ws, doctor, opened.draft_id, opened.session).value.submission_id
    with pytest.raises(Refused) as refused:
        paper.preview(town.ws, doctor, PaperRequest(KIND, subject_id=found))
    assert refused.value.code == "paper.not-signed"
    assert found not in {one.id for one in paper.subjects(town.ws, doctor, KIND)}


def test_each_signed_form_knows_its_paper(town: Town) -> None:
    papers = {one.code: form_list.paper_of(one.code) for one in form_list.shelf(town.ws)}
    assert papers["F01"] == PaperKind.VERIFICATION_FORM
    assert {code for code, paper_ in papers.items() if paper_ == KIND} == {
        one.code for one in form_list.shelf(town.ws) if one.health
    }
    assert papers["F02"] == papers["F16"] == ""
