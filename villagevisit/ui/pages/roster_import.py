"""Bringing a file in: the first step, the preview, the import with counts and Cancel, and what became of the rows."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.roster import RosterMapping, RosterPreview, RosterReport
from villagevisit.services import areas, roster
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count, moment
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.roster_preview import PreviewPanel
from villagevisit.ui.pages.roster_result import ResultPanel
from villagevisit.ui.widgets.desk_drop import DropPlace
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.wording import t


class ImportPanel(QWidget):
    """`wanted(tab, import_id)` asks the page for another section."""

    wanted = Signal(str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._path: Path | None = None
        self._preview: RosterPreview | None = None
        self.choose_button = parts.primary(t("desk.roster.choose_file"), self._choose)
        self.drop = DropPlace(t("desk.roster.drop_here"), t("desk.roster.drop_hint"), self.choose_button)
        self.drop.dropped.connect(self.look_at)
        self.preview = PreviewPanel()
        self.preview.accepted.connect(self._import)
        self.preview.again.connect(self.begin)
        self.result = ResultPanel(shell)
        self.result.again.connect(self.begin)
        self.result.wanted.connect(self.wanted)
        self._earlier_title = parts.heading(t("desk.roster.earlier"))
        self.earlier = Rows()
        self.earlier.setAccessibleName(t("desk.roster.earlier"))
        self.earlier.setMinimumHeight(5 * theme.now().u)
        self.earlier.opened.connect(self._open_earlier)
        self.earlier.clicked.connect(lambda index: self._open_earlier(index.row()))
        u = theme.now().u
        self._stack = Stack()
        for panel in (self._first_page(), self.preview, self.result):
            self._stack.addWidget(panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, u, 0, 0)
        box.addWidget(self._stack)

    def _first_page(self) -> QWidget:
        u = theme.now().u
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        self.drop.setMaximumHeight(26 * u)
        box.addWidget(self.drop, 100)
        box.addWidget(self._earlier_title)
        box.addWidget(self.earlier, 100)
        box.addStretch(1)
        return page

    def begin(self) -> None:
        """Back to the first step; nothing was changed."""
        self._stack.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        self._imports = roster.imports(self._shell.ws)
        self._earlier_title.setVisible(bool(self._imports))
        self.earlier.setVisible(bool(self._imports))
        rows = []
        for one in self._imports:
            words = t(
                "desk.roster.earlier_note",
                when=moment(one.started_at), rows=count(one.rows), imported=count(one.imported),
                doubtful=count(one.doubtful), rejected=count(one.rejected),
            )  # fmt: skip
            kind, aside = "done", t("desk.roster.settled")
            if one.waiting:
                kind, aside = "wait", t("desk.roster.still_waiting", count=count(one.waiting))
            elif one.rejected:
                kind, aside = "muted", t("desk.roster.not_all_taken", count=count(one.rejected))
            rows.append(Row(one.id, one.file_name, words, aside, kind))
        self.earlier.offer(rows)
        self.earlier.clearSelection()

    def look_at(self, path: Path) -> None:
        """Reads a dropped or chosen file and shows what was understood."""
        ws = self._shell.ws
        self._shell.quiet()
        self._shell.tasks.run(
            lambda _progress: roster.preview(ws, path),
            lambda preview: self._show_preview(path, preview),
            title=t("desk.roster.reading", name=path.name),
        )

    def _choose(self) -> None:
        path = self._shell.files.open(self, t("desk.roster.choose_file"), t("desk.roster.file_kinds"))
        if path is not None:
            self.look_at(path)

    def _show_preview(self, path: Path, preview: RosterPreview) -> None:
        self._path, self._preview = path, preview
        self.preview.show_preview(path.name, preview, areas.villages(self._shell.ws))
        self._stack.setCurrentWidget(self.preview)
        self.wanted.emit("import", "")
        self.preview.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _import(self, mapping: RosterMapping, corrected: bool) -> None:
        path, preview, ws, actor = self._path, self._preview, self._shell.ws, self._shell.actor
        assert path is not None
        assert preview is not None
        if corrected:
            roster.remember_mapping(ws, preview.layout, mapping)

        def work(progress: Progress) -> Done[RosterReport]:
            return roster.run(ws, actor, path, mapping=mapping, progress=progress)

        self._shell.quiet()
        self._shell.tasks.run(work, self._imported, title=t("desk.roster.importing", name=path.name))

    def _imported(self, done: Done[RosterReport]) -> None:
        report = self._shell.apply(done)
        self.result.show_report(self._path.name if self._path else "", report)
        self._stack.setCurrentWidget(self.result)
        self.result.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_earlier(self, number: int) -> None:
        if 0 <= number < len(self._imports):
            one = self._imports[number]
            self.wanted.emit("doubtful" if one.waiting else "rejected", one.id)

    def first(self) -> QWidget:
        if self._stack.currentWidget() is self.preview:
            return self.preview.first()
        return self.result.first() if self._stack.currentWidget() is self.result else self.choose_button
