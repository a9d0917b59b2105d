"""档案互通: health records to another system's file, and from one, with what was not taken and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.access import Deed
from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.domain.health_file import HealthFile
from villagevisit.domain.officer import Role
from villagevisit.services import allowing, areas, people
from villagevisit.services.export_approval import Approval
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Pin
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t
from villagevisit.wording.health_words import not_taken

if TYPE_CHECKING:
    from villagevisit.services.health_export import HealthExported
    from villagevisit.services.health_import import HealthImported

_KINDS = "*.json *.xlsx"
_MOST_SHOWN = 200


class HealthExchangePage(Page):
    """`enter(person_id)`: that person alone; empty: a village."""

    name: ClassVar[str] = "health_exchange"
    topics: ClassVar[Changes] = changes(Topic.SETUP, Topic.PEOPLE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.village, self.format = Choice(), Choice()
        self.second, self.own_pin, self.second_pin = Choice(), Pin(), Pin()
        self.write = parts.plain(t("health.file.write"), self._write)
        self.read = parts.plain(t("health.file.read"), self._read)
        self.take = parts.primary(t("health.file.take"), self._take)
        self._summary = parts.strong("")
        self._said = QVBoxLayout()
        self._said.setSpacing(theme.now().u)
        self._waiting: HealthFile | None = None
        agree = parts.row(
            parts.labelled(t("health.file.own_pin"), self.own_pin),
            parts.labelled(t("health.file.second"), self.second),
            parts.labelled(t("health.file.second_pin"), self.second_pin), None,
        )  # fmt: skip
        what = parts.row(
            parts.labelled(t("health.file.village"), self.village),
            parts.labelled(t("health.file.format"), self.format), None,
        )  # fmt: skip
        whole = parts.column(
            parts.heading(t("health.file.out")), parts.body(t("health.file.out_why"), muted=True), what, agree,
            parts.row(self.write, None), parts.rule(), parts.heading(t("health.file.in")),
            parts.body(t("health.file.in_why"), muted=True), parts.row(self.read, None),
            self._summary, parts.row(self.take, None), self._said, None,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._scroll = parts.scroll(parts.padded(whole))
        box.addWidget(self._scroll)

    def enter(self, **_params: Any) -> None:
        self._waiting = None
        self.refresh()

    def refresh(self) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        within = allowing.within(ws, actor)
        there = [one for one in areas.villages(ws) if within is None or one.code in within]
        own = {one.id for one in actor.officers}
        doctors = [one for one in people.officers(ws) if Role.VILLAGE_DOCTOR in one.roles and one.id not in own]
        self.village.offer([(one.code, one.name) for one in there], self.village.value())
        self.format.offer(
            [("R4", "FHIR R4"), ("R5", "FHIR R5"), ("xlsx", t("health.file.workbook"))], self.format.value()
        )
        self.second.offer(
            [("", t("health.file.nobody"))] + [(one.id, one.name) for one in doctors], self.second.value()
        )
        self._show([])

    def _write(self) -> None:
        kind = self.format.value()
        suffix = ".xlsx" if kind == "xlsx" else ".json"
        name = t("health.file.name", village=self.village.currentText()) + suffix
        path = self.shell.files.save(self, t("health.file.write"), name, f"*{suffix}")
        if path is None:
            return
        second, pins = self.second.value(), (self.second_pin.text(), self.own_pin.text())
        self.own_pin.clear()
        self.second_pin.clear()
        self._run(path, "R5" if kind == "R5" else "R4", Approval(second, *pins) if second else None)

    def _run(self, path: Path, release: Literal["R4", "R5"], approval: Approval | None) -> None:
        from villagevisit.services import health_export

        ws, actor, village = self.shell.ws, self.shell.actor, self.village.value()

        def write(progress: Progress) -> "HealthExported":
            return health_export.run(
                ws, actor, path, village=village, release=release, approval=approval, progress=progress
            ).value

        def written(done: "HealthExported") -> None:
            words = t(
                "health.exported", people=done.residents, records=done.entries, withheld=done.withheld, file=path.name
            )
            self.shell.notify(words, "done")

        self.shell.tasks.run(write, written, title=t("health.file.write"))

    def _read(self) -> None:
        path = self.shell.files.open(self, t("health.file.read"), f"{t('health.file.read')} ({_KINDS})")
        if path is not None:
            self._try(path)

    def _try(self, path: Path) -> None:
        """Says first what would be taken."""
        from villagevisit.services import health_import

        ws, actor = self.shell.ws, self.shell.actor
        allowing.require(ws, actor, Deed.HEALTH)
        self._waiting = None  # what another file offered is no longer on the page
        self._show([])

        def look(progress: Progress) -> "tuple[HealthFile, HealthImported]":
            file = health_import.load(path)
            return file, health_import.run(ws, actor, file, dry_run=True, progress=progress).value

        self.shell.tasks.run(look, self._looked, title=t("health.file.read"))

    def _looked(self, found: "tuple[HealthFile, HealthImported]") -> None:
        file, done = found
        self._waiting = file if done.taken else None
        lines = [t("health.would-take", **_counts(done)), *map(not_taken, done.not_taken[:_MOST_SHOWN])]
        if done.left_out:
            lines.insert(1, t("health.left-out", n=done.left_out))
        self._show(lines)

    def _take(self) -> None:
        from villagevisit.services import health_import

        file, ws, actor = self._waiting, self.shell.ws, self.shell.actor
        if file is None:
            return
        self.shell.tasks.run(
            lambda progress: health_import.run(ws, actor, file, progress=progress),
            self._taken,
            title=t("health.file.take"),
        )

    def _taken(self, done: "Done[HealthImported]") -> None:
        got = self.shell.apply(done)
        self._waiting = None
        self._show([t("health.taken", **_counts(got)), *map(not_taken, got.not_taken[:_MOST_SHOWN])])

    def _show(self, lines: list[str]) -> None:
        """The first line sums up; the others say what stays outside."""
        parts.clear(self._said)
        self._summary.setText(lines[0] if lines else "")
        self._summary.setVisible(bool(lines))
        for words in lines[1:]:
            self._said.addWidget(Remark("info", words))
        self.take.setVisible(self._waiting is not None)
        if lines:
            shown = self.take if self._waiting is not None else self._summary
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(shown))

    def heading(self) -> str:
        return t("health.file.heading")

    def help(self) -> str:
        return t("health.file.help")

    def first_focus(self) -> QWidget | None:
        return self.village


def _counts(done: "HealthImported") -> dict[str, int]:
    return {"taken": done.taken, "people": done.people, "known": done.known, "not_taken": len(done.not_taken)}
