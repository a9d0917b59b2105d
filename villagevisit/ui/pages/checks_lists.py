"""Taking a department's list in, and looking at a list before it is handed in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.services import clue_lists, clues
from villagevisit.services.clue_lists import Validated
from villagevisit.services.clues import Batch, Taken
from villagevisit.services.clues import Line as ClueLine
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.models import check_words as say
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.ui.pages.checks_clues import CluePanel

_FAULTS = 20


class _Form(QWidget):
    def __init__(self, panel: "CluePanel", title: str, why: str) -> None:
        super().__init__()
        self.panel, self.shell = panel, panel.shell
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.now().u)
        self.box.addWidget(parts.title(title))
        self.box.addWidget(parts.body(why, muted=True))
        day = today(self.shell.ws.clock)
        self.batch = Line(f"R-{day:%Y%m%d}")
        self.box.addWidget(parts.labelled(t("checks.clue.batch"), self.batch))
        self.focus: QWidget = self.batch

    def ask(self) -> Path | None:
        return self.shell.files.open(self, t("checks.clue.choose"), t("desk.roster.file_kinds"))


class TakeInForm(_Form):
    """A file, or one line typed in."""

    def __init__(self, panel: "CluePanel") -> None:
        super().__init__(panel, t("checks.clue.take"), t("checks.clue.take_why"))
        self.source = Choice([(code, say.source(code)) for code in map(str, range(1, 16))], "2")
        kinds = [*map(str, range(1, 13)), "99"]
        self.kind = Choice([(code, say.kind(code)) for code in kinds])
        self.as_of = Day()
        for label, field in (
            (t("checks.clue.source"), self.source), (t("checks.clue.kind"), self.kind),
            (t("checks.clue.as_of"), self.as_of),
        ):  # fmt: skip
            self.box.addWidget(parts.labelled(label, field))
        self.choose = parts.primary(t("checks.clue.choose"), self._choose)
        self.box.addWidget(parts.row(self.choose, None))
        self.box.addWidget(parts.heading(t("checks.clue.one")))
        self.name, self.id_no, self.detail = Line(), Line(), Line()
        for label, field_ in (
            (t("checks.name"), self.name), (t("checks.clue.id_no"), self.id_no), (t("checks.clue.detail"), self.detail),
        ):  # fmt: skip
            self.box.addWidget(parts.labelled(label, field_))
        self.add = parts.plain(t("checks.clue.add"), self._add)
        self.box.addWidget(parts.row(self.add, None))

    def _choose(self) -> None:
        path = self.ask()
        if path is not None:
            self._take(lambda: clue_lists.read(path))

    def _add(self) -> None:
        line = ClueLine(0, self.name.text(), self.id_no.text(), self.detail.text())
        self._take(lambda: (line,))

    def _take(self, lines: Callable[[], tuple[ClueLine, ...]]) -> None:
        """On the worker: a county's list has thousands of lines."""
        batch = Batch(self.batch.text(), self.source.value(), self.kind.value(), self.as_of.value())
        shell, actor = self.shell, self.shell.actor
        shell.tasks.run(
            lambda _progress: clues.register(shell.ws, actor, batch, lines()), self._taken, title=t("checks.clue.take")
        )

    def _taken(self, done: Done[Taken]) -> None:
        taken, panel, shell = self.shell.apply(done), self.panel, self.shell
        panel.back()
        shell.notify(
            t("checks.clue.taken", person=taken.person, quality=taken.quality, nobody=taken.nobody, again=taken.again),
            "done",
        )


class HandInForm(_Form):
    """A list of the office's own, looked at before it leaves the house."""

    def __init__(self, panel: "CluePanel") -> None:
        super().__init__(panel, t("checks.clue.hand"), t("checks.clue.hand_why"))
        self.choose = parts.primary(t("checks.clue.choose"), self._choose)
        self.box.addWidget(parts.row(self.choose, None))
        self.result = QVBoxLayout()
        self.box.addLayout(self.result)

    def _choose(self) -> None:
        path = self.ask()
        if path is not None:
            self.panel.guard(lambda: self._show(clue_lists.validate(self.shell.ws, path)))

    def _show(self, found: Validated) -> None:
        parts.clear(self.result)
        counts = "；".join(f"{say.fault(what)} {number}" for what, number in found.counts.items() if number)
        rate = say.percent(found.error_rate)
        words = t("checks.clue.rate", lines=count(found.lines), wrong=count(found.wrong_lines), rate=rate)
        self.result.addWidget(parts.status("wait" if found.wrong_lines else "done", words, wrap=True))
        if counts:
            self.result.addWidget(parts.body(counts))
        for one in found.faults[:_FAULTS]:
            words = t("checks.clue.fault", line=one.line, what=say.fault(one.what))
            self.result.addWidget(parts.body(words, muted=True))
        self.deliver = parts.plain(t("checks.clue.deliver"), lambda: self._deliver(found))
        self.result.addWidget(parts.row(self.deliver, None))

    def _deliver(self, found: Validated) -> None:
        batch, panel, shell = self.batch.text(), self.panel, self.shell
        panel.do(lambda: clue_lists.deliver(shell.ws, shell.actor, batch, found), t("checks.clue.delivered"))
