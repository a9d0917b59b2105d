"""The code on a printed list or notice: which frozen content it shows, in figures, and which part of it this sheet is.

`VV2:` and base45 of canonical CBOR, as on signed forms (`paper_code`), with other cells:
`[county, kind, id, digest, wording, claims, page, proof]`. `page` is empty where all sheets bear the same code; `proof`
is empty, or the day, the certificate and the signature of whoever printed it. All numbers of a page have a fixed
width, so that the codes of one printing are equally large.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import base45

from sync.canonical import Plain, decode, encode, encode_plain
from sync.errors import SyncError
from sync.fields import Fields
from villagevisit.domain.errors import Refused
from villagevisit.services import paper_code
from villagevisit.services.claims import UNREADABLE
from villagevisit.services.paper_types import PaperKind

KINDS = (
    PaperKind.PUBLICITY_BOARD,
    PaperKind.PLEDGE,
    PaperKind.DRAW_RECORD,
    PaperKind.VERIFICATION_FORM,
    PaperKind.APPLICATION,
    PaperKind.VERIFICATION_BLANK,
    PaperKind.KIN_FILING,
    PaperKind.PLEDGE_LIST,
    PaperKind.LEDGER,
    PaperKind.LABELS,
    PaperKind.LEAFLET,
    PaperKind.SPOT_CHECK,
    PaperKind.FIRST_INQUIRY,
    PaperKind.STANDARDS,
    PaperKind.ACCEPTANCE,
    PaperKind.SUPPLEMENT,
    PaperKind.CONFIRMATION,
    PaperKind.REFUSAL,
    PaperKind.SERVICE_RECEIPT,
    PaperKind.MEETING_SIGN_IN,
    PaperKind.MEETING_BALLOT,
    PaperKind.MEETING_TALLY,
    PaperKind.MEETING_RECORD,
    PaperKind.MEETING_RESULT,
    PaperKind.OBJECTION_RESULT,
    PaperKind.SUPERVISED_CASE,
    PaperKind.KIN_SUMMARY,
    PaperKind.RECUSAL,
    PaperKind.SAMPLE_RECORD,
    PaperKind.CLUE,
    PaperKind.RECTIFICATION,
    PaperKind.BULLETIN,
    PaperKind.SUPERVISION,
    PaperKind.MINUTES,
    PaperKind.HEARING_NOTICE,
    PaperKind.DECISION,
    PaperKind.CHANGE_LEDGER,
    PaperKind.REFUND,
    PaperKind.CLUE_LEDGER,
    PaperKind.HEALTH_CONSENT,
    PaperKind.AID_COST,
    PaperKind.HEALTH_FORM,
    PaperKind.AID_LEDGER,
    PaperKind.HEALTH_CURVES,
    PaperKind.HEALTH_RECORDS,
    PaperKind.CONTACT_PLATE,
    PaperKind.CONTRACT,
    PaperKind.HEALTH_LEDGER,
    PaperKind.ARCHIVE,
    PaperKind.HEALTH_COVER,
    PaperKind.OFFICIAL,
    PaperKind.LETTER,
    PaperKind.BRIEF,
    PaperKind.ISSUED_LEDGER,
    PaperKind.FOLLOWUP,
    PaperKind.REGISTER,
    PaperKind.ANSWERS,
    PaperKind.WHY,
    PaperKind.REASONS,
    PaperKind.KEY_STEPS,
    PaperKind.ROTA,
    PaperKind.TRANSFER,
    PaperKind.AID_PAPERS,
)
"""Their places are numbers on paper: append, never reorder."""
DIGEST = 16
"""Bytes of the digests of rows."""
MOST_PAGES = 999
DAY_ZERO = date(2020, 1, 1)
_PURPOSE = "vv/printed/1"
_CELLS = 8
_WIDTHS = (2, 2, 3, 2)
"""Bytes of a page's number, of how many there are, of the rows before it and on it."""


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    """1 is the first."""
    of: int
    before: int
    """Rows on the pages before."""
    rows: int
    digest: bytes
    """Of the rows on this page, see `printed_claims.rows_digest`."""


@dataclass(frozen=True, slots=True)
class Proof:
    day: date
    certificate: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Printed:
    county: str
    """First six digits of the county's code; zeros where the laptop does not know it."""
    kind: PaperKind
    id: bytes
    """16 bytes, of the printed document or of the frozen record that it shows."""
    digest: str
    """Of the frozen content, hex."""
    wording: str
    claims: tuple[Plain, ...]
    page: Page | None = None
    proof: Proof | None = None


def message(one: Printed, day: date, key: bytes) -> bytes:
    """What whoever prints it signs: all of it, the day, and his own key."""
    return encode_plain([_PURPOSE, *_cells(one), _days(day), key])


def write(one: Printed) -> str:
    """The text for the QR code."""
    proof: list[Plain] = []
    if one.proof is not None:
        proof = [_days(one.proof.day), one.proof.certificate, one.proof.signature]
    coded: bytes = base45.b45encode(encode([*_cells(one), proof]))
    return paper_code.PREFIX + coded.decode("ascii")


def read(text: str) -> Printed:
    """Raises Refused `paper.not-a-code`."""
    try:
        if not text.startswith(paper_code.PREFIX):
            raise SyncError(UNREADABLE)
        return _read(decode(base45.b45decode(text.removeprefix(paper_code.PREFIX))))
    except (SyncError, ValueError, OverflowError) as error:
        raise Refused(UNREADABLE) from error


def _cells(one: Printed) -> list[Plain]:
    page: list[Plain] = []
    if one.page is not None:
        numbers = (one.page.number, one.page.of, one.page.before, one.page.rows)
        page = [b"".join(map(int.to_bytes, numbers, _WIDTHS)), one.page.digest]
    return [
        int(one.county), KINDS.index(one.kind), one.id, bytes.fromhex(one.digest), one.wording, list(one.claims), page,
    ]  # fmt: skip


def _days(day: date) -> int:
    return (day - DAY_ZERO).days


def _read(row: Plain) -> Printed:
    if not isinstance(row, list) or len(row) != _CELLS:
        raise SyncError(UNREADABLE)
    one = _fields(row)
    claims, page, proof = (_list(one, key) for key in ("5", "6", "7"))
    kind = one.count("1")
    one.must(kind < len(KINDS) and all(isinstance(cell, int | str | bytes) for cell in claims))
    return Printed(
        county=f"{one.count('0'):06d}",
        kind=KINDS[kind],
        id=one.raw("2", 16),
        digest=one.raw("3", 32).hex(),
        wording=one.text("4", 40),
        claims=tuple(claims),
        page=_page(page) if page else None,
        proof=_proof(proof) if proof else None,
    )


def _page(row: list[Plain]) -> Page:
    one = _fields(row)
    one.must(len(row) == 2)
    packed, numbers = one.raw("0", sum(_WIDTHS)), []
    for width in _WIDTHS:
        numbers.append(int.from_bytes(packed[:width], "big"))
        packed = packed[width:]
    one.must(0 < numbers[0] <= numbers[1] <= MOST_PAGES)
    number, of, before, rows = numbers
    return Page(number, of, before, rows, one.raw("1", DIGEST))


def _proof(row: list[Plain]) -> Proof:
    one = _fields(row)
    one.must(len(row) == 3)
    return Proof(DAY_ZERO + timedelta(days=one.count("0")), one.raw("1"), one.raw("2", 64))


def _list(one: Fields, key: str) -> list[Plain]:
    cells = one.any(key)
    if not isinstance(cells, list):
        raise SyncError(UNREADABLE)
    return cells


def _fields(row: list[Plain]) -> Fields:
    return Fields({str(place): cell for place, cell in enumerate(row)}, UNREADABLE)
