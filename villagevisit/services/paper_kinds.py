"""The papers there are: what has to be chosen first, who may print them, what they are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from villagevisit.domain.access import Deed, Within, duties
from villagevisit.domain.form_ids import PLEDGE_FORM, VISIT_FORM
from villagevisit.domain.officer import Role
from villagevisit.services import (
    areas,
    paper_aid_cost,
    paper_aid_ledger,
    paper_aid_papers,
    paper_application,
    paper_archive,
    paper_board,
    paper_bulletin,
    paper_case,
    paper_change,
    paper_clue,
    paper_clue_ledger,
    paper_draw,
    paper_first_inquiry,
    paper_followup,
    paper_health,
    paper_health_consent,
    paper_health_cover,
    paper_health_curves,
    paper_health_form,
    paper_health_records,
    paper_kin_filed,
    paper_kin_filing,
    paper_kin_summary,
    paper_labels,
    paper_leaflet,
    paper_ledger,
    paper_meeting,
    paper_minutes,
    paper_objection_result,
    paper_office,
    paper_pledge,
    paper_pledge_list,
    paper_reasons,
    paper_rectification,
    paper_recusal,
    paper_registers,
    paper_sample,
    paper_sheets,
    paper_spot_check,
    paper_standards,
    paper_subjects,
    paper_supervised_case,
    paper_supervision,
    paper_transfer,
    paper_verification,
    paper_verification_blank,
    people,
)
from villagevisit.services.check_results import SPOT_FORM
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import Needs, PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import documents
from villagevisit.wording import t

_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.CLERK, Role.COUNTY})
_DOCTORS = frozenset({Role.VILLAGE_DOCTOR})
_CASEWORK = frozenset({Role.INVESTIGATOR, Role.CLERK, Role.COUNTY})


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wants to see what a paper of a kind can be made of; `text` is found in names and numbers."""

    ws: Workspace
    actor: Actor
    kind: PaperKind
    text: str
    limit: int
    within: Within


@dataclass(frozen=True, slots=True)
class Known:
    """`find` gives what the paper can be made of, `content` what stands on it."""

    needs: Needs
    content: Callable[[Workspace, PaperRequest], Content]
    find: Callable[[Asked], Sequence[Subject]]
    roles: frozenset[Role] = _OFFICE
    papers: tuple[str, ...] = ("A4",)
    """Sizes, the usual one first."""
    personal: bool = False
    """Holds id numbers, illness or phones, and bears the name of whoever prints it."""


def _plain(asked: Asked) -> list[Subject]:
    return paper_subjects.of(asked.ws, KINDS[asked.kind].needs, asked.text, asked.limit, asked.within)


def _frozen(asked: Asked, *forms: str) -> list[Subject]:
    """Records that two people signed."""
    db = asked.ws.store.reader()
    rows = [row for form in forms for row in documents.complete(db, form, 2, asked.text, asked.limit)]
    seen = [row for row in rows if asked.within is None or row.village_code in asked.within]
    places = [f"{areas.name(asked.ws, row.village_code)} {row.household_no}　{row.frozen_at[:10]}" for row in seen]
    return [Subject(row.id, row.head_name, place) for row, place in zip(seen, places, strict=True)]


def _pledges(asked: Asked) -> list[Subject]:
    found = [Subject(one.id, one.name, one.staff_no) for one in people.officers(asked.ws) if asked.text in one.name]
    rows = documents.complete(asked.ws.store.reader(), PLEDGE_FORM, 1, "", asked.limit)
    signed = [Subject(row.id, paper_pledge.signer(row), t("paper.signed-on", day=row.frozen_at[:10])) for row in rows]
    return [*found, *(one for one in signed if asked.text in one.title)]


def _kin(asked: Asked) -> list[Subject]:
    return [*_plain(asked), *paper_kin_filed.subjects(asked.ws, asked.text, asked.limit)]


def _contracts(asked: Asked) -> list[Subject]:
    return paper_health.contract_subjects(asked.ws, asked.text, asked.limit, asked.within)


_CASE = Known(
    "household", paper_case.content,
    lambda asked: paper_case.subjects(asked.ws, asked.kind, asked.text, asked.limit, asked.within),
)  # fmt: skip
_MEETING = Known(
    "meeting", paper_meeting.content,
    lambda asked: paper_meeting.subjects(asked.ws, asked.kind, asked.text, asked.limit, asked.within),
)  # fmt: skip
_CHANGE = Known(
    "change", paper_change.content,
    lambda asked: paper_change.subjects(asked.ws, asked.kind, asked.text, asked.limit, asked.within),
)  # fmt: skip
_WRITTEN = Known(
    "office", paper_office.content,
    lambda asked: paper_office.subjects(asked.ws, asked.actor, asked.kind, asked.text, asked.limit),
    duties(Deed.WRITE),
)  # fmt: skip
KINDS: Mapping[PaperKind, Known] = {
    PaperKind.PUBLICITY_BOARD: Known("village", paper_board.content, _plain, _CASEWORK, ("A3", "A4")),
    PaperKind.VERIFICATION_FORM: Known(
        "submission", paper_verification.content, lambda asked: _frozen(asked, VISIT_FORM), _CASEWORK, personal=True
    ),
    PaperKind.PLEDGE: Known("officer", paper_pledge.content, _pledges, _EVERYBODY),
    PaperKind.DRAW_RECORD: Known(
        "draw", paper_draw.content, lambda asked: paper_draw.subjects(asked.ws, asked.text, asked.limit)
    ),
    PaperKind.APPLICATION: Known("household", paper_application.content, _plain, _CASEWORK, personal=True),
    PaperKind.VERIFICATION_BLANK: Known("household", paper_verification_blank.content, _plain, _CASEWORK),
    PaperKind.KIN_FILING: Known("kin", paper_kin_filing.content, _kin, personal=True),
    PaperKind.PLEDGE_LIST: Known("township", paper_pledge_list.content, _plain, papers=("A3",)),
    PaperKind.LEDGER: Known("village", paper_ledger.content, _plain, papers=("A3",), personal=True),
    PaperKind.LABELS: Known("village", paper_labels.content, _plain),
    PaperKind.LEAFLET: Known("township", paper_leaflet.content, _plain, _CASEWORK),
    PaperKind.SPOT_CHECK: Known(
        "submission", paper_spot_check.content, lambda asked: _frozen(asked, SPOT_FORM, VISIT_FORM), personal=True
    ),
    PaperKind.FIRST_INQUIRY: Known("inquiry", paper_first_inquiry.content, _plain, _CASEWORK),
    PaperKind.STANDARDS: Known("township", paper_standards.content, _plain),
    **dict.fromkeys(paper_case.KINDS, _CASE),
    **dict.fromkeys(paper_meeting.KINDS, _MEETING),
    PaperKind.MEETING_RECORD: Known("meeting", paper_meeting.content, _MEETING.find, personal=True),
    PaperKind.MEETING_RESULT: Known("meeting", paper_meeting.content, _MEETING.find, personal=True),
    PaperKind.OBJECTION_RESULT: Known("village", paper_objection_result.content, _plain),
    PaperKind.SUPERVISED_CASE: Known("supervised", paper_supervised_case.content, _plain),
    PaperKind.KIN_SUMMARY: Known("township", paper_kin_summary.content, _plain, personal=True),
    PaperKind.RECUSAL: Known(
        "kin", paper_recusal.content, lambda asked: paper_recusal.subjects(asked.ws, asked.text, asked.limit)
    ),
    PaperKind.SAMPLE_RECORD: Known(
        "check", paper_sample.content, lambda asked: paper_sample.subjects(asked.ws, asked.text)
    ),
    PaperKind.CLUE: Known(
        "clue", paper_clue.content,
        lambda asked: paper_clue.subjects(asked.ws, asked.text, asked.limit, asked.within), _CASEWORK, personal=True,
    ),
    PaperKind.RECTIFICATION: Known(
        "fault", paper_rectification.content,
        lambda asked: paper_rectification.subjects(asked.ws, asked.text, asked.limit, asked.within),
    ),
    PaperKind.BULLETIN: Known(
        "bulletin", paper_bulletin.content,
        lambda asked: paper_bulletin.subjects(asked.ws, asked.actor, asked.text, asked.limit),
    ),
    PaperKind.SUPERVISION: Known(
        "week", paper_supervision.content,
        lambda asked: paper_supervision.subjects(asked.ws, asked.actor, asked.text, asked.limit),
    ),
    PaperKind.MINUTES: Known(
        "minutes", paper_minutes.content,
        lambda asked: paper_minutes.subjects(asked.ws, asked.actor, asked.text, asked.limit),
    ),
    PaperKind.HEARING_NOTICE: _CHANGE,
    PaperKind.DECISION: _CHANGE,
    PaperKind.CHANGE_LEDGER: Known("village", paper_change.ledger_content, _plain, personal=True),
    PaperKind.REFUND: Known("change", paper_change.refund_content, _CHANGE.find),
    PaperKind.HEALTH_CURVES: Known(
        "person", paper_health_curves.content,
        lambda asked: paper_health_curves.subjects(asked.ws, asked.text, asked.limit, asked.within),
        frozenset({Role.VILLAGE_DOCTOR}), personal=True,
    ),
    PaperKind.HEALTH_RECORDS: Known(
        "township", paper_health_records.content, _plain, frozenset({Role.VILLAGE_DOCTOR})
    ),
    PaperKind.ARCHIVE: Known("household", paper_archive.content, _plain, personal=True),
    PaperKind.CLUE_LEDGER: Known("township", paper_clue_ledger.content, _plain, personal=True),
    PaperKind.HEALTH_CONSENT: Known("household", paper_health_consent.content, _plain, _OFFICE | {Role.VILLAGE_DOCTOR}),
    PaperKind.AID_COST: Known(
        "bill", paper_aid_cost.content, lambda asked: paper_aid_cost.subjects(asked.text),
        _OFFICE | {Role.VILLAGE_DOCTOR},
    ),
    PaperKind.HEALTH_FORM: Known(
        "health", paper_health_form.content,
        lambda asked: paper_health_form.subjects(asked.ws, asked.actor, asked.text, asked.limit, asked.within),
        duties(Deed.HEALTH), personal=True,
    ),
    PaperKind.AID_LEDGER: Known(
        "period", paper_aid_ledger.content,
        lambda asked: paper_aid_ledger.subjects(asked.ws, asked.text, asked.within), papers=("A3",), personal=True,
    ),
    PaperKind.CONTACT_PLATE: Known("contract", paper_health.plate, _contracts, _DOCTORS),
    PaperKind.CONTRACT: Known("contract", paper_health.agreement, _contracts, _DOCTORS, personal=True),
    PaperKind.HEALTH_LEDGER: Known(
        "health_ledger", paper_health.sheet,
        lambda asked: paper_health.ledger_subjects(asked.ws, asked.text, asked.within), _DOCTORS, personal=True,
    ),
    PaperKind.OFFICIAL: _WRITTEN,
    PaperKind.LETTER: _WRITTEN,
    PaperKind.BRIEF: _WRITTEN,
    PaperKind.ISSUED_LEDGER: Known(
        "office_year", paper_office.register,
        lambda asked: paper_office.register_subjects(asked.ws, asked.actor, asked.text), duties(Deed.WRITE),
    ),
    PaperKind.HEALTH_COVER: Known(
        "person", paper_health_cover.content,
        lambda asked: paper_health_cover.subjects(asked.ws, asked.text, asked.limit, asked.within), _DOCTORS,
        personal=True,
    ),
    PaperKind.AID_PAPERS: Known(
        "aid_papers", paper_aid_papers.content,
        lambda asked: paper_aid_papers.subjects(asked.ws, asked.text, asked.within), duties(Deed.AID),
    ),
    PaperKind.TRANSFER: Known(
        "blame", paper_transfer.content, lambda asked: paper_transfer.subjects(asked.ws, asked.text, asked.within),
        personal=True,
    ),
    PaperKind.ANSWERS: Known("township", paper_sheets.answers, _plain, _CASEWORK),
    PaperKind.KEY_STEPS: Known("village", paper_sheets.key_steps, _plain, _CASEWORK),
    PaperKind.ROTA: Known("period", paper_sheets.rota, lambda asked: paper_sheets.months(asked.ws, asked.text)),
    PaperKind.WHY: Known(
        "submission", paper_reasons.why, lambda asked: _frozen(asked, VISIT_FORM), _CASEWORK, personal=True
    ),
    PaperKind.REASONS: Known("change", paper_reasons.less, _CHANGE.find),
    PaperKind.REGISTER: Known(
        "register", paper_registers.content,
        lambda asked: paper_registers.subjects(asked.ws, asked.text, asked.within), papers=("A3",), personal=True,
    ),
    PaperKind.FOLLOWUP: Known(
        "patient", paper_followup.content,
        lambda asked: paper_followup.subjects(asked.ws, asked.text, asked.limit, asked.within), _DOCTORS, personal=True,
    ),
}  # fmt: skip
