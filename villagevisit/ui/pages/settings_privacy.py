"""What the office keeps an eye on: wishes without an answer, what is over its time, rounds to clear, statistics."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from villagevisit.domain.access import Deed, may
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.errors import CodedError
from villagevisit.services import deidentified, erasures, purge, requests, retention
from villagevisit.services.purge import Counted
from villagevisit.services.retention import DueLine
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t
from villagevisit.wording.privacy_words import due_line, reason_word

_SHOWN = 12
"""Lines of each list; the commands show all."""


class PrivacySection(Section):
    """One block under another, each with its next step."""

    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, theme.now().u, 0)
        self._inside.setSpacing(theme.now().u)
        self.box.addWidget(parts.scroll(inside))
        self.purges: dict[str, parts.Button] = {}
        self.statistics: parts.Button | None = None

    def refresh(self) -> None:
        parts.clear(self._inside)
        self._requests()
        self._due()
        self._rounds()
        self._erased()
        self.statistics = None
        if may(self.shell.actor.officers, Deed.LISTS):
            self._heading(t("privacy.statistics"), t("privacy.statistics_why"))
            self.statistics = parts.plain(t("privacy.write_statistics"), self._write)
            self._inside.addWidget(parts.row(self.statistics, None))
        self._inside.addStretch(1)

    def _heading(self, words: str, why: str = "") -> None:
        if self._inside.count():
            self._inside.addSpacing(theme.now().u)
        self._inside.addWidget(parts.heading(words))
        if why:
            self._inside.addWidget(parts.body(why, muted=True))

    def _requests(self) -> None:
        self._heading(t("rights.requests"))
        today = self.shell.ws.clock.now().date()
        waiting = [one for one in requests.every(self.shell.ws, self.shell.within) if one.open]
        for one in waiting[:_SHOWN]:
            kind = "refused" if one.late(today) else "wait"
            look = partial(self.shell.go, "rights", household_id=one.request.household_id)
            self._inside.addWidget(parts.status(kind, requests.line(one, today), wrap=True))
            self._inside.addWidget(parts.row(parts.plain(t("privacy.look"), look), None))
        if not waiting:
            self._inside.addWidget(parts.body(t("privacy.none_open"), muted=True))

    def _due(self) -> None:
        self._heading(t("privacy.due"), t("privacy.due_why"))
        ws, within, actor, holder = self.shell.ws, self.shell.within, self.shell.actor, QWidget()
        place = QVBoxLayout(holder)
        place.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(holder)
        self.shell.tasks.run(
            lambda _progress: retention.due(ws, within=within, reader=actor), partial(self._show_due, place), quiet=True
        )

    def _show_due(self, place: QVBoxLayout, found: list[DueLine]) -> None:
        if not isValid(place):  # the page was made anew meanwhile
            return
        words = t("retention.count", count=len(found)) if found else t("retention.none")
        place.addWidget(parts.status("wait" if found else "done", words))
        for one in found[:_SHOWN]:
            where = f"{one.village} {one.household_no}".strip()
            place.addWidget(parts.body(due_line(one.form, where, one.made, one.since, one.end, one.source)))

    def _rounds(self) -> None:
        self._heading(t("privacy.rounds"), t("privacy.rounds_why"))
        self.purges = {}
        closed = purge.rounds(self.shell.ws)
        for one, counted in closed:
            self._inside.addWidget(parts.strong(one.name))
            self._inside.addWidget(parts.body(_counts(counted)))
            button = parts.plain(t("privacy.purge"), partial(self._purge, one, counted))
            self.purges[one.id] = button
            self._inside.addWidget(parts.row(button, None))
        if not closed:
            self._inside.addWidget(parts.body(t("purge.none"), muted=True))

    def _erased(self) -> None:
        orders = erasures.done(self.shell.ws)
        if orders:
            self._heading(t("privacy.orders"))
        for one in orders[-_SHOWN:]:
            words = t("erase.household", count=one.records, number=one.number, day=one.day,
                      reason=reason_word(one.reason))  # fmt: skip
            self._inside.addWidget(parts.status("info", words, wrap=True))

    def _purge(self, one: Campaign, counted: Counted) -> None:
        words = t("privacy.purge_sure", forms=counted.forms, photos=counted.photos)
        if counted.forms and not self.shell.confirm(one.name, words, t("privacy.purge")):
            return
        try:
            done = purge.purge(self.shell.ws, self.shell.actor, one.id)
        except CodedError as error:
            self.shell.fail(error)
            return
        gone = done.value
        self.shell.notify(t("purge.done", forms=gone.forms, photos=gone.photos, papers=gone.papers), "done")
        self.shell.apply(done)
        self.refresh()

    def _write(self) -> None:
        day = self.shell.ws.clock.now().strftime("%Y%m%d")
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        path = self.shell.files.save(self, t("privacy.write_statistics"), t("privacy.statistics_file", day=day), kinds)
        if path is None:
            return
        try:
            made = deidentified.run(self.shell.ws, self.shell.actor, path).value
        except CodedError as error:
            self.shell.fail(error)
            return
        words = t("deidentify.done", rows=len(made.rows), suppressed=made.suppressed, file=path.name)
        self.shell.notify(words, "done")


def _counts(one: Counted) -> str:
    return t("purge.look", forms=one.forms, photos=one.photos, papers=one.papers, stay=one.stay)
