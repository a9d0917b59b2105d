"""A shipped form as a workbook that the county can change with its own means."""

from pathlib import Path

from forms.markdown import read_markdown
from villagevisit.services.spreadsheet import OutSheet, write_workbook

_SHEETS = ("survey", "choices", "settings")


def export(source: Path, out: Path) -> None:
    """Writes the XLSForm of a Markdown source as .xlsx, its sheets in the usual order.

    Raises:
        EnvironmentFailed: `roster.file-unwritable`.
    """
    sheets = read_markdown(source.read_text("utf-8"))
    write_workbook(
        out,
        [
            OutSheet(
                name=name,
                header=sheets[name].header,
                rows=[[row.get(column, "") for column in sheets[name].header] for row in sheets[name].rows],
            )
            for name in _SHEETS
            if name in sheets
        ],
    )
