"""Registering a matter in one column (F07)."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from villagevisit.domain import inquiries as rules
from villagevisit.domain.errors import CodedError
from villagevisit.domain.officer import Role
from villagevisit.services import areas, households, inquiries
from villagevisit.services.inquiries import Asked
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class InquiryNewPage(Page):
    name: ClassVar[str] = "inquiry_new"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._box.setSpacing(u)
        self._area = parts.scroll(parts.narrow(inside))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def enter(self, **params: Any) -> None:
        parts.clear(self._box)
        self._fill()
        self._area.verticalScrollBar().setValue(0)

    def heading(self) -> str:
        return t("inquiry.new")

    def help(self) -> str:
        return t("inquiry.help")

    def first_focus(self) -> QWidget | None:
        return self.channel

    def _fill(self) -> None:
        names = t("objection.comma").join(officer.name for officer in self.shell.actor.officers[:1])
        self._box.addWidget(parts.title(t("inquiry.new")))
        self._box.addWidget(Remark("info", t("inquiry.yours", name=names)))
        self.channel = Choice([(code, t(f"inquiry.channel.{code}")) for code in (*rules.CHANNELS, *rules.PROPOSALS)])
        self.matter = Choice([(code, t(f"inquiry.matter.{code}")) for code in rules.MATTERS])
        self.content = QPlainTextEdit()
        self.content.setTabChangesFocus(True)
        self.content.setFixedHeight(12 * theme.now().u)
        within = self.shell.within
        seen = [one for one in areas.villages(self.shell.ws) if within is None or one.code in within]
        self.village = Choice([("", t("inquiry.no_village")), *((one.code, one.name) for one in seen)])
        self.number = Line(placeholder=t("inquiry.optional"))
        self.name_ = Line(placeholder=t("inquiry.optional"))
        self.phone = Line(placeholder=t("inquiry.optional"))
        self.reference = Line(placeholder=t("inquiry.optional"))
        fields: list[tuple[str, QWidget]] = [
            (t("inquiry.channel_label"), self.channel), (t("inquiry.matter_label"), self.matter),
            (t("inquiry.content"), self.content), (t("inquiry.village"), self.village),
            (t("inquiry.household"), self.number), (t("inquiry.name"), self.name_), (t("inquiry.phone"), self.phone),
        ]  # fmt: skip
        if self.shell.actor.has(Role.COUNTY):
            fields.append((t("inquiry.reference"), self.reference))
        for words, field in fields:
            self._box.addWidget(parts.labelled(words, field))
        self._box.addWidget(parts.body(t("objection.secret"), muted=True))
        self.take = parts.primary(t("inquiry.save"), self._save)
        self._box.addWidget(parts.row(self.take, None))
        self._box.addStretch(1)

    def _save(self) -> None:
        ws, village, number = self.shell.ws, self.village.value(), self.number.text().strip()
        try:
            homes = (households.numbered(ws, village, number).id,) if number else ()
            asked = Asked(
                self.channel.value(), self.matter.value(), self.content.toPlainText(), village, homes,
                self.name_.text(), self.phone.text(), self.reference.text(),
            )  # fmt: skip
            done = inquiries.open_(ws, self.shell.actor, asked)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("inquiry.saved", number=done.value.number), "done")
        self.shell.go("inquiries", inquiry_id=self.shell.apply(done).id)
