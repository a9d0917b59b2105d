"""From an XLSForm (.xlsx, .xls or Markdown tables) to an XForm. The only module that knows pyxform.

pyxform is imported where it is used: it costs a second, and an installed form never needs it.
"""

import csv
import io
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from forms.api import Remark
from forms.errors import FormError
from forms.markdown import Sheet, read_markdown
from forms.sheets import NAMES, Book, Spot, error_at
from forms.xlsform_words import error_of, remarks_of

SUFFIXES = (".md", ".xlsx", ".xls")
_BROKEN = (
    KeyError, ValueError, TypeError, OSError, SyntaxError, AttributeError, IndexError, EOFError, AssertionError,
    NotImplementedError, struct.error, zlib.error,
)  # fmt: skip
"""What the readers of workbooks raise when a file is not whole."""
_ADDED = re.compile(r"(?:survey|choices|settings|entities|external_choices|osm)(?:_header)?")


@dataclass(frozen=True, slots=True)
class Compiled:
    xml: bytes
    warnings: tuple[Remark, ...]
    book: Book
    """To find the row that an error in the compiled form comes from."""
    media: Mapping[str, bytes]
    """`itemsets.csv` of a form with the sheet `external_choices`."""


def compile_xlsform(content: bytes, suffix: str) -> Compiled:
    """Compiles an XLSForm.

    Args:
        suffix: .md, or anything else for a workbook; which kind of workbook it is, its content tells.

    Raises:
        FormError: `form.xls-…` with `sheet`, `row` and `column` (0 or empty where unknown; a row of Markdown is its
            line), `value` and `detail`; `form.xlsform` where no code fits; `form.markdown-cells`;
            `form.xlsform-unreadable`.
    """
    from pyxform.aliases import survey_header
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    source, book = _markdown(content) if suffix == ".md" else _workbook(content)
    said: list[str] = []
    try:
        _need_rows(book, source["sheet_names"])
        made = convert(source, validate=False, form_name="data", warnings=said)
    except PyXFormError as error:
        raise error_of(str(error), book) from error
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise FormError("form.xlsform-unreadable", detail=type(error).__name__) from error
    media = {"itemsets.csv": _itemsets(book)} if made.itemsets is not None else {}
    return Compiled(made.xform.encode(), remarks_of(said, book, frozenset(survey_header)), book, media)


def _itemsets(book: Book) -> bytes:
    """Not as pyxform writes it: there the cells after an empty one stand in the wrong columns."""
    header = book.headers["external_choices"]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(book.rows["external_choices"])
    return out.getvalue().encode()


def _markdown(content: bytes) -> tuple[dict[str, Any], Book]:
    """The shape in which pyxform takes a workbook that is already in memory, and the same to look things up in."""
    try:
        sheets = read_markdown(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FormError("form.xlsform-unreadable", detail="UTF-8") from error
    known = {name: sheet for name, sheet in sheets.items() if name in NAMES}
    source: dict[str, Any] = {"sheet_names": list(sheets)}
    for name, sheet in known.items():
        source[name] = [dict(row) for row in sheet.rows]
        source[f"{name}_header"] = [dict.fromkeys(key for key in sheet.header if key)]
    return source, _book(source, known)


def _workbook(content: bytes) -> tuple[dict[str, Any], Book]:
    """An old workbook may be named .xlsx; the first bytes tell."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import xls_to_dict, xlsx_to_dict

    not_whole = import_module("xlrd.compdoc").CompDocError
    read = xlsx_to_dict if content.startswith(b"PK") else xls_to_dict
    try:
        source: dict[str, Any] = read(io.BytesIO(content))
    except PyXFormError as error:
        if str(error).startswith("Error reading"):
            raise FormError("form.xlsform-unreadable", detail="XLS") from error
        raise error_of(str(error), Book({}, {})) from error
    except (*_BROKEN, not_whole) as error:
        raise FormError("form.xlsform-unreadable", detail=type(error).__name__) from error
    source = {key: value for key, value in source.items() if key == "sheet_names" or _ADDED.fullmatch(key)}
    return source, _book(source, {})


def _book(source: Mapping[str, Any], sheets: Mapping[str, Sheet]) -> Book:
    present = [name for name in NAMES if source.get(f"{name}_header") is not None]
    rows = {name: [{str(k): str(v) for k, v in row.items()} for row in source.get(name, [])] for name in present}
    headers = {name: [str(key) for key in (source[f"{name}_header"] or [{}])[0]] for name in present}
    return Book(rows, headers, {name: (sheet.head, *sheet.lines) for name, sheet in sheets.items()})


def _need_rows(book: Book, names: list[str]) -> None:
    """A form has questions. What stands in the way most often is a sheet by another name."""
    if "survey" not in book.headers:
        raise error_at("form.xls-sheet-missing", Spot("survey"), value=", ".join(names), detail="")
    if not any(book.rows["survey"]):
        raise error_at("form.xls-empty", Spot("survey"), value="", detail="")


def relocated(error: FormError, book: Book) -> FormError:
    """An error of the compiled form, told where it stands in the workbook; as it is where that cannot be found."""
    spot = book.place(str(error.params["where"]))
    if spot is None:
        return error
    others = {key: value for key, value in error.params.items() if key != "where"}
    return error_at(error.code, spot, **others)
