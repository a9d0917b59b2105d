"""The office's day: what waits to be settled, each with a number and one verb."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from villagevisit.domain.access import Within
from villagevisit.domain.benefit import Step
from villagevisit.domain.boards import sort_out
from villagevisit.domain.campaign import VisitState
from villagevisit.domain.case_line import Filter
from villagevisit.domain.case_steps import Who
from villagevisit.domain.clock import today
from villagevisit.domain.officer import Role
from villagevisit.services import (
    aid_register,
    appraisal,
    areas,
    blames,
    boards,
    campaign,
    cases,
    checks_due,
    chronic_appraisals,
    doubtful,
    dynamic_lists,
    health_due,
    health_register,
    households,
    inquiries,
    kin_filings,
    objections,
    outstanding,
    payments,
    people,
    pledges,
    roster_waiting,
    supervising,
    village_checks,
    visit_lookup,
    weeks,
)
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t

_WIDTH = 900
_PRESSING = ("refused", "next", "wait", "muted")


@dataclass(frozen=True)
class Task:
    """`kind` as for a status; `go` is the page that settles it."""

    kind: str
    number: int
    words: str
    verb: str
    page: str
    params: tuple[tuple[str, object], ...] = ()


def tasks(ws: Workspace, within: Within = None, actor: Actor = NOBODY) -> list[Task]:
    """What waits, the most pressing first; nothing that is already in order. Of health only for a doctor."""
    found = [
        *_before_round(ws), *_in_round(ws, within), *_cases(ws, within), *_appraisals(ws, within),
        *_publicity(ws, within), *_dynamic(ws, within), *_checking(ws, within), *_duty(ws, within),
        *_supervising(ws), *_aid(ws, within), *_figures(ws, within), *_after(ws, within),
        *_health(ws, within, actor),
    ]  # fmt: skip
    return sorted((task for task in found if task.number), key=lambda task: _PRESSING.index(task.kind))


def _before_round(ws: Workspace) -> list[Task]:
    doubtful = roster_waiting.doubtful_count(ws)
    none_yet = 1 if not households.count(ws) else 0
    same_number = len(people.waiting(ws))
    no_pin = sum(not officer.has_pin for officer in people.officers(ws))
    no_round = 1 if not none_yet and campaign.current(ws) is None else 0
    return [
        Task("next", none_yet * max(1, len(areas.villages(ws))), t("ui.task.no_roster"), t("ui.task.import"), "roster"),
        Task("wait", doubtful, t("ui.task.doubtful"), t("ui.task.decide"), "roster", (("tab", "doubtful"),)),
        Task("wait", same_number, t("ui.task.same_number"), t("ui.task.people"), "settings", (("section", "people"),)),
        Task("next", no_round, t("ui.task.no_round"), t("ui.home.open_round"), "campaign"),
        Task("muted", no_pin, t("ui.task.no_pin"), t("ui.task.people"), "settings", (("section", "people"),)),
    ]


def _in_round(ws: Workspace, within: Within) -> list[Task]:
    current = campaign.current(ws)
    if current is None:
        return []
    counts = campaign.counts(ws, current.id, within=within)
    without = sum(campaign.counts(ws, current.id, "", within).values())
    revisits = counts[VisitState.REVISIT]
    unsigned = len(visit_lookup.waiting_for_signature(ws, current.id, within))
    return [
        Task("refused", counts[VisitState.REFUSED], t("ui.task.refused"), t("ui.task.look"), "campaign",
             (("tab", "list"), ("state", "refused"))),
        Task("wait", without, t("ui.task.no_team"), t("ui.task.assign"), "campaign", (("tab", "assign"),)),
        Task("wait", unsigned, t("ui.task.unsigned"), t("ui.task.remind"),
             "campaign", (("tab", "list"), ("state", "frozen"))),
        Task("wait", revisits, t("ui.task.revisit"), t("ui.task.look"), "campaign",
             (("tab", "list"), ("state", "revisit"))),
        Task("muted", counts[VisitState.UNVISITED] + counts[VisitState.DRAFT], t("ui.task.unvisited"),
             t("ui.task.look"), "campaign", (("tab", "unvisited"),)),
    ]  # fmt: skip


def _appraisals(ws: Workspace, within: Within) -> list[Task]:
    under_way = sum(one.state == "open" for one in appraisal.meetings(ws, within))
    waiting = sum(appraisal.waiting(ws, within).values())
    return [
        Task("wait", under_way, t("appraisal.task.open"), t("appraisal.task.go"), "appraisal"),
        Task("wait", waiting, t("appraisal.task"), t("appraisal.task.go"), "appraisal"),
    ]


def _after(ws: Workspace, within: Within) -> list[Task]:
    waiting = outstanding.waiting(ws)
    return [
        Task("wait", doubtful.count(ws, within), t("ui.task.two_versions"), t("ui.task.both_sides"), "doubtful"),
        Task("wait", outstanding.problems(ws), t("ui.task.came_odd"), t("desk.exchange.look"), "exchange"),
        Task("wait", waiting.visits or waiting.records, t("ui.task.unsent"), t("ui.task.send"), "exchange"),
    ]


def _figures(ws: Workspace, within: Within) -> list[Task]:
    """Villages whose figures look odd."""
    warned = village_checks.overview(ws, within).warned
    return [Task("muted", warned, t("standards.task"), t("ui.task.look"), "standards", (("tab", "villages"),))]


def _cases(ws: Workspace, within: Within) -> list[Task]:
    """Cases that are overdue, and those that wait for the office."""
    cases.freshen(ws)
    day = today(ws.clock).isoformat()
    late = cases.count(ws, Filter(due_before=day, within=within))
    mine = cases.count(ws, Filter(who=(Who.CLERK,), within=within))
    return [
        Task("refused", late, t("ui.task.case_late"), t("ui.task.case_go"), "cases", (("which", "overdue"),)),
        Task("next", mine, t("ui.task.case_mine"), t("ui.task.case_go"), "cases", (("which", "mine"),)),
    ]


def _publicity(ws: Workspace, within: Within) -> list[Task]:
    """Boards, objections and the register of first inquiries."""
    day = today(ws.clock)
    hang = sort_out(boards.every(ws, within), day)
    open_ = sum(one.settled is None for one in objections.every(ws, within))
    pressing = sum(one.light(day) != "green" for one in inquiries.every(ws, within))
    see = t("ui.task.see_boards")
    return [
        Task("refused", len(hang.over), t("ui.task.boards_over"), see, "publicity"),
        Task("wait", open_, t("ui.task.objections"), see, "publicity"),
        Task("wait", pressing, t("ui.task.inquiries"), t("ui.task.see_inquiries"), "inquiries"),
        Task("wait", len(hang.stale), t("ui.task.boards_stale"), see, "publicity"),
        Task("next", len(boards.to_post(ws, within)), t("ui.task.boards_post"), see, "publicity"),
        Task("next", len(hang.unproved), t("ui.task.boards_photo"), see, "publicity"),
    ]


def _duty(ws: Workspace, within: Within) -> list[Task]:
    kin, cases = kin_filings.waiting(ws, within), blames.waiting(ws, within)
    look = t("duty.task.look")
    return [
        Task("wait", kin, t("duty.task.kin"), look, "duty", (("tab", "kin"),)),
        Task("wait", cases, t("duty.task.blame"), look, "duty", (("tab", "blame"),)),
        Task("muted", pledges.missing(ws), t("duty.task.pledges"), look, "duty", (("tab", "pledges"),)),
    ]


def _checking(ws: Workspace, within: Within) -> list[Task]:
    due = checks_due.waiting(ws, within)
    look = t("ui.task.checks_look")
    return [
        Task("refused", due.clues_overdue, t("ui.task.clues_due"), look, "checks", (("tab", "clues"),)),
        Task("wait", due.clues, t("ui.task.clues_open"), look, "checks", (("tab", "clues"),)),
        Task("refused", due.faults, t("ui.task.faults_overdue"), look, "checks", (("tab", "rectify"),)),
        Task("refused", due.leads_overdue, t("ui.task.leads_overdue"), look, "checks", (("tab", "leads"),)),
        Task("wait", due.leads, t("ui.task.leads_open"), look, "checks", (("tab", "leads"),)),
    ]


def _aid(ws: Workspace, within: Within) -> list[Task]:
    papers, disasters = aid_register.waiting(ws, within)
    look = t("ui.task.look")
    return [
        Task("refused", papers, t("aid.task.papers"), look, "aid", (("tab", "register"),)),
        Task("refused", disasters, t("aid.task.disasters"), look, "aid", (("tab", "disasters"),)),
    ]


def _health(ws: Workspace, within: Within, actor: Actor) -> list[Task]:
    """For somebody who is a village doctor beside his office."""
    if not actor.has(Role.VILLAGE_DOCTOR):
        return []
    late, week = health_due.waiting(ws, actor, within)
    appraisals, _ = chronic_appraisals.waiting(ws, actor)
    back = sum(one.late(today(ws.clock).isoformat()) > 0 for one, _ in health_register.referrals(ws, actor, within))
    look = t("ui.task.look")
    return [
        Task("refused", late, t("ui.task.health_late"), look, "round"),
        Task("refused", appraisals, t("ui.task.health_appraisal"), look, "health_ledgers", (("tab", "appraisal"),)),
        Task("refused", back, t("ui.task.health_referral"), look, "round", (("tab", "register"),)),
        Task("wait", week, t("ui.task.health_week"), look, "round"),
    ]


def _supervising(ws: Workspace) -> list[Task]:
    here = areas.township(ws)
    late = supervising.waiting(ws, here.code) if here else 0
    return [
        Task("wait", weeks.missing(ws, NOBODY), t("ui.task.week_missing"), t("ui.task.look"), "supervision"),
        Task("wait", late, t("ui.task.supervise_late"), t("ui.task.look"), "supervision", (("tab", "problems"),)),
    ]


def _dynamic(ws: Workspace, within: Within) -> list[Task]:
    reviews, _ = dynamic_lists.reviews(ws, within)
    steps = [step for _, step in dynamic_lists.in_hand(ws, within) if step is not Step.WAIT]
    month = payments.month(ws)
    unpaid = sum(one.late and bool(one.before or one.frozen_on) for one in payments.overview(ws, month, within))
    return [
        Task("refused", unpaid, t("dynamic.task.pay"), t("dynamic.task.pay_verb"), "dynamic", (("tab", "pay"),)),
        Task("wait", len(dynamic_lists.waiting(ws, within)), t("dynamic.task.events"), t("dynamic.task.events_verb"),
             "dynamic", (("tab", "events"),)),
        Task("wait", len(steps), t("dynamic.task.changes"), t("dynamic.task.changes_verb"), "dynamic",
             (("tab", "changes"),)),
        Task("muted", reviews, t("dynamic.task.review"), t("dynamic.task.review_verb"), "dynamic",
             (("tab", "review"),)),
    ]  # fmt: skip


class DeskView(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.buttons: list[parts.Button] = []
        self._entering = False
        u = theme.now().u
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._rows.setSpacing(u)
        self._pages = parts.Stack()
        self._pages.addWidget(parts.scroll(parts.narrow(inside, _WIDTH)))
        self._pages.addWidget(parts.empty(t("ui.desk.nothing"), t("ui.desk.coverage"), lambda: shell.go("campaign")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._pages)

    def refresh(self, *, entering: bool = False) -> None:
        """What waits is counted beside the window; until then the page shows what it showed."""
        ws, within, actor = self.shell.ws, self.shell.within, self.shell.actor
        self._entering = entering or self._entering
        self.shell.tasks.run(lambda _: tasks(ws, within, actor), self._fill, quiet=True)

    def _fill(self, found: list[Task]) -> None:
        focus = QApplication.focusWidget()
        here = self._entering or (focus is not None and self.isAncestorOf(focus))
        at = next((place for place, button in enumerate(self.buttons) if button is focus), 0)
        self._show(found)
        if here and self.isVisible():
            self._entering = False
            target = self.buttons[min(at, len(self.buttons) - 1)] if self.buttons else self.first_focus()
            if target is not None:
                target.setFocus()

    def _show(self, found: list[Task]) -> None:
        parts.clear(self._rows)
        self.buttons = []
        self._pages.setCurrentIndex(0 if found else 1)
        day = today(self.shell.ws.clock).isoformat()
        self._rows.addWidget(parts.title(t("ui.desk.today", day=day)))
        for at, task in enumerate(found):
            self._rows.addWidget(parts.line())
            self._rows.addWidget(self._row(task, first=at == 0))
        self._rows.addStretch(1)

    def _row(self, task: Task, first: bool) -> QWidget:
        look = theme.now()
        number = parts.number(count(task.number))
        number.setFont(look.font("title"))
        number.setProperty("part", "title")
        number.setFixedWidth(8 * look.u)
        make = parts.primary if first else parts.plain
        button = make(task.verb, self._goer(task))
        button.setMinimumWidth(11 * look.u)
        self.buttons.append(button)
        return parts.row(number, parts.status(task.kind, task.words, wrap=True), button)

    def _goer(self, task: Task) -> Callable[[], None]:
        return lambda: self.shell.go(task.page, **dict(task.params))

    def first_focus(self) -> QWidget | None:
        return self.buttons[0] if self.buttons else self._pages.currentWidget().findChild(parts.Button)
