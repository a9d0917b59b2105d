"""From an XLSForm (.xlsx or Markdown tables) to an XForm. The only module that knows pyxform.

pyxform is imported where it is used: it costs a second, and an installed form never needs it.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.errors import FormError
from forms.markdown import Sheet, read_markdown

SUFFIXES = (".md", ".xlsx", ".xls")
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_COLUMN = re.compile(
    r"['‘\"](type|name|label|relevant|constraint|calculation|required|appearance|parameters|list_name)['’\"]"
)
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_TYPE = re.compile(r"Unknown question type '([^']*)'")


@dataclass(frozen=True, slots=True)
class Compiled:
    xml: bytes
    warnings: tuple[str, ...]


def compile_xlsform(content: bytes, suffix: str) -> Compiled:
    """Compiles an XLSForm.

    Args:
        suffix: .md, .xlsx or .xls, as in the name of the file.

    Raises:
        FormError: `form.xlsform` with `sheet`, `row`, `column` (0 or empty where unknown; a row of Markdown is its
            line) and `detail`; `form.markdown-cells`; `form.xlsform-unreadable`.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    sheets = read_markdown(_text(content)) if suffix == ".md" else {}
    source: Any = _workbook(sheets) if suffix == ".md" else io.BytesIO(content)
    options = {} if suffix == ".md" else {"file_type": suffix}
    try:
        made = convert(source, validate=False, form_name="data", warnings=[], **options)
    except PyXFormError as error:
        raise _located(str(error), sheets) from error
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise FormError("form.xlsform-unreadable", detail=type(error).__name__) from error
    return Compiled(made.xform.encode(), tuple(made.warnings))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormError("form.xlsform-unreadable", detail="UTF-8") from error


def _workbook(sheets: Mapping[str, Sheet]) -> dict[str, Any]:
    """The shape in which pyxform takes a workbook that is already in memory."""
    workbook: dict[str, Any] = {}
    for name, sheet in sheets.items():
        workbook[name] = [dict(row) for row in sheet.rows]
        workbook[f"{name}_header"] = [dict.fromkeys(key for key in sheet.header if key)]
    workbook["sheet_names"] = list(sheets)
    return workbook


def _located(detail: str, sheets: Mapping[str, Sheet]) -> FormError:
    """Finds sheet, row and column in what pyxform says."""
    row_match, column_match, sheet_match = _ROW.search(detail), _COLUMN.search(detail), _SHEET.search(detail)
    sheet = sheet_match[1] if sheet_match else "survey"
    row = int(row_match[1]) if row_match else 0
    column = column_match[1] if column_match else ""
    unknown = _TYPE.search(detail)
    if unknown or "List name not in" in detail:
        column = "type"
    if unknown and "survey" in sheets:
        types = [cells.get("type", "") for cells in sheets["survey"].rows]
        row = next((at for at, kind in enumerate(types, 2) if kind == unknown[1]), row)
    if row and sheet in sheets and 0 <= row - 2 < len(sheets[sheet].lines):
        row = sheets[sheet].lines[row - 2]
    return FormError("form.xlsform", sheet=sheet, row=row, column=column, detail=detail)
