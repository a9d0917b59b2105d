"""Today's boards: to post, to photograph, due to come down, stale, hanging; each line with one verb (R-10, S-060 …)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain import boards as rules
from villagevisit.domain.boards import Board
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import areas, boards, boards_web
from villagevisit.services.boards import Waiting
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.desk_stack import Stack
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t


@dataclass(frozen=True)
class Line:
    row: Row
    verb: str
    go: Callable[[], None]


def name(ws: Workspace, village: str, kind: BoardKind) -> str:
    """`红星村 初审公示`"""
    return f"{areas.name(ws, village)} {t(f'board.kind.{kind.value}')}"


class PublicityPage(Page):
    name: ClassVar[str] = "publicity"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.PAPER, Topic.POLICY)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._lines: list[Line] = []
        self.list = Rows()
        self.list.setAccessibleName(t("board.list"))
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _row: self._act())
        self.verb = parts.primary(t("board.verb.look"), self._act)
        self.verb.setMinimumWidth(14 * u)
        self._stack = Stack()
        self._stack.addWidget(parts.empty(t("board.none"), t("board.print"), self._print))
        self._stack.addWidget(self.list)
        self.web = parts.plain(t("board.web"), self._web)
        more = Flow(
            self.verb, parts.plain(t("board.print"), self._print),
            parts.plain(t("inquiry.page"), lambda: shell.go("inquiries")), self.web,
            parts.quiet(t("board.key_steps"), lambda: shell.go("print", kind="key_steps")),
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        box.setSpacing(u)
        box.addWidget(self._stack, 1)
        box.addWidget(more)

    def refresh(self) -> None:
        ws, within = self.shell.ws, self.shell.within
        day = today(ws.clock)
        found = rules.sort_out(boards.every(ws, within), day)
        self._lines = [self._sheet(one) for one in boards.to_post(ws, within)]
        for kind, state, some in (
            ("next", "unproved", found.unproved), ("refused", "over", found.over), ("wait", "stale", found.stale),
            ("done", "hanging", found.hanging),
        ):  # fmt: skip
            self._lines += [self._board(one, kind, state, day) for one in some]
        self.list.offer([line.row for line in self._lines])
        self._stack.setCurrentIndex(1 if self._lines else 0)
        self.verb.setVisible(bool(self._lines))
        self._chosen(self.list.currentIndex().row())

    def heading(self) -> str:
        return t("board.page")

    def help(self) -> str:
        return t("board.help")

    def first_focus(self) -> QWidget | None:
        return self.list if self._lines else self._stack.currentWidget().findChild(parts.Button)

    def _sheet(self, one: Waiting) -> Line:
        note = t("board.note.printed", day=one.printed[:10], count=one.rows)
        words = name(self.shell.ws, one.village_code, BoardKind(one.board))
        row = Row(one.document, words, note, t("board.state.to_post"), "next")
        return Line(row, t("board.verb.post"), lambda: self.shell.go("board", document_id=one.document))

    def _board(self, one: Board, kind: str, state: str, day: date) -> Line:
        last = one.until if one.until is not None else one.closes
        note = t("board.note.hangs", day=one.posted.isoformat(), closes=last.isoformat(), count=one.rows)
        left = one.days_left(day)
        aside = t("board.state.left", count=left) if state == "hanging" else t(f"board.state.{state}")
        row = Row(one.id, name(self.shell.ws, one.area, one.kind), note, aside, kind)
        if state == "stale":
            return Line(row, t("board.verb.renew"), lambda: self._print(one.area))
        verb = {"unproved": t("board.verb.photo"), "over": t("board.verb.down")}.get(state, t("board.verb.look"))
        return Line(row, verb, lambda: self.shell.go("board", board_id=one.id))

    def _chosen(self, number: int) -> None:
        if 0 <= number < len(self._lines):
            self.verb.setText(self._lines[number].verb)

    def _act(self) -> None:
        number = self.list.currentIndex().row()
        if 0 <= number < len(self._lines):
            self._lines[number].go()

    def _print(self, village: str = "") -> None:
        self.shell.go("print", kind="publicity_board", village_code=village)

    def _web(self) -> None:
        folder = self.shell.files.folder(self, t("board.web"))
        if folder is None:
            return
        try:
            done = boards_web.export(self.shell.ws, self.shell.actor, folder).value
        except CodedError as error:
            self.shell.fail(error)
            return
        words = t("board.web_done", shown=done.shown, gone=done.taken_down, missing=done.not_here)
        self.shell.notify(words, "wait" if done.not_here else "done")
