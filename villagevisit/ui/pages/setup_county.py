"""The county's door of the first start: its file or QR code, one exchange, and the computer is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError, EnvironmentFailed
from villagevisit.services import areas, enrolment, exchange, form_shelf, households, people, post, setup
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.workspace import NOBODY, Cancelled, Progress, Workspace
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.setup_steps import Draft, Step
from villagevisit.ui.widgets.camera_dialog import take_photo
from villagevisit.ui.widgets.county_file import Take, taken
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.wording import explain, t

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp"})


@dataclass(frozen=True)
class Said:
    """What came of the last attempt: what happened, and what to do."""

    kind: str
    title: str
    words: str


class CountyStep(Step):
    """Shows whose file it is before anything is fetched; fetching again goes on where it stopped."""

    def __init__(self, shell: Shell, draft: Draft) -> None:
        super().__init__(shell, draft)
        u = theme.now().u
        self.take_picture: Callable[[QWidget], bytes | None] = take_photo
        self.pick = parts.with_icon(parts.plain(t("ui.door.pick"), self._pick), "folder")
        self.scan = parts.with_icon(parts.plain(t("ui.door.scan"), self._scan), "camera")
        self.fetch = parts.with_icon(parts.primary(t("ui.door.fetch"), self._fetch), "receive", "on_accent")
        self.stick = parts.with_icon(parts.plain(t("ui.door.stick"), self._stick), "stick")
        self._outcome = QVBoxLayout()
        self._outcome.setSpacing(u // 2)
        self._why = parts.body(t("ui.door.file_why"))
        self._facts = Facts()
        self._aloud = parts.body(t("ui.county.read_aloud"), muted=True)
        inside = parts.column(
            self._outcome, self._why, self._facts, self._aloud, parts.row(self.pick, self.scan, None), None
        )
        self.box.addWidget(parts.narrow(inside))

    def foot_buttons(self) -> tuple[QWidget, ...]:
        return self.stick, self.fetch

    def first_focus(self) -> QWidget:
        county = enrolment.county_file(self.shell.ws)
        if county is None:
            return self.pick
        return self.fetch if county.server else self.stick

    def show_draft(self) -> None:
        county = enrolment.county_file(self.shell.ws)
        self._why.setVisible(county is None)
        for widget in (self._facts, self._aloud, self.stick):
            widget.setVisible(county is not None)
        self.fetch.setVisible(county is not None and bool(county.server))
        if county is None:
            return
        self._facts.show_rows(
            (
                (t("ui.setup.county"), county.name),
                (t("ui.door.server"), county.server or t("ui.county.stick_only")),
                (t("ui.county.fingerprint"), county.fingerprint),
                (t("lineage.this_computer"), enrolment.device_name(self.shell.ws)),
            )
        )

    def _pick(self) -> None:
        path = self.shell.files.open(self, t("ui.county.pick"), t("ui.door.pattern"))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Takes the county's file, or the picture of its QR code; a wrong one is explained and nothing changes."""
        if path.suffix.lower() in _PICTURES:
            self._read(partial(enrolment.read_county_picture, self.shell.ws, path))
        else:
            self._read(partial(enrolment.read_county_file, self.shell.ws, path))

    def _scan(self) -> None:
        picture = self.take_picture(self)
        if picture is not None:
            self._read(partial(enrolment.read_county_picture, self.shell.ws, picture))

    def _read(self, take: Take) -> None:
        self.shell.quiet()
        try:
            done = taken(self.shell, take)
        except CodedError as error:
            self.shell.fail(error)
            return
        if done is None:
            return
        self.shell.apply(done)
        self.show_draft()
        self.first_focus().setFocus()

    def _fetch(self) -> None:
        ws = self.shell.ws

        def work(progress: Progress) -> Done[ExchangeResult]:
            form_shelf.install_shipped(ws, progress)
            done = exchange.exchange_server(ws, NOBODY, "", lambda _done, _total: progress(0, 0))
            post.reached(ws)
            return done

        self._run(work, t("ui.door.fetching"))

    def _stick(self) -> None:
        folder = self.shell.files.folder(self, t("desk.exchange.choose_folder"))
        if folder is None:
            return
        ws = self.shell.ws

        def work(progress: Progress) -> Done[ExchangeResult]:
            form_shelf.install_shipped(ws, progress)
            return exchange.exchange_folder(ws, NOBODY, folder, lambda _done, _total: progress(0, 0))

        self._run(work, t("desk.exchange.writing"), by_stick=True)

    def _run(
        self, work: Callable[[Progress], Done[ExchangeResult]], title: str, *, by_stick: bool = False
    ) -> None:
        self.shell.quiet()
        parts.clear(self._outcome)
        self.shell.tasks.run(work, partial(self._came, by_stick), failed=self.failed, title=title)

    def _came(self, by_stick: bool, done: Done[ExchangeResult]) -> None:
        self.shell.apply(done)
        if not setup.state(self.shell.ws).complete:
            self.say(still_missing(self.shell.ws, by_stick=by_stick))

    def failed(self, error: BaseException) -> None:
        """An attempt that did not come through; nothing is lost by it."""
        if isinstance(error, Cancelled):
            self.say(Said("info", t("desk.exchange.stopped"), t("ui.door.again")))
        elif isinstance(error, EnvironmentFailed):
            self.say(Said("wait", t("ui.door.not_reached"), f"{explain(error)}\n{t('ui.door.goes_on')}"))
        else:
            self.say(Said("refused", t("ui.door.refused"), explain(error)))

    def say(self, said: Said) -> None:
        """What came of it, above everything else."""
        parts.clear(self._outcome)
        self._outcome.addWidget(parts.status(said.kind, said.title, wrap=True))
        self._outcome.addWidget(parts.body(said.words))
        self._outcome.addWidget(parts.line())


def still_missing(ws: Workspace, *, by_stick: bool) -> Said:
    """Why the computer is not ready after an exchange that went well, and whom to ask for what."""
    villages = areas.villages(ws)
    name = enrolment.device_name(ws)
    if not villages and by_stick:
        return Said("done", t("desk.exchange.pull_out"), t("ui.door.take_stick"))
    if not villages:
        return Said("wait", t("ui.door.no_village"), t("ui.door.no_village_do", device=name))
    came = t(
        "ui.door.came", villages=t("ui.comma").join(area.name for area in villages), count=count(households.count(ws))
    )
    if not people.officers(ws):
        return Said("wait", t("ui.door.no_people"), f"{came}\n{t('ui.door.no_people_do')}")
    return Said("wait", came, t("ui.door.again"))
