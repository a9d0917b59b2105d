"""Giving out households: by hand, many at once, or by a fair draw that anybody can repeat from its seed."""

import secrets
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.campaign import Campaign, VisitState, WorkItem
from villagevisit.domain.errors import Refused
from villagevisit.services import campaign as rounds
from villagevisit.services.draw import Assigned, DrawResult, Refusal
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count, moment
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.campaign_list import Filters, work_columns
from villagevisit.ui.pages.campaign_panel import Panel
from villagevisit.wording import explain, t

_SHOWN = 60
_AFTER_LAYOUT_MS = 50
_STILL_FREE = (VisitState.UNVISITED, VisitState.DRAFT, VisitState.REVISIT)


class AssignPanel(Panel):
    """The list on the left; on the right whom to give them to, the draw, and who could not be given and why."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        look = theme.now()
        self.filters = Filters(shell, lambda _value: self._show())
        self._count = parts.body("", muted=True)
        self.model: TableOf[WorkItem] = TableOf(_columns(), [])
        self.table = Table(many=True, quick=True)
        self.table.setModel(self.model)
        self.table.widths(0, 12, 10, 10, 12, drop=(3, 2, 1), rest=14)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choice_changed())
        left = parts.column(parts.row(self.filters.village, self.filters.team, None), self._count, self.table)
        self.team = Choice()
        self.give = parts.primary("", self._give)
        self.every = parts.quiet(t("ui.assign.all"), self._all)
        self.seed = Line()
        self.seed.setText(new_seed())
        self.draw = parts.plain(t("ui.assign.draw"), self._draw)
        self._draws = QVBoxLayout()
        self._draws.setSpacing(0)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(look.u // 2)
        side = parts.column(
            parts.heading(t("ui.assign.by_hand")), parts.body(t("ui.assign.how"), muted=True),
            parts.labelled(t("ui.assign.team"), self.team), parts.row(self.give, self.every, None), look.u,
            parts.line(), parts.heading(t("ui.assign.by_draw")), parts.body(t("ui.assign.draw_why"), muted=True),
            parts.labelled(t("ui.assign.seed"), self.seed), parts.row(self.draw, None), self._draws, parts.line(),
            self._answer, None,
        )  # fmt: skip
        self._area = parts.scroll(side)
        self._area.setMinimumWidth(28 * look.u)
        box = QHBoxLayout()
        box.setSpacing(3 * look.u)
        box.addWidget(left, 3)
        box.addWidget(self._area, 2)
        self.box.addLayout(box, 1)

    def refresh(self, campaign: Campaign, **params: Any) -> None:
        self.filters.offer(campaign)
        teams = rounds.teams(self.shell.ws, campaign.id)
        self._show_draws(campaign)
        self.team.offer(((team.id, team.name) for team in teams), self.team.value())
        self._show()

    def _show(self) -> None:
        if self.round is None:
            return
        rows = self.filters.rows(self.round, _STILL_FREE)
        self.model.show(rows)
        self._count.setText(t("ui.households.count", count=count(len(rows))))
        self._choice_changed()

    def _choice_changed(self) -> None:
        number = len(self.table.chosen_rows())
        self.give.setText(t("ui.assign.give", count=count(number)))
        self.give.setEnabled(bool(number) and bool(self.team.value()))
        self.draw.setEnabled(bool(self.team.value()))

    def _all(self) -> None:
        self.table.selectAll()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.round is None:
            return
        items = [self.model.at(row) for row in self.table.chosen_rows()]
        ids = [item.household_id for item in items if item is not None]
        ws, actor, round_id, team_id = self.shell.ws, self.shell.actor, self.round.id, self.team.value()
        self.shell.tasks.run(
            lambda _progress: rounds.assign(ws, actor, round_id, ids, team_id),
            lambda done: self._given(self.shell.apply(done)),
            title=t("ui.assign.giving"),
        )

    def _given(self, result: Assigned) -> None:
        self._say(t("ui.assign.given", count=count(result.assigned)), "", result.refused)

    def _draw(self) -> None:
        if self.round is None:
            return
        ws, actor, round_id = self.shell.ws, self.shell.actor, self.round.id
        seed = self.seed.text().strip() or new_seed()
        self.seed.setText(seed)

        def work(_progress: Progress) -> Any:
            return rounds.draw(ws, actor, round_id, seed)

        self.shell.tasks.run(work, lambda done: self._drawn(self.shell.apply(done)), title=t("ui.assign.drawing"))

    def _show_draws(self, campaign: Campaign) -> None:
        """The draws of this round, newest first; each can be printed, so that anybody can repeat it from its seed."""
        parts.clear(self._draws)
        for draw in rounds.draws(self.shell.ws, campaign.id):
            words = t("ui.assign.drawn_then", when=moment(draw.drawn_at), seed=draw.seed, count=count(len(draw.given)))
            go = partial(self.shell.go, "print", kind="draw_record", subject_id=draw.id)
            button = parts.with_icon(parts.quiet(t("ui.assign.print"), go), "print")
            self._draws.addWidget(parts.column(parts.body(words), parts.row(button, None)))

    def _drawn(self, result: DrawResult) -> None:
        if self.round is not None:
            self._show_draws(self.round)
        self._say(
            t("ui.assign.drawn", count=count(result.assigned)), t("ui.assign.seed_used", seed=result.seed),
            result.unassignable or result.refused, t("ui.assign.cannot") if result.unassignable else "",
        )  # fmt: skip

    def _bring_answer_up(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _say(self, words: str, more: str, refused: tuple[Refusal, ...], about: str = "") -> None:
        """What was done, and for every household that could not be given the reason."""
        parts.clear(self._answer)
        QTimer.singleShot(_AFTER_LAYOUT_MS, self, self._bring_answer_up)
        self._answer.addWidget(parts.status("done", words, wrap=True))
        if more:
            self._answer.addWidget(parts.body(more))
        if refused:
            words = about or t("ui.assign.refused", count=count(len(refused)))
            self._answer.addWidget(parts.status("wait", words, wrap=True))
        for refusal in refused[:_SHOWN]:
            self._answer.addWidget(self._refusal(refusal))
        if len(refused) > _SHOWN:
            self._answer.addWidget(parts.body(t("ui.assign.more", count=count(len(refused) - _SHOWN)), muted=True))

    @staticmethod
    def _refusal(refusal: Refusal) -> QWidget:
        why = explain(Refused(refusal.code, **dict(refusal.params)))
        return parts.column(parts.strong(refusal.head_name), parts.body(why, muted=True))

    def first_focus(self) -> QWidget:
        return self.table


def _columns() -> tuple[Column[WorkItem], ...]:
    head, village, group, number, _, team, _ = work_columns()
    return head, village, group, number, team


def new_seed() -> str:
    """Eight digits nobody chose; typed seeds are as good."""
    return f"{secrets.randbelow(10**8):08d}"
