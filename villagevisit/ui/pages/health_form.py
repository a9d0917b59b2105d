"""One health form as it was signed, read only."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.services import attachments, reveal, signoff_summary
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.sign_off_summary import SummaryView
from villagevisit.wording import explain, t


class HealthFormPage(Page):
    """`enter(submission_id)`."""

    name: ClassVar[str] = "health_form"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._id = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("submission_id", ""))
        parts.clear(self._box)
        ws, actor = self.shell.ws, self.shell.actor
        try:
            summary = signoff_summary.summary(ws, self._id, reader=actor)
            reveal.note_health(ws, actor, self._id)
        except CodedError as error:
            self._box.addWidget(parts.empty(explain(error), t("common.back"), self.shell.back))
            return
        self._area = parts.scroll(SummaryView(summary, self._stored))
        self._box.addWidget(self._area)

    def keep(self) -> dict[str, Any]:
        return {"submission_id": self._id}

    def heading(self) -> str:
        return t("health_record.form")

    def help(self) -> str:
        return t("health_record.form_help")

    def first_focus(self) -> QWidget | None:
        return self

    def _stored(self, name: str) -> bytes | None:
        try:
            return attachments.attachment_bytes(self.shell.ws, self._id, name)
        except CodedError:
            return None
