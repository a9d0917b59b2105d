"""One board: what is on it as printed, its clock, the photos that prove it, objections to it."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from villagevisit.domain import boards as rules
from villagevisit.domain.boards import Board, Outcome, Phase
from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.publicity import BoardKind
from villagevisit.services import attachments, boards, objections
from villagevisit.services.boards import Sheet
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Day, Line
from villagevisit.ui.kit.format import moment
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.publicity import name
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.photo_view import PaperPhoto
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_WIDTH = 900
_SHOWN = 6
_LOOKS = {Outcome.SAME: "done", Outcome.PART: "wait", Outcome.OTHER: "refused", Outcome.UNREAD: "wait"}


class BoardPage(Page):
    """`enter(board_id)`, or `enter(document_id)` of a printed board that waits to be posted."""

    name: ClassVar[str] = "board"
    topics: ClassVar[Changes] = changes(Topic.EVENTS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._board_id = self._document = ""
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._box.setSpacing(u)
        self._area = parts.scroll(parts.narrow(inside, _WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._first: QWidget | None = None

    def enter(self, **params: Any) -> None:
        self._board_id = str(params.get("board_id", ""))
        self._document = str(params.get("document_id", ""))
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def keep(self) -> dict[str, Any]:
        return {"board_id": self._board_id, "document_id": self._document}

    def heading(self) -> str:
        return t("board.page")

    def help(self) -> str:
        return t("board.help")

    def first_focus(self) -> QWidget | None:
        return self._first

    def refresh(self) -> None:
        parts.clear(self._box)
        ws = self.shell.ws
        try:
            if self._board_id:
                self._hangs(boards.get(ws, self._board_id, self.shell.within))
            else:
                self._waits(boards.sheet(ws, self._document))
        except CodedError as error:
            self._box.addWidget(parts.empty(explain(error), t("board.page"), lambda: self.shell.go("publicity")))
        self._box.addStretch(1)

    def _waits(self, paper: Sheet) -> None:
        """Printed, and to be posted."""
        self._head(paper.village_code, paper.kind, paper.batch, len(paper.rows))
        self._box.addWidget(Remark("wait", t("board.before_posting", day=paper.posted.isoformat())))
        self._box.addWidget(parts.heading(t("board.places")))
        self.places = {code: QCheckBox(t(f"board.place.{code}")) for code in rules.PLACES}
        self.places["1"].setChecked(True)
        self._box.addWidget(Flow(*self.places.values()))
        self.until = Day(boards.next_review(self.shell.ws).isoformat())
        if paper.kind is BoardKind.STANDING:
            self._box.addWidget(parts.labelled(t("board.until"), self.until))
        self.post = parts.primary(t("board.verb.post"), lambda: self._post(paper))
        self._first = self.post
        again = parts.quiet(t("board.print"), lambda: self._print(paper.village_code))
        self._box.addWidget(parts.row(self.post, again, None))
        self._rows(paper)

    def _hangs(self, board: Board) -> None:
        day = today(self.shell.ws.clock)
        self._head(board.area, board.kind, board.batch, board.rows)
        self._box.addWidget(self._clock(board, day))
        self.photo = parts.primary(t("board.verb.photo"), lambda: self._prove(board))
        self.object = parts.plain(t("objection.take"), lambda: self.shell.go("objection", board_id=board.id))
        over = board.phase(day) is Phase.OVER and board.proved
        self.down = (parts.primary if over else parts.plain)(t("board.verb.down"), lambda: self._down(board))
        if over:
            self.photo = parts.plain(t("board.verb.photo"), lambda: self._prove(board))
        again = parts.plain(t("board.again"), lambda: self._print(board.area))
        order = (self.down, self.photo, self.object) if over else (self.photo, self.object, self.down)
        self._first = order[0] if board.ended is None else again
        self._box.addWidget(Flow(*(order if board.ended is None else ()), again))
        self.reason = Line(placeholder=t("board.reason_why"))
        if board.ended is None and not over:
            self._box.addWidget(parts.labelled(t("board.reason"), self.reason))
        self._proofs(board)
        self._objections(board)
        try:
            self._rows(boards.sheet(self.shell.ws, board.document))
        except Refused as error:
            self._box.addWidget(Remark("info", explain(error)))

    def _head(self, village: str, kind: BoardKind, batch: str, count: int) -> None:
        self._box.addWidget(parts.title(name(self.shell.ws, village, kind)))
        words = [batch, t("board.count", count=count)]
        self._box.addWidget(parts.body(" · ".join(word for word in words if word), muted=True))

    def _clock(self, board: Board, day: date) -> QWidget:
        lines = [t("board.clock.posted", day=board.posted.isoformat(), by=board.by)]
        if board.until is not None:
            lines.append(t("board.clock.standing", fresh=board.closes.isoformat(), until=board.until.isoformat()))
        elif board.kind in (BoardKind.INITIAL, BoardKind.REVIEWED):
            decide = board.decide_from.isoformat()
            lines.append(t("board.clock.decide", closes=board.closes.isoformat(), decide=decide))
        else:
            lines.append(t("board.clock.closes", closes=board.closes.isoformat()))
        phase = board.phase(day)
        state = {
            Phase.HANGING: ("done", t("board.state.left", count=board.days_left(day))),
            Phase.STALE: ("wait", t("board.stale_why")),
            Phase.OVER: ("refused", t("board.over_why")),
            Phase.GONE: ("muted", t("board.gone", day=board.ended.isoformat() if board.ended else "")),
        }[phase]
        if board.cut_short:
            state = ("refused", t("board.cut_short", reason=board.why))
        elif board.ended is None and phase is Phase.OVER and not board.proved:
            state = ("refused", t("board.over_unproved"))
        elif board.ended is not None and not board.proved:
            state = ("refused", t("board.unproved", reason=board.why))
        return parts.column(Remark(*state), *(parts.body(line) for line in lines))

    def _proofs(self, board: Board) -> None:
        self._box.addWidget(parts.heading(t("board.proofs")))
        if not board.proved:
            self._box.addWidget(Remark("wait", t("board.no_proof")))
        for one in board.proofs:
            outcome = _outcome(one.outcome, one.missing)
            words = t("board.proof", at=moment(one.at), by=one.by, count=len(one.photos), outcome=outcome)
            self._box.addWidget(Remark(_LOOKS[one.outcome], words))
        photos = [digest for one in board.proofs for digest in one.photos]
        if photos:
            try:
                picture = attachments.read(self.shell.ws, photos[-1])
            except Refused:
                self._box.addWidget(parts.body(t("board.photo_elsewhere"), muted=True))
                return
            view = PaperPhoto("")
            view.setFixedHeight(24 * theme.now().u)
            view.show_picture(picture, t("board.proofs"))
            self._box.addWidget(view)

    def _objections(self, board: Board) -> None:
        self._box.addWidget(parts.heading(t("objection.page")))
        found = objections.of_board(self.shell.ws, board.id)
        if not found:
            self._box.addWidget(parts.body(t("objection.none"), muted=True))
        for one in found:
            kind = "done" if one.settled else "refused"
            state = t(f"objection.conclusion.{one.settled.conclusion}") if one.settled else t("objection.open")
            words = f"{one.day} {t(f'objection.about.{one.about}')}: {one.what} ({state})"
            verb = parts.plain(t("objection.see"), partial(self.shell.go, "objection", objection_id=one.id))
            self._box.addWidget(parts.row(parts.status(kind, words, wrap=True), verb))

    def _rows(self, paper: Sheet) -> None:
        self._box.addWidget(parts.heading(t("board.rows", short=paper.digest[:8].upper())))
        rows = Rows()
        rows.setAccessibleName(t("board.rows", short=""))
        rows.offer([_row(number, cells) for number, cells in enumerate(paper.rows, start=1)])
        rows.setFixedHeight(round(5.2 * theme.now().u) * min(max(len(paper.rows), 1), _SHOWN) + 4)
        self._box.addWidget(rows)

    def _post(self, paper: Sheet) -> None:
        places = [code for code, box in self.places.items() if box.isChecked()]
        until = self.until.value() if paper.kind is BoardKind.STANDING else ""
        try:
            done = boards.post(
                self.shell.ws, self.shell.actor, paper.document, places=places,
                until=date.fromisoformat(until) if until else None,
            )  # fmt: skip
        except CodedError as error:
            self.shell.fail(error)
            return
        self._board_id = done.value.id
        self.shell.notify(t("board.posted"), "done")
        self._apply(done)

    def _prove(self, board: Board) -> None:
        photos = self.shell.files.several(self, t("board.pick"), t("verify.kinds"))
        if not photos:
            return
        try:
            done = boards.prove(self.shell.ws, self.shell.actor, board.id, photos)
        except CodedError as error:
            self.shell.fail(error)
            return
        last = boards.get(self.shell.ws, board.id).proofs[-1]
        self.shell.notify(t("board.kept", outcome=_outcome(last.outcome, last.missing)), _LOOKS[last.outcome])
        self._apply(done)

    def _down(self, board: Board) -> None:
        reason = self.reason.text()
        if not self.shell.confirm(t("board.verb.down"), t("board.down_sure"), t("board.verb.down")):
            return
        photos = self.shell.files.several(self, t("board.pick_empty"), t("verify.kinds"))
        try:
            done = boards.take_down(self.shell.ws, self.shell.actor, board.id, photos, reason)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("board.is_down"), "done")
        self._apply(done)

    def _apply(self, done: Done[Any]) -> None:
        """The page is filled anew; the keyboard goes on to the next step."""
        self.shell.apply(done)
        if self._first is not None:
            self._first.setFocus()
        self._area.verticalScrollBar().setValue(0)

    def _print(self, village: str) -> None:
        self.shell.go("print", kind="publicity_board", village_code=village)


def _outcome(outcome: Outcome, missing: tuple[int, ...]) -> str:
    if outcome is Outcome.PART:
        return t("board.outcome.part", pages=t("objection.comma").join(str(number) for number in missing))
    return t(f"board.outcome.{outcome.value}")


def _row(number: int, cells: tuple[str, ...]) -> Row:
    if len(cells) == 2:
        return Row(str(number), f"{number}. {cells[0]}", "", t(f"objection.conclusion.{cells[1]}"))
    head, group, category, members, insured, amount, remark = cells
    note = t("board.row", group=group, category=category, members=members, insured=insured)
    return Row(str(number), f"{number}. {head}", note, f"{amount}  {remark}".strip())
