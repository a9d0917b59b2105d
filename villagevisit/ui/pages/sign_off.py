"""Two people vouch for the frozen record: the summary in large type, then each picks his name and enters his PIN."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from villagevisit.domain.campaign import VisitState
from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import attachments, campaign, certified, form_list, signoff, signoff_summary, visit_lookup
from villagevisit.services.signoff import SignState
from villagevisit.services.signoff_summary import Summary
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import icons, idle, parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import household_records, round_next
from villagevisit.ui.pages.sign_elsewhere import HereDialog
from villagevisit.ui.pages.sign_off_panel import SignPanel, standing
from villagevisit.ui.pages.sign_off_summary import SummaryView
from villagevisit.wording import explain, t

WIDE = 50
"""From this width on, in units of space, the panel stands beside the summary instead of under it."""
_PANEL = 28
_PANEL_NARROW = 25
_ROOMY = 75


def _paper(shell: Shell, submission_id: str) -> str:
    return form_list.paper_of(visit_lookup.submission(shell.ws, submission_id).row.form_code)


def _correcting(go_on: parts.Button) -> QWidget:
    """Nobody signs what is being replaced: the way leads on with the correction."""
    u = theme.now().u
    said = parts.title(t("sign.correcting")), u, parts.body(t("sign.correcting_text")), 2 * u
    return parts.padded(parts.column(*said, go_on, None), 2, 2)


class SignOffPage(Page):
    """`enter(submission_id)`. Esc leaves; the record waits in 待签字."""

    name: ClassVar[str] = "sign_off"
    topics: ClassVar[Changes] = changes(Topic.VISITS, Topic.PEOPLE)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._id = ""
        self.summary: Summary | None = None
        self.panel: SignPanel | None = None
        self._asked: tuple[str, int] = ("", 0)
        self.print_button: parts.Button | None = None
        self.next_button: parts.Button | None = None
        self._area = parts.scroll(QWidget())
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setProperty("part", "side")
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rule = parts.rule()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._area, 1)
        self._box.addWidget(self._rule)
        self._box.addWidget(self._side)

    def enter(self, submission_id: str = "", **_: Any) -> None:
        self._id = submission_id
        self.summary = None
        self.panel = self.print_button = self.next_button = None
        self._asked = ("", 0)
        self.refresh()

    def leave(self) -> bool:
        """What changes while somebody is elsewhere is no reason to read the record again."""
        self._id = ""
        return True

    def heading(self) -> str:
        return t("sign.heading_of", subject=self.summary.household) if self.summary is not None else t("sign.heading")

    def help(self) -> str:
        return t("sign.help")

    def first_focus(self) -> QWidget | None:
        return self.panel or self.next_button

    def print_shown(self) -> None:
        if self.summary is not None and _paper(self.shell, self._id):
            self.shell.go("print", kind=_paper(self.shell, self._id), subject_id=self._id)

    def refresh(self) -> None:
        if not self._id:
            return
        if self.summary is not None:
            self.summary = signoff_summary.signed_since(self.shell.ws, self.summary)
            self._ask()
            return
        try:
            self.summary = signoff_summary.summary(self.shell.ws, self._id, reader=self.shell.actor)
        except CodedError as error:
            self._area.setWidget(parts.empty(t("sign.not_opened"), t("common.back"), self.shell.back))
            self._side.hide()
            self.shell.fail(error)
            return
        old = self._area.takeWidget()
        if old is not None:
            idle.discard(old)
        self._area.setWidget(SummaryView(self.summary, self._stored, self.height()))
        self._side.show()
        self._ask()
        self.shell.retitle()

    def _stored(self, name: str) -> bytes | None:
        try:
            return attachments.attachment_bytes(self.shell.ws, self._id, name)
        except Refused:
            return None

    # --- signing ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        assert self.summary is not None
        signed, needed = self.summary.signed, self.summary.signatures_needed
        place = len(signed) + 1
        if self._asked == (self._id, place):
            if self.panel is not None:
                self.panel.look_again()
            return
        self._asked = (self._id, place)
        ws, submission_id = self.shell.ws, self._id
        if len(signed) >= needed or self.summary.complete:
            self._finished()
            return
        row = visit_lookup.submission(ws, submission_id).row
        reason = signoff.correction(ws, submission_id)
        if reason:
            self.panel, self.next_button = None, parts.primary(t("sign.go_on_correcting"))
            self.next_button.clicked.connect(lambda: household_records.correct(self.shell, row, reason))
            self._put_side(_correcting(self.next_button))
            return
        candidates = signoff.candidates(self.shell.ws, self._id, place)
        self.panel = SignPanel(place, needed, signed, candidates, partial(standing, self.shell.ws, self._id))
        self.panel.given.connect(self._sign)
        self.panel.to_certify.connect(
            lambda officer_id: self.shell.go("settings", section="people", person_id=officer_id)
        )
        self.panel.asked.connect(self._show_pad)
        self.panel.later.connect(self._away)
        others: list[QWidget] = []
        if signoff.may_finish_alone(ws, submission_id):
            alone = t("override.finish_alone")
            others.append(parts.plain(alone, lambda: self._signed(signoff.finish_alone(ws, submission_id))))
        if place == needed == TEAM_SIZE and certified.required(ws):
            others.append(parts.quiet(t("elsewhere.here"), lambda: HereDialog(self, self.shell, submission_id).exec()))
        if household_records.correctable(self.shell.actor, row):
            others.append(parts.quiet(t("sign.correct"), lambda: household_records.correct(self.shell, row)))
        self._put_side(parts.column(self.panel, *others) if others else self.panel)
        here = self.shell.actor.officers
        self.panel.begin(here[0].id if needed == len(here) == 1 else "")

    def _show_pad(self) -> None:
        panel = self.panel
        if panel is not None:
            QTimer.singleShot(0, panel, lambda: self._side.ensureWidgetVisible(panel.pad, 0, theme.now().u))

    def _sign(self, officer_id: str, pin: str, place: int) -> None:
        ws, submission_id = self.shell.ws, self._id

        def work(_progress: Progress) -> Done[SignState]:
            return signoff.sign(ws, submission_id, officer_id, pin, place)

        self.shell.tasks.run(work, self._signed, failed=self._refused, title=t("sign.signing"))

    def _signed(self, done: Done[SignState]) -> None:
        self._asked = ("", 0)
        self.shell.apply(done)
        self.refresh()

    def _refused(self, error: BaseException) -> None:
        if self.panel is not None:
            self.panel.refuse(explain(error))

    # --- afterwards ---------------------------------------------------------------------------------------------

    def _finished(self) -> None:
        assert self.summary is not None
        self.panel = None
        u = theme.now().u
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(2 * u, 2 * u, 2 * u, 2 * u)
        box.setSpacing(2 * u)
        names = t("sign.and").join(officer.name for officer in self.summary.signed)
        picture = parts.body("")
        picture.setPixmap(icons.icon("done", theme.now().colour("finished"), 56).pixmap(56, 56))
        box.addWidget(picture)
        done = parts.title(t("sign.done", names=names) if names else t("sign.done_alone"))
        box.addWidget(done)
        box.addWidget(parts.body(t("sign.done_text")))
        self.next_button = parts.primary(t("sign.next_household"), self._next)
        row = visit_lookup.submission(self.shell.ws, self._id).row
        if round_next.is_health(self.shell, row):
            self.next_button = round_next.button(self.shell, row)
        box.addWidget(self.next_button)
        if _paper(self.shell, self._id):
            self.print_button = parts.plain(t("sign.print"), self.print_shown)
            parts.with_icon(self.print_button, "print")
            box.addWidget(self.print_button)
        box.addStretch(1)
        self._put_side(holder)
        self.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _next(self) -> None:
        row = visit_lookup.submission(self.shell.ws, self._id).row
        if row.campaign_id:
            team = next(
                (
                    team.id
                    for team in campaign.teams(self.shell.ws, row.campaign_id)
                    if {officer.id for officer in self.shell.actor.officers} & {one.id for one in team.officers}
                ),
                None,
            )
            states = (VisitState.DRAFT, VisitState.UNVISITED)
            found = campaign.worklist(
                self.shell.ws, row.campaign_id, team_id=team, states=states, within=self.shell.within, limit=2
            )
            for item in found:
                if item.household_id != row.household_id:
                    self.shell.go("household", household_id=item.household_id)
                    return
        self.shell.home()

    def _away(self) -> None:
        """Not back to the visit, which is a record now, but to the household it is about."""
        known = self.summary is not None
        household_id = visit_lookup.submission(self.shell.ws, self._id).row.household_id if known else ""
        if household_id:
            self.shell.go("household", household_id=household_id)
        else:
            self.shell.home()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)

    # --- places -------------------------------------------------------------------------------------------------

    def _put_side(self, widget: QWidget) -> None:
        holder = parts.column(widget)
        holder.setProperty("part", "side")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        old = self._side.takeWidget()
        self._side.setWidget(holder)
        if old is not None:
            idle.discard(old)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        u = theme.now().u
        wide = self.width() >= WIDE * u
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._rule.setVisible(wide)
        panel = u * (_PANEL if self.width() >= _ROOMY * u else _PANEL_NARROW)
        self._side.setMinimumWidth(panel if wide else 0)
        self._side.setMaximumWidth(panel if wide else 16_777_215)
        self._side.setMinimumHeight(0 if wide else self.height() // 2)
