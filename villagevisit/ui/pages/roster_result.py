"""What became of every row of a file, as a sum that the clerk can check, and the next step."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from villagevisit.domain.roster import RosterReport, RowChange
from villagevisit.services import roster_report, roster_words
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import words as coded
from villagevisit.ui.pages.roster_cells import shown
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.wording import t


class ResultPanel(QWidget):
    again = Signal()
    wanted = Signal(str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._report: RosterReport | None = None
        self._file_name = ""
        u = theme.now().u
        self._title = parts.title("")
        self._sum = _Sum()
        self._facts = Facts()
        self._next = parts.body("")
        self.decide = parts.primary(t("desk.roster.decide"), lambda: self._want("doubtful"))
        self.browse = parts.primary(t("desk.roster.browse"), lambda: self._shell.go("households"))
        self.refused = parts.plain(t("desk.roster.see_rejected"), lambda: self._want("rejected"))
        self.report = parts.plain(t("desk.roster.export"), self.export)
        self._more = parts.quiet(t("desk.roster.another"), self.again.emit)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, u, u, u)
        box.setSpacing(2 * u)
        buttons = parts.row(self.decide, self.browse, self.refused, self.report, self._more, None)
        for widget in (self._title, self._sum, self._next, buttons, parts.line(), self._facts):
            box.addWidget(widget)
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts.scroll(inside))

    def show_report(self, file_name: str, report: RosterReport) -> None:
        self._report, self._file_name = report, file_name
        self._title.setText(t("desk.roster.done_title", name=file_name))
        self._sum.show_sum(report)
        self._facts.show_rows(self._lines(report))
        waits = report.doubtful > 0
        self._next.setText(t("desk.roster.next_decide") if waits else t("desk.roster.next_browse"))
        self.decide.setVisible(waits)
        self.decide.setText(t("desk.roster.decide_rows", count=count(report.doubtful)))
        self.browse.setVisible(not waits)
        self.refused.setVisible(report.rejected > 0)

    def _lines(self, report: RosterReport) -> list[tuple[str, str]]:
        lines = [
            (t("desk.roster.households"), t("desk.roster.households_of", households=count(report.households),
                                            persons=count(report.persons))),
            (t("desk.roster.compared"), t("desk.roster.compared_of", added=count(report.added),
                                          changed=count(report.changed), unchanged=count(report.unchanged))),
        ]  # fmt: skip
        if report.gone:
            lines.append((t("desk.roster.gone"), t("desk.roster.gone_of", count=count(report.gone))))
        if report.skipped:
            lines.append((t("desk.roster.skipped"), t("desk.roster.skipped_of", count=count(report.skipped))))
        if report.warnings:
            lines.append((t("desk.roster.warnings"), t("desk.roster.warnings_of", count=count(report.warnings))))
        changes = Counter(change.kind for change in report.changes)
        if changes["changed"] or changes["moved"]:
            lines.append((t("desk.roster.changes"), self._changes(report)))
        return lines

    def _changes(self, report: RosterReport) -> str:
        shown_first = [change for change in report.changes if change.kind in ("changed", "moved")][:3]
        words = [_change(change) for change in shown_first]
        return "\n".join([*words, t("desk.roster.more_in_report")] if len(report.changes) > len(words) else words)

    def export(self) -> None:
        """Asks where, and writes the report there."""
        if self._report is not None:
            export_report(self, self._shell, self._report.import_id, self._file_name)

    def first(self) -> QWidget:
        return self.browse if self.decide.isHidden() else self.decide

    def _want(self, tab: str) -> None:
        self.wanted.emit(tab, self._report.import_id if self._report else "")


def export_report(parent: QWidget, shell: Shell, import_id: str, file_name: str) -> None:
    """Writes the report of an import as a workbook where the person says."""
    name = t("desk.roster.report_name", name=file_name.rsplit(".", 1)[0] or file_name)
    path = shell.files.save(parent, t("desk.roster.export"), name, t("desk.roster.report_kinds"))
    if path is None:
        return
    shell.tasks.run(
        lambda _progress: roster_report.export_report(shell.ws, import_id, path),
        lambda _none: shell.notify(t("desk.roster.exported", path=str(path)), "done"),
        title=t("desk.roster.exporting"),
    )


_CODED = {"assist_category": coded.assist, "relation": coded.relation, "sex": coded.sex}


def _worded(field: str, value: str) -> str:
    """A stored value as a person says it; codes of the lists by their words."""
    return _CODED[field](value) if value and field in _CODED else shown(field, value)


def _change(change: RowChange) -> str:
    field = roster_words.field(change.field) if change.field in roster_words.KNOWN else change.field
    return t(
        "desk.roster.change",
        who=change.person or change.household_no,
        field=field,
        before=_worded(change.field, change.before) or t("common.none"),
        after=_worded(change.field, change.after) or t("common.none"),
    )


class _Sum(QWidget):
    """rows = imported + doubtful + rejected, in large figures."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        u = theme.now().u
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * u)
        self._grid.setVerticalSpacing(0)

    def show_sum(self, report: RosterReport) -> None:
        parts.clear(self._grid)
        terms = [
            (report.rows, t("desk.roster.sum_rows"), ""),
            (report.imported, t("desk.roster.sum_imported"), "done"),
            (report.doubtful, t("desk.roster.sum_doubtful"), "wait"),
            (report.rejected, t("desk.roster.sum_rejected"), "refused"),
        ]
        for at, (number, words, kind) in enumerate(terms):
            figure = parts.title(count(number))
            figure.setWordWrap(False)
            label = QLabel(words)
            label.setProperty("part", "muted")
            for widget in (figure, label):
                if kind and number:
                    widget.setProperty("kind", kind)
            self._grid.addWidget(figure, 0, 2 * at)
            self._grid.addWidget(label, 1, 2 * at)
            if at < len(terms) - 1:
                sign = parts.title("=" if at == 0 else "+")
                sign.setWordWrap(False)
                self._grid.addWidget(sign, 0, 2 * at + 1, Qt.AlignmentFlag.AlignCenter)
        self._grid.setColumnStretch(2 * len(terms), 1)
