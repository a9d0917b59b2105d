"""What the print centre asks for and what it gets back."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from villagevisit.domain.publicity import BoardKind

Needs = Literal[
    "village", "submission", "officer", "draw", "household", "township", "kin", "meeting", "inquiry", "supervised",
    "check", "clue", "fault", "bulletin", "week", "minutes", "change", "bill", "health", "period", "person",
    "contract", "health_ledger", "office", "office_year", "patient", "register", "blame", "aid_papers",
]  # fmt: skip


class PaperKind(StrEnum):
    VERIFICATION_FORM = "verification_form"
    PUBLICITY_BOARD = "publicity_board"
    PLEDGE = "pledge"
    DRAW_RECORD = "draw_record"
    APPLICATION = "application"
    VERIFICATION_BLANK = "verification_blank"
    KIN_FILING = "kin_filing"
    PLEDGE_LIST = "pledge_list"
    LEDGER = "ledger"
    LABELS = "labels"
    LEAFLET = "leaflet"
    SPOT_CHECK = "spot_check"
    FIRST_INQUIRY = "first_inquiry"
    STANDARDS = "standards"
    ACCEPTANCE = "acceptance"
    SUPPLEMENT = "supplement"
    CONFIRMATION = "confirmation"
    REFUSAL = "refusal"
    SERVICE_RECEIPT = "service_receipt"
    MEETING_SIGN_IN = "meeting_sign_in"
    MEETING_BALLOT = "meeting_ballot"
    MEETING_TALLY = "meeting_tally"
    MEETING_RECORD = "meeting_record"
    MEETING_RESULT = "meeting_result"
    OBJECTION_RESULT = "objection_result"
    SUPERVISED_CASE = "supervised_case"
    KIN_SUMMARY = "kin_summary"
    RECUSAL = "recusal"
    SAMPLE_RECORD = "sample_record"
    CLUE = "clue"
    RECTIFICATION = "rectification"
    BULLETIN = "bulletin"
    SUPERVISION = "supervision"
    MINUTES = "minutes"
    HEARING_NOTICE = "hearing_notice"
    DECISION = "decision"
    CHANGE_LEDGER = "change_ledger"
    REFUND = "refund"
    CLUE_LEDGER = "clue_ledger"
    HEALTH_CONSENT = "health_consent"
    AID_COST = "aid_cost"
    HEALTH_FORM = "health_form"
    AID_LEDGER = "aid_ledger"
    HEALTH_CURVES = "health_curves"
    HEALTH_RECORDS = "health_records"
    CONTACT_PLATE = "contact_plate"
    CONTRACT = "contract"
    HEALTH_LEDGER = "health_ledger"
    ARCHIVE = "archive_cover"
    HEALTH_COVER = "health_cover"
    OFFICIAL = "official"
    LETTER = "letter"
    BRIEF = "brief"
    ISSUED_LEDGER = "issued_ledger"
    FOLLOWUP = "followup"
    REGISTER = "register"
    ANSWERS = "answers"
    WHY = "why"
    REASONS = "reasons"
    KEY_STEPS = "key_steps"
    ROTA = "rota"
    TRANSFER = "transfer"
    AID_PAPERS = "aid_papers"


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that this person may print; what is not offered may not be printed."""

    kind: PaperKind
    title: str
    needs: Needs
    """What has to be chosen first; `Subject.id` of `paper.subjects` is that choice."""
    papers: tuple[str, ...]
    """Paper sizes, the usual one first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a paper can be made of: a village, a household, a signed visit, an officer, a draw and so on."""

    id: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """`village_code` chooses a board, `subject_id` a submission (form, signed pledge), an officer (blank pledge) or
    a draw.
    """

    kind: str
    village_code: str = ""
    subject_id: str = ""
    paper: str = ""
    """`A3` or `A4`; empty takes the usual one of this kind."""
    board: BoardKind = BoardKind.INITIAL
    posted_on: date | None = None
    """Posting day of a board, None is today; date on an unsigned pledge, None leaves it to be filled in by hand."""
    batch: str = ""
    """The board's own name: `第二批`, `2026年第四季度`."""
    township_phone: str = ""
    county_phone: str = ""
    """Numbers that objections go to; empty takes those of the last board, else a line to fill in by hand."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Whoever prints signs what he prints, so that a sheet proves itself on every laptop of the county."""

    officer_id: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: bytes that are the same whenever it is made of the same things at the same moment."""

    id: str
    """The same content has the same id, whenever and wherever it is printed."""
    name: str
    """A file name without anybody's id number: `公示榜-红星村-2026-11-24.pdf`."""
    pdf: bytes
    """Empty where it was bound into a file of many."""
    pages: int
    digest: str
    """SHA-256 of the content, hex; the paper shows the first eight digits."""
    rows: int
    """Households on a board or in a draw; 1 on other papers."""
    code: str
    """The text in the QR code of the first page, for `villagevisit verify`."""
    codes: tuple[str, ...]
    """Of each page, where they differ; else the one of all."""
    substitutions: tuple[str, ...] = ()
    """Standard fonts that this computer lacks and what stands in for them, as sentences."""


class Verdict(StrEnum):
    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    """Genuine as far as it goes, but the county takes no signature of one of its signers any more."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What this home knows about a printed code."""

    verdict: Verdict
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Labelled figures of the recorded paper, to be compared with the sheet by eye."""
    differing: tuple[str, ...] = ()
    """Labels of `facts` in which the sheet and the record differ."""
