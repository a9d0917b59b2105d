"""One matter of the register: what it is, whose, by when, and the next step for whoever has it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from villagevisit.domain import inquiries as rules
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.domain.inquiries import Inquiry
from villagevisit.domain.officer import Role
from villagevisit.services import areas, inquiries, objections
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class InquiryPanel(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)

    def show_one(self, one: Inquiry) -> None:
        parts.clear(self._box)
        self._head(one)
        staff = {officer.staff_no for officer in self.shell.actor.officers}
        if one.closed is not None:
            satisfied = t(f"inquiry.satisfaction.{one.closed.satisfaction or '0'}")
            words = t("inquiry.is_closed", day=one.closed.day, feedback=one.closed.feedback, satisfied=satisfied)
            self._box.addWidget(Remark("done", words))
        elif one.waiting is not None and one.waiting.to.staff_no in staff:
            self.accept = parts.primary(t("inquiry.accept"), lambda: self._do(
                lambda: inquiries.accept(self.shell.ws, self.shell.actor, one.id), t("inquiry.accepted")))  # fmt: skip
            self._box.addWidget(parts.row(self.accept, None))
        if one.answer is not None:
            self._box.addWidget(parts.heading(t("inquiry.answer")))
            self._box.addWidget(parts.body(one.answer.text))
            self._box.addWidget(parts.body(f"{one.answer.article}  {one.answer.by} {one.answer.day}", muted=True))
        if one.closed is None and one.owner.staff_no in staff:
            self._steps(one)
        self._verbs(one, mine=one.owner.staff_no in staff)
        self._box.addStretch(1)

    def _head(self, one: Inquiry) -> None:
        ws = self.shell.ws
        self._box.addWidget(parts.title(t(f"inquiry.matter.{one.matter}")))
        place = [one.number, t(f"inquiry.channel.{one.channel}"), one.day, areas.name(ws, one.area)]
        self._box.addWidget(parts.body(" · ".join(place), muted=True))
        self._box.addWidget(parts.body(one.content))
        if one.reference:
            self._box.addWidget(Remark("look", t("inquiry.supervised", number=one.reference)))
        if one.closed is not None:
            self._box.addWidget(parts.body(t("inquiry.was", name=one.owner.name, first=one.first.name)))
            return
        kind = {"green": "info", "yellow": "wait", "red": "refused"}[one.light(today(ws.clock))]
        limit = t("inquiry.settle_by", day=one.due)
        if not (one.told or one.answer):
            limit = t("inquiry.tell_by", day=one.inform_by) + " " + limit
        self._box.addWidget(Remark(kind, t("inquiry.owned", name=one.owner.name) + " " + limit))
        if one.waiting is not None:
            words = t("inquiry.offered", name=one.waiting.to.name, owner=one.owner.name, reason=one.waiting.reason)
            self._box.addWidget(Remark("wait", words))

    def _verbs(self, one: Inquiry, *, mine: bool) -> None:
        verbs = [
            parts.plain(t("inquiry.print"), lambda: self._print("first_inquiry", one)),
            parts.plain(t("inquiry.who"), lambda: self._reveal(one)),
        ]
        if one.objection:
            see = parts.plain(t("objection.see"), lambda: self.shell.go("objection", objection_id=one.objection))
            verbs.insert(0, see)
        if one.reference or one.waiting is not None:
            verbs.append(parts.plain(t("inquiry.letter"), lambda: self._print("supervised_case", one)))
        self._box.addWidget(Flow(*verbs))
        if one.closed is None and not one.reference and self.shell.actor.has(Role.COUNTY):
            self.reference = Line(placeholder=t("inquiry.reference_why"))
            take = parts.plain(t("inquiry.supervise"), lambda: self._do(
                lambda: inquiries.supervise(self.shell.ws, self.shell.actor, one.id, self.reference.text()),
                t("inquiry.taken_over")))  # fmt: skip
            self._box.addWidget(parts.labelled(t("inquiry.reference"), self.reference))
            self._box.addWidget(parts.row(take, None))
        if mine and one.closed is None:
            self._hand_over(one)

    def _steps(self, one: Inquiry) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        if one.answer is not None and not one.objection:
            self.feedback = Day(today(ws.clock).isoformat())
            satisfied = [(code, t(f"inquiry.satisfaction.{code}")) for code in rules.SATISFACTION]
            self.satisfaction = Choice([("", t("inquiry.unsaid")), *satisfied])
            self._box.addWidget(parts.labelled(t("inquiry.feedback"), self.feedback))
            self._box.addWidget(parts.labelled(t("inquiry.satisfaction"), self.satisfaction))
            self.close_ = parts.primary(t("inquiry.close"), lambda: self._do(
                lambda: self._closing(one), t("inquiry.done")))  # fmt: skip
            self._box.addWidget(parts.row(self.close_, None))
            return
        if not one.told:
            self.told = parts.plain(t("inquiry.tell"), lambda: self._do(
                lambda: inquiries.told(ws, actor, one.id), t("inquiry.is_told")))  # fmt: skip
            self._box.addWidget(parts.row(self.told, None))
        if not one.objection:
            self._answer(one)

    def _answer(self, one: Inquiry) -> None:
        ws = self.shell.ws
        self._box.addWidget(parts.heading(t("inquiry.answer")))
        found = {each.key: each for each in inquiries.templates(ws, one.matter)}
        self.template = Choice([("", t("inquiry.own_words")), *((key, each.title) for key, each in found.items())])
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(12 * theme.now().u)
        self.template.on_choice(lambda key: self.text.setPlainText(found[key].text if key else ""))
        self.handling = Choice([(code, t(f"inquiry.handling.{code}")) for code in rules.HANDLINGS])
        for words, field in (
            (t("inquiry.template"), self.template), (t("inquiry.answer_text"), self.text),
            (t("inquiry.handling"), self.handling),
        ):  # fmt: skip
            self._box.addWidget(parts.labelled(words, field))

        def answered() -> Done[Inquiry]:
            key = self.template.value()
            article = found[key].article if key else ""
            text = self.text.toPlainText()
            return inquiries.answer(ws, self.shell.actor, one.id, text, handling=self.handling.value(), article=article)

        self.save = parts.primary(t("inquiry.save_answer"), lambda: self._do(answered, t("inquiry.answered")))
        self._box.addWidget(parts.row(self.save, None))

    def _hand_over(self, one: Inquiry) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self._box.addWidget(parts.line())
        self._box.addWidget(parts.heading(t("inquiry.hand_over")))
        there = inquiries.receivers(ws, one)
        self.to = Choice([(officer.id, officer.name) for officer in there])
        self.why = Line(placeholder=t("inquiry.why_why"))
        self.give = parts.plain(t("inquiry.give"), lambda: self._do(
            lambda: inquiries.hand_over(ws, actor, one.id, self.to.value(), self.why.text()),
            t("inquiry.given")))  # fmt: skip
        self.longer = parts.plain(t("inquiry.extend"), lambda: self._do(
            lambda: inquiries.extend(ws, actor, one.id, self.why.text()), t("inquiry.extended")))  # fmt: skip
        if there:
            self._box.addWidget(parts.labelled(t("inquiry.to"), self.to))
        self._box.addWidget(parts.labelled(t("inquiry.why"), self.why))
        self._box.addWidget(Flow(*((self.give,) if there else ()), *(() if one.extended else (self.longer,))))

    def _closing(self, one: Inquiry) -> Done[Inquiry]:
        day = self.feedback.value()
        told = date.fromisoformat(day) if day else date.max
        return inquiries.close(self.shell.ws, self.shell.actor, one.id, told, self.satisfaction.value())

    def _do(self, command: Callable[[], Done[Inquiry]], words: str) -> None:
        try:
            done = command()
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(words, "done")
        self.shell.apply(done)
        for button in self.findChildren(parts.Button):
            if button.property("part") == "primary" and button.isVisibleTo(self):
                button.setFocus()

    def _reveal(self, one: Inquiry) -> None:
        try:
            name, phone = objections.person(self.shell.ws, self.shell.actor, one.id)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("inquiry.who_is", name=name or "—", phone=phone or "—"), "info")

    def _print(self, kind: str, one: Inquiry) -> None:
        self.shell.go("print", kind=kind, subject_id=one.id)
