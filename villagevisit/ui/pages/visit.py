"""Filling a form on a household or a person: sections, questions, live result, problems, and the freeze."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedLayout, QWidget

from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.services import attachments, households, visit, visit_freeze, visit_lookup
from villagevisit.services.visit_types import FrozenVisit, OpenForm
from villagevisit.services.workspace import Progress, Workspace
from villagevisit.ui.kit import idle, parts
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages import health_ask
from villagevisit.ui.pages.visit_correct import ReasonSheet
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.pages.visit_saver import DraftSaver
from villagevisit.ui.pages.visit_work import Work
from villagevisit.ui.widgets import lunar
from villagevisit.ui.widgets.camera_dialog import take_photo
from villagevisit.ui.widgets.editor import Attachment, Pictures
from villagevisit.ui.widgets.picture_editors import PICTURES
from villagevisit.wording import t


class VisitPage(Page):
    """`enter(form_id, household_id, person_id, campaign_id)` opens or resumes; `enter(correct=submission_id)` corrects.

    `pictures` asks for files and shows the camera.
    """

    name: ClassVar[str] = "visit"

    @classmethod
    def warm(cls, ws: Workspace) -> None:
        visit.prepare(ws)
        lunar.say(today(ws.clock))

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.pictures = Pictures(partial(_pick_picture, self), partial(take_photo, self))
        self.pictures.file = lambda title, kinds: shell.files.open(self, title, kinds)
        self.desk: VisitDesk | None = None
        self.saver: DraftSaver | None = None
        self._subject = ""
        self._household_id = ""
        self._subject_key = ("", "", "", "")
        self._finished: set[tuple[str, str, str, str]] = set()
        self._title = ""
        self._reason = ""
        self._leaving = False
        self._stack = QStackedLayout(self)

    def enter(
        self,
        form_id: str = "",
        household_id: str = "",
        person_id: str = "",
        campaign_id: str = "",
        correct: str = "",
        reason: str = "",
        again: bool = False,
        at: str = "",
        **_: Any,
    ) -> None:
        self._put_away()
        self._household_id = household_id
        self._subject_key = (form_id, household_id, person_id, campaign_id)
        if not correct and not again and self._subject_key in self._finished:
            self._offer_again()
            return
        ws, actor = self.shell.ws, self.shell.actor
        subject = {"household_id": household_id, "person_id": person_id, "campaign_id": campaign_id}
        try:
            if correct:
                self._household_id = visit_lookup.submission(ws, correct).row.household_id
                if not reason:
                    self._ask_reason(correct)
                    return
                done = visit.correct(ws, actor, correct, reason)
            else:
                done = visit.open_form(ws, actor, form_id, **subject)
        except CodedError as error:
            go = partial(self.enter, form_id, **subject, correct=correct, reason=reason, again=again, at=at)
            ask = health_ask.instead(self.shell, error, form_id, person_id, correct, go)
            if ask is None:
                self._show(parts.empty(t("visit_page.not_opened"), t("common.back"), self.shell.back))
                self.shell.fail(error)
                return
            self._title = t("ui.nav.health")
            self._show(ask)
            ask.setFocus()
            self.shell.retitle()
            return
        self._reason = reason
        self._open(self.shell.apply(done), at)

    def keep(self) -> dict[str, Any]:
        """The section or row that is open, and the reason of a correction."""
        if self.desk is None:
            return {}
        return {"at": self.desk.place.row or self.desk.place.section, "reason": self._reason}

    def heading(self) -> str:
        return t("visit_page.heading", subject=self._subject) if self._subject else self._title

    def help(self) -> str:
        return t("visit_page.help")

    def first_focus(self) -> QWidget | None:
        return self.focusWidget()

    def save(self) -> bool:
        """To the last stroke."""
        if self.desk is None or self.saver is None:
            return True
        self._leaving = True
        try:
            self.desk.rest()
            self.saver.flush()
        except CodedError as error:
            self.shell.fail(error)
            return False
        finally:
            self._leaving = False
        return True

    def leave(self) -> bool:
        """Stays here when the draft cannot be written."""
        saved = self.save()
        if saved and self.desk is not None:
            self.desk.work.files.remove()
        return saved

    # --- opening ------------------------------------------------------------------------------------------------

    def _ask_reason(self, submission_id: str) -> None:
        self._subject = self._who()
        sheet = ReasonSheet()
        sheet.given.connect(lambda reason: self.enter(correct=submission_id, reason=reason))
        self._show(sheet)
        sheet.setFocus()
        self.shell.retitle()

    def _open(self, opened: OpenForm, at: str = "") -> None:
        work = Work(self.shell, opened)
        self._title = opened.form.title
        self._subject = self._who()
        saver = DraftSaver(self.shell, opened.draft_id, work.session.draft, visit.save_draft)
        desk = VisitDesk(work, work.host(self._attach, self.pictures), self._title, self.shell.confirm)
        self.desk, self.saver = desk, saver
        desk.touched.connect(saver.touch)
        desk.freeze.connect(self._freeze)
        desk.failed.connect(self.shell.fail)
        saver.saved.connect(lambda at: desk.layout_.say_saved("done", t("visit_page.saved", at=at[11:19])))
        saver.failed.connect(self._not_saved)
        if opened.resumed:
            desk.layout_.say_saved("muted", t("visit_page.resumed"))
        self._show(desk)
        desk.start(at)
        self.shell.retitle()

    def _offer_again(self) -> None:
        """The way back leads here after a freeze; that alone must not begin another record."""
        form_id, household_id, person_id, campaign_id = self._subject_key
        params = {"household_id": household_id, "person_id": person_id, "campaign_id": campaign_id}
        home = partial(self.shell.go, "household", household_id=household_id) if household_id else self.shell.back
        buttons = parts.row(
            parts.primary(t("visit_page.to_household") if household_id else t("common.back"), home),
            parts.plain(t("visit_page.once_more"), partial(self.enter, form_id, again=True, **params)),
            None,
        )
        form = parts.column(parts.heading(t("visit_page.already_frozen")), buttons, None)
        self._show(parts.padded(form))

    def _who(self) -> str:
        if not self._household_id:
            return ""
        try:
            home = households.get(self.shell.ws, self._household_id)
        except CodedError:
            return ""
        return next((one.name for one in home.persons if one.id == self._subject_key[2]), home.head_name)

    def _show(self, widget: QWidget) -> None:
        while self._stack.count():
            old = self._stack.widget(0)
            self._stack.removeWidget(old)
            idle.discard(old)
        self._stack.addWidget(widget)

    def _put_away(self) -> None:
        self.desk = self.saver = None
        self._subject = self._title = ""

    # --- saving, attaching --------------------------------------------------------------------------------------

    def _not_saved(self, error: BaseException) -> None:
        if self.desk is not None:
            self.desk.layout_.say_saved("refused", t("visit_page.not_saved"))
        self.shell.fail(error)

    def _attach(self, ref: str, source: Path | bytes, kind: Attachment) -> None:
        desk = self.desk
        if desk is None:
            return
        ws, draft_id = self.shell.ws, desk.work.opened.draft_id
        if self._leaving:
            desk.answer(ref, self.shell.apply(attachments.attach(ws, draft_id, source, kind)))
            return

        def store(_progress: Progress) -> Done[str]:
            return attachments.attach(ws, draft_id, source, kind)

        def stored(done: Done[str]) -> None:
            name = self.shell.apply(done)
            if desk is self.desk:
                desk.answer(ref, name)

        self.shell.tasks.run(store, stored, failed=self._not_attached, title=t("visit_page.photo_storing"))

    def _not_attached(self, error: BaseException) -> None:
        self.shell.fail(error)
        if self.desk is not None and self.desk.sheet is not None:
            for question in self.desk.sheet.questions():
                question.editor.show_node(question.node)

    # --- freezing -----------------------------------------------------------------------------------------------

    def _freeze(self) -> None:
        desk, saver = self.desk, self.saver
        if desk is None or saver is None or not self.leave():
            return
        desk.setEnabled(False)
        ws, actor, opened = self.shell.ws, self.shell.actor, desk.work.opened

        def work(_progress: Progress) -> Done[FrozenVisit]:
            return visit_freeze.freeze(ws, actor, opened.draft_id, opened.session)

        def frozen(done: Done[FrozenVisit]) -> None:
            saver.stop()
            self._put_away()
            self._after(self.shell.apply(done))

        def refused(error: BaseException) -> None:
            desk.setEnabled(True)
            self.shell.fail(error)

        self.shell.tasks.run(work, frozen, failed=refused, title=t("visit_page.freezing"))

    def _after(self, record: FrozenVisit) -> None:
        household_id = self._household_id
        self._finished.add(self._subject_key)
        self._show(QWidget())
        if record.signatures_needed:
            self.shell.go("sign_off", submission_id=record.submission_id)
            return
        if household_id:
            self.shell.go("household", household_id=household_id)
        else:
            self.shell.home()
        self.shell.notify(t("visit_page.frozen"), "done")


def _pick_picture(page: VisitPage) -> Path | None:
    kinds = f"{t('visit_page.pictures')} ({' '.join(f'*{ending}' for ending in PICTURES)})"
    return page.shell.files.open(page, t("visit_page.choose_photo"), kinds)
