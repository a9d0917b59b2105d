"""What pyxform says in English, as codes: the mistakes and the remarks that people meet when they write a form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.api import Remark
from forms.errors import FormError
from forms.sheets import NAMES, Book, Spot, error_at

_ROW = re.compile(r"\[row ?: ?(\d+)\]")
_PLACE = re.compile(r"On the '(\w+)' sheet, the '([\w:]+)(?: \([\w-]+\))?' value")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|for sheet: '(\w+)'")


@dataclass(frozen=True, slots=True)
class Saying:
    """`pattern` may name a `value`, which the sentence quotes; sheet and column stand where pyxform gives none."""

    code: str
    pattern: re.Pattern[str]
    sheet: str = "survey"
    column: str = ""
    key: str = ""
    """The column in which `value` finds the row, where pyxform gives none."""


def _say(code: str, pattern: str, sheet: str = "survey", column: str = "", key: str = "") -> Saying:
    return Saying(code, re.compile(pattern, re.DOTALL), sheet, column, key)


MISTAKES = (
    _say("form.xls-sheet-missing", r"should be an? (?P<sheet>\w+) sheet in this xlsform"),
    _say("form.xls-sheet-missing", r"must have a sheet named '(?P<sheet>\w+)'"),
    _say("form.xls-column-missing", r"required column headers were not found: '(?P<column>\w+)'"),
    _say("form.xls-column-twice", r"names for the same column were found: '.*', '(?P<column>[^']*)'"),
    _say("form.xls-column-twice", r"Duplicate column header: (?P<column>.*)"),
    _say("form.xls-column-unknown", r"not supported by this version of pyxform: '(?P<column>[^']*)'", "entities"),
    _say("form.xls-type", r"Unknown question type '(?P<value>[^']*)'", column="type", key="type"),
    _say("form.xls-type-missing", r"Question with no type", column="type"),
    _say("form.xls-name-missing", r"Question or group with no name", column="name"),
    _say("form.xls-name-missing", r"Entity lists must have a name", "entities", "list_name"),
    _say("form.xls-name-missing", r"Choices must have a name", "choices", "name"),
    _say("form.xls-name-twice", r"'name' value '(?P<value>[^']*)' is invalid\. (?:Questions|Repeat names must uni)"),
    _say("form.xls-name-twice", r"The 'list_name' column must not have any duplicate names", "entities", "list_name"),
    _say("form.xls-choice-twice", r"Choice names must be unique"),
    _say(
        "form.xls-choice-blank", r"names with spaces cannot be added.*See \[(?P<value>.*?)\]", "choices", "name", "name"
    ),
    _say("form.xls-name-reserved", r"The name '(?P<value>meta)' is reserved"),
    _say("form.xls-name-reserved", r"Names used here must not|Repeat names must not be the same"),
    _say("form.xls-name", r"Names must begin with a letter"),
    _say("form.xls-label-missing", r"element named '(?P<value>[^']*)' has no label", column="label", key="name"),
    _say("form.xls-list-missing", r"List name not in (?:external )?choices sheet: (?P<value>.*)", column="type"),
    _say("form.xls-reference", r"Could not find the name '(?P<value>[^']*)'"),
    _say("form.xls-reference", r"no survey element named '(?P<value>[^']*)'"),
    _say("form.xls-reference-twice", r"The name '(?P<value>[^']*)' appears more than once"),
    _say("form.xls-reference-form", r"Reference variables must start with|Reference variable lists must"),
    _say("form.xls-end-missing", r"Unmatched 'begin_(?P<value>\w+)'", column="type"),
    _say("form.xls-begin-missing", r"Unmatched 'end_(?P<value>\w+)'", column="type"),
    _say("form.xls-parameters-form", r"Parameters must be in the form of"),
    _say("form.xls-parameter-unknown", r"invalid parameter key\(s\): '(?P<value>[^']*)'"),
    _say("form.xls-parameter-value", r"the parameter '(?P<value>[\w-]+)'"),
    _say("form.xls-parameter-value", r"The '(?P<value>[\w-]+)' parameter (?:must|may)"),
    _say("form.xls-parameter-value", r"Parameter (?P<value>[\w-]+) must", column="parameters", key="parameters"),
    _say("form.xls-parameter-value", r"(?P<value>[\w-]+) must be set to", column="parameters", key="parameters"),
    _say("form.xls-parameter-value", r"(?P<value>seed) value must be", column="parameters", key="parameters"),
    _say("form.xls-parameter-value", r"Invalid value for (?P<value>quality)", column="parameters", key="parameters"),
    _say("form.xls-calculation-missing", r"Missing calculation", column="calculation"),
    _say("form.xls-filter-other", r"Choice filter not supported with or_other", column="choice_filter"),
    _say("form.xls-file-kind", r"File name for '(?P<value>.*?)' should end with", column="type"),
    _say("form.xls-audit-name", r"Audits must always be named", column="name"),
    _say("form.xls-entities-missing", r"add an entities sheet"),
    _say("form.xls-save-list", r"entity list name '(?P<value>[^']*)' was not found on the entities sheet"),
    _say("form.xls-save-twice", r"property '(?P<value>[^']*)' is already assigned"),
    _say("form.xls-save-group", r"Groups and repeats can't be saved"),
    _say("form.xls-save-prefix", r"'save_to' names must be prefixed"),
    _say("form.xls-entity-label", r"list name '(?P<value>[^']*)' does not have a label", "entities", "label"),
    _say("form.xls-entity-id", r"'(?P<value>[^']*)' does not have an 'entity_id'", "entities", "entity_id"),
    _say("form.xls-entity-update", r"'(?P<value>[^']*)' does not have an 'update_if'", "entities", "update_if"),
)
REMARKS = (
    _say("form.note-choice-label", r"Choices should have a label", "choices", "label"),
    _say("form.note-name-case", r"'name' value '(?P<value>[^']*)' is problematic"),
    _say(
        "form.note-translation", r"Language '(?P<value>[^']*)' is missing the (?P<sheet>\w+) columns (?P<column>.*)\."
    ),
    _say("form.note-translation", r"Language '(?P<value>[^']*)' is missing the (?P<sheet>\w+) (?P<column>.*) column\."),
    _say("form.note-language-code", r"machine-readable codes: (?P<value>.*)\. Learn"),
    _say("form.note-photo-size", r"Use the max-pixels parameter", column="parameters"),
    _say("form.note-group-label", r"(?:Group|Repeat|Loop) has no label: \{'name': '(?P<value>[^']*)'", column="label"),
    _say("form.note-row-skipped", r"Row without name, text, or label is being skipped"),
    _say("form.note-phone-only", r"(?P<value>\w+) is no longer supported on most devices", column="type"),
    _say("form.note-sheet-name", r"sheet named '(?P<sheet>\w+)'.*names were found: (?P<value>.*?)\."),
    _say("form.note-column-name", r"Column headers must not be empty", "choices"),
    _say("form.note-column-name", r"the '(?P<column>[^']*)' value is invalid\. Column headers", "choices"),
    _say("form.note-other-words", r"uses or_other and translations", column="type"),
)
_KNOWN = frozenset(
    "type name label hint guidance_hint appearance parameters choice_filter relevant constraint constraint_message "
    "required required_message calculation default trigger repeat_count read_only save_to image big-image audio video "
    "autoplay intent disabled query list_name rows media control body bind instance accuracyThreshold".lower().split()
)


def error_of(said: str, book: Book) -> FormError:
    """The coded error for a message of pyxform; `form.xlsform` with `detail` for what has no code of its own."""
    saying, spot, value = _understood(said, MISTAKES, book)
    code = saying.code if saying else "form.xlsform"
    if code == "form.xls-sheet-missing" and spot.sheet in book.headers:
        named = "list_name" in book.headers[spot.sheet]
        code = "form.xls-empty" if named else "form.xls-column-missing"
        spot = book.spot(spot.sheet, 0 if named else 1, "" if named else "list_name")
    return error_at(code, spot, value=value, detail=said)


def remarks_of(said: Sequence[str], book: Book, aliases: frozenset[str]) -> tuple[Remark, ...]:
    """Warnings of pyxform, one for each line, and our own on what it takes without a word."""
    found = []
    for line in (line for each in said for line in _apart(each)):
        saying, spot, value = _understood(line, REMARKS, book)
        code = saying.code if saying else "form.note-other"
        found.append(_remark(code, spot, value=value, detail=line))
    return (*found, *_unheard(book, aliases))


def _apart(said: str) -> list[str]:
    """pyxform joins what it says about translations."""
    return said.split("\n") if said.startswith("Language '") else [said]


def _unheard(book: Book, aliases: frozenset[str]) -> Iterator[Remark]:
    """Columns of the survey that mean nothing, and choices that belong to no list."""
    for header in book.headers.get("survey", []):
        if ":" not in header and header.lower() not in _KNOWN | aliases:
            yield _remark("form.note-column-unknown", Spot("survey", book.row("survey", 1), header))
    for number, row in enumerate(book.rows.get("choices", []), 2):
        if row and not (row.get("list_name") or row.get("list name")):
            yield _remark("form.note-choice-list", book.spot("choices", number, "list_name"))


def _remark(code: str, spot: Spot, **params: str | int) -> Remark:
    return Remark(code, error_at(code, spot, **{"value": "", **params}).params)


def _understood(said: str, sayings: Sequence[Saying], book: Book) -> tuple[Saying | None, Spot, str]:
    found = next(((one, match) for one in sayings if (match := one.pattern.search(said))), None)
    place, sheet_match, row_match = _PLACE.search(said), _SHEET.search(said), _ROW.search(said)
    saying, groups = (found[0], found[1].groupdict()) if found else (None, {})
    value = str(groups.get("value") or "")
    sheet = str(groups.get("sheet") or "")
    if not sheet and (place or sheet_match):
        sheet = place[1] if place else str(sheet_match and (sheet_match[1] or sheet_match[2]))
    sheet = sheet or (saying.sheet if saying else "survey")
    column = str(groups.get("column") or (place[2] if place else "") or (saying.column if saying else ""))
    column = {"dataset": "list_name"}.get(column, column)
    number = int(row_match[1]) if row_match else 0
    if not number and saying is not None and saying.key:
        exact = saying.key != "parameters"
        number = book.find(sheet, saying.key, value) if exact else book.find_within(sheet, saying.key, f"{value}=")
    if not number and saying is not None and saying.code.startswith("form.xls-column") and sheet in NAMES:
        number = 1
    return saying, book.spot(sheet, number, column), value
