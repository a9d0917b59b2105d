"""Sending: what waits, one button for each route, what the county has afterwards, and how far each household is."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.services import enrolment, exchange, lineage, outstanding, post, safety
from villagevisit.services.enrolment import CountyFile
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.exchange_came import CameBlock
from villagevisit.ui.pages.exchange_households import HouseholdStates
from villagevisit.ui.pages.exchange_result import ResultBlock
from villagevisit.ui.pages.exchange_routes import Routes
from villagevisit.ui.pages.exchange_safety import SafetyBlock
from villagevisit.ui.pages.exchange_waiting import WaitingBlock
from villagevisit.ui.pages.sign_elsewhere import ThereDialog
from villagevisit.ui.widgets.county_file import compared
from villagevisit.wording import t

_KB = 1024


class ExchangePage(Page):
    """`enter()` takes no parameters."""

    name = "exchange"
    topics = changes(Topic.EXCHANGE, Topic.VISITS, Topic.CAMPAIGN, Topic.PAPER, Topic.SETUP)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._county: CountyFile | None = None
        self.last: ExchangeResult | None = None
        self.waiting = WaitingBlock()
        self.safety = SafetyBlock()
        self.routes = Routes()
        self.routes.server.connect(self.send_to_county)
        self.routes.folder.connect(self._choose_folder)
        self.routes.county_file.connect(self._choose_county_file)
        self.result = ResultBlock(shell)
        self.came = CameBlock(shell)
        self.households = HouseholdStates(shell)
        u = theme.now().u
        work = QWidget()
        inside = QVBoxLayout(work)
        inside.setContentsMargins(0, 0, u, u)
        inside.setSpacing(2 * u)
        for widget in (self.result, self.waiting, self.safety, self.routes, self.came):
            inside.addWidget(widget)
        inside.addWidget(parts.row(parts.quiet(t("elsewhere.there"), lambda: ThereDialog(self, shell).exec()), None))
        inside.addStretch(1)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(3 * u, 2 * u, 2 * u, u)
        self._box.setSpacing(2 * u)
        self._left = parts.scroll(work)
        self._left.setMinimumWidth(30 * u)
        self._box.addWidget(self._left, 5)
        self._box.addWidget(parts.rule())
        self._box.addWidget(self.households, 5)

    def enter(self, **_params: Any) -> None:
        self.refresh()

    def refresh(self) -> None:
        ws = self.shell.ws
        self._county = enrolment.county_file(ws)
        waiting = outstanding.waiting(ws)
        self.waiting.show_waiting(waiting, self._county)
        self.safety.show_safety(safety.state(ws), lineage.notice(ws))
        self.routes.show_county(self._county, post.state(ws))
        self.came.refresh()
        self.households.refresh()

    def heading(self) -> str:
        return t("desk.exchange.heading")

    def help(self) -> str:
        return t("desk.exchange.help")

    def first_focus(self) -> QWidget | None:
        return self.routes.first()

    def send_to_county(self, url: str = "") -> None:
        """One exchange with the county's server; an empty URL means the one in the county's file."""
        ws, actor = self.shell.ws, self.shell.actor

        def work(progress: Progress) -> Done[ExchangeResult]:
            done = exchange.exchange_server(ws, actor, url, _in_kb(progress))
            post.reached(ws)
            return done

        self._run(work, "server", t("desk.exchange.sending"))

    def write_to(self, folder: Path) -> None:
        """One exchange with a stick."""
        ws, actor = self.shell.ws, self.shell.actor

        def work(progress: Progress) -> Done[ExchangeResult]:
            return exchange.exchange_folder(ws, actor, folder, _in_kb(progress))

        self._run(work, "folder", t("desk.exchange.writing"))

    def _run(self, work: Any, route: str, title: str) -> None:
        self.shell.quiet()
        self.result.clear()
        self.shell.tasks.run(
            work,
            lambda done: self._finished(route, done),
            failed=self._failed,
            title=title,
        )

    def _finished(self, route: str, done: Done[ExchangeResult]) -> None:
        result = self.last = self.shell.apply(done)
        self.refresh()
        self.result.show_result(route, result)
        self._left.verticalScrollBar().setValue(0)
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self.refresh()
        self.result.show_error(error)
        self._left.verticalScrollBar().setValue(0)

    def _choose_folder(self) -> None:
        folder = self.shell.files.folder(self, t("desk.exchange.choose_folder"))
        if folder is not None:
            self.write_to(folder)

    def _choose_county_file(self) -> None:
        path = self.shell.files.open(self, t("desk.exchange.choose_county_file"), t("desk.exchange.county_file_kinds"))
        if path is not None:
            self.read_county_file(path)

    def read_county_file(self, path: Path, agreed: str = "") -> None:
        """Takes the county's own file, once; again where the person agreed to its other keys."""
        ws = self.shell.ws

        def refused(error: BaseException) -> None:
            fingerprint = compared(self.shell, error)
            if fingerprint:
                self.read_county_file(path, fingerprint)
            elif fingerprint is None:
                self.shell.fail(error)

        self.shell.tasks.run(
            lambda _progress: enrolment.read_county_file(ws, path, agreed),
            self._enrolled,
            failed=refused,
            title=t("desk.exchange.reading_county_file"),
        )

    def _enrolled(self, done: Done[CountyFile]) -> None:
        county = self.shell.apply(done)
        self.refresh()
        self.shell.notify(t("desk.exchange.enrolled", county=county.name), "done")
        self.routes.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < 60 * theme.now().u
        self.households.setVisible(not narrow)


def _in_kb(progress: Progress) -> Progress:
    def told(done: int, total: int) -> None:
        progress(done // _KB, total // _KB)

    return told
