"""What a roster file says, what was understood of it, and what became of every row.

The balance that the clerk can rely on: ``imported + doubtful + rejected == rows`` where `rows` counts the data rows
of the file. Titles, blank lines, totals and notes are not data rows; they are counted apart as `skipped`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from villagevisit.domain.errors import Param

FIELDS = (
    "household_no",
    "village",
    "village_group",
    "head_name",
    "head_id_no",
    "name",
    "relation",
    "id_no",
    "sex",
    "birth",
    "assist_category",
    "insured_persons",
    "amount_month",
    "members",
    "hukou_type",
    "phone",
    "address",
    "payment_account",
    "remark",
    "serial",
)
"""Fields that a column can be taken for, in the order in which a clerk is offered them; `""` leaves it unread."""

HEAD = "02"
"""Code of the head in the `relation` list (rules.md R-24; GB/T 4761 02 户主)."""
SPOUSE = "10"


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    index: int
    """0-based column of the sheet."""
    header: str
    """What stands above the column, two-row headers joined; unique inside its sheet. Key of `RosterMapping.columns`."""
    field: str
    """One of `FIELDS`, or empty: the column's cells are kept as remarks of the row but not understood."""
    sure: bool
    """False when only the cells, or a part of the header, suggested the field."""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    name: str
    header_rows: tuple[int, ...]
    """1-based row numbers, as the spreadsheet program shows them; empty when no header was found."""
    columns: tuple[ColumnGuess, ...]
    sample: tuple[tuple[str, ...], ...]
    """The first data rows as they will be read, one cell per entry of `columns`."""
    village_code: str
    """The village that the sheet's name or title tells; empty when rows tell it, or nothing does."""
    rows: int
    """Data rows of the sheet."""
    has_village_column: bool = False


@dataclass(frozen=True, slots=True)
class RosterPreview:
    layout: str
    """Signature of the headers; corrections are remembered under it."""
    sheets: tuple[SheetPreview, ...]
    remembered: bool = False
    """True when remembered corrections were applied."""

    @property
    def rows(self) -> int:
        return sum(sheet.rows for sheet in self.sheets)

    @property
    def needs_village(self) -> bool:
        """True when the clerk must say which village the file is about."""
        return any(not sheet.village_code and not sheet.has_village_column for sheet in self.sheets if sheet.rows)


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """Corrections by a person; what is not named here is guessed."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Header → field, empty field = do not read the column."""
    villages: Mapping[str, str] = field(default_factory=dict)
    """Sheet name → 12-digit village code."""
    skip: frozenset[str] = frozenset()
    """Sheets that are not to be read."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that was doubtful or rejected, or that was imported with a warning."""

    sheet: str
    row_no: int
    """1-based, as the spreadsheet program shows it."""
    status: str
    """`doubtful`, `rejected`, `warning`."""
    code: str
    """`roster.id-checksum` …; its sentence is `roster_words.problem`."""
    params: Mapping[str, Param]
    name: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One field that the import changed in what was already known."""

    household_no: str
    village_code: str
    kind: str
    """`added`, `changed`, `gone`, `moved`."""
    person: str
    """Name, or empty when the field is the household's."""
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RosterReport:
    import_id: str
    """Empty after a dry run."""
    rows: int
    imported: int
    doubtful: int
    rejected: int
    skipped: int
    """Titles inside the data, blank lines, totals, notes."""
    households: int
    """Households that the file names and that are now in the store."""
    persons: int
    added: int
    """Households that were not there before."""
    changed: int
    unchanged: int
    gone: int
    """Households of the same villages that the file no longer names; they are marked, not deleted."""
    warnings: int = 0
    problems: tuple[RowProblem, ...] = ()
    """All doubtful and rejected rows, then warnings up to a thousand."""
    changes: tuple[RowChange, ...] = ()
    """Field by field, up to a thousand; all of them are in the exported report."""
    skipped_reasons: Mapping[str, int] = field(default_factory=dict)
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row that waits for a decision, or was rejected."""

    id: str
    import_id: str
    sheet: str
    row_no: int
    code: str
    params: Mapping[str, Param]
    cells: Mapping[str, str]
    """Header → what was written in the row."""
    choices: tuple[str, ...] = ()
    """Decision codes, one click each; words from `roster_words.decision`."""
    suggestion: str = ""
    """The choice that is usually right; empty when nobody but the clerk can tell."""
    name: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class RosterImport:
    id: str
    file_name: str
    started_at: str
    by_officer: str
    rows: int
    imported: int
    doubtful: int
    rejected: int
    households: int
    persons: int
    waiting: int
    """Doubtful rows that nobody has decided yet."""
