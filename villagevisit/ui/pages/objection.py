"""Taking an objection in one column, and settling it once others visited again."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain import inquiries as codes
from villagevisit.domain import objections as rules
from villagevisit.domain.changes import Changes, Topic, changes
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError, Refused
from villagevisit.domain.objections import Objection
from villagevisit.services import areas, boards, campaign, households, inquiries, objections
from villagevisit.services.objections import Objected
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.household_card import start_visit
from villagevisit.ui.pages.household_records import visits
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import explain, t

_OMITTED = "omitted"
"""What the objection is about when the household stands on no board."""


class ObjectionPage(Page):
    """`enter(board_id)` or `enter(household_id)` takes a new one, `enter(objection_id)` shows one that was taken."""

    name: ClassVar[str] = "objection"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.VISITS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._params: dict[str, Any] = {}
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._box.setSpacing(u)
        self._area = parts.scroll(parts.narrow(inside))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._first: QWidget | None = None

    def enter(self, **params: Any) -> None:
        self._params = params
        self._fill()
        self._area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """What is being typed stays."""
        if "objection_id" in self._params:
            self._fill()

    def keep(self) -> dict[str, Any]:
        return self._params

    def heading(self) -> str:
        return t("objection.page")

    def help(self) -> str:
        return t("objection.help")

    def first_focus(self) -> QWidget | None:
        return self._first

    def _fill(self) -> None:
        parts.clear(self._box)
        try:
            if "objection_id" in self._params:
                self._show(objections.get(self.shell.ws, str(self._params["objection_id"])))
            else:
                self._take()
        except CodedError as error:
            self._box.addWidget(parts.empty(explain(error), t("board.page"), lambda: self.shell.go("publicity")))
        self._box.addStretch(1)

    def _take(self) -> None:
        self._box.addWidget(parts.title(t("objection.take")))
        self._box.addWidget(Remark("info", t("objection.secret")))
        self.household = Choice(self._households())
        self.channel = Choice([(code, t(f"inquiry.channel.{code}")) for code in codes.CHANNELS])
        self.about = Choice([(code, t(f"objection.about.{code}")) for code in rules.ABOUT])
        self.what, self.name_, self.phone = Line(), Line(placeholder=t("inquiry.optional")), Line()
        self.phone.setPlaceholderText(t("inquiry.optional"))
        for words, field in (
            (t("objection.household"), self.household), (t("objection.channel"), self.channel),
            (t("objection.about"), self.about), (t("objection.what"), self.what), (t("inquiry.name"), self.name_),
            (t("inquiry.phone"), self.phone),
        ):  # fmt: skip
            self._box.addWidget(parts.labelled(words, field))
        self.take = parts.primary(t("objection.save"), self._save)
        self._box.addWidget(parts.row(self.take, None))
        self._first = self.household

    def _households(self) -> list[tuple[str, str]]:
        """Id and name; of a board those that stand on it, as printed."""
        ws = self.shell.ws
        one = str(self._params.get("household_id", ""))
        if one:
            return [(one, households.get(ws, one, self.shell.within).head_name)]
        board = boards.get(ws, str(self._params.get("board_id", "")), self.shell.within)
        none = [(_OMITTED, t("objection.not_on_board"))]
        try:
            paper = boards.sheet(ws, board.document)
        except Refused:
            return [*((home, _head(self.shell, home)) for home in sorted(board.households)), *none]
        names = [(home, row[0]) for home, row in zip(paper.households, paper.rows, strict=False)]
        return [("", t("objection.choose")), *names, *none]

    def _save(self) -> None:
        home, board = self.household.value(), str(self._params.get("board_id", ""))
        omitted = home == _OMITTED
        said = Objected(
            self.channel.value(), _OMITTED if omitted else self.about.value(), self.what.text(),
            (home,) if home and not omitted else (), board, self.name_.text(), self.phone.text(),
        )  # fmt: skip
        try:
            done = objections.receive(self.shell.ws, self.shell.actor, said)
        except CodedError as error:
            self.what.set_wrong(not self.what.text().strip())
            self.shell.fail(error)
            return
        self.shell.notify(t("objection.taken"), "done")
        self.shell.go("objection", objection_id=self.shell.apply(done).id)

    def _show(self, one: Objection) -> None:
        names = t("objection.comma").join(_head(self.shell, home) for home in one.households)
        self._box.addWidget(parts.title(names or t("objection.about.omitted")))
        place = [areas.name(self.shell.ws, one.area), one.day, t(f"inquiry.channel.{one.channel}"), one.by]
        self._box.addWidget(parts.body(" · ".join(place), muted=True))
        self._box.addWidget(parts.body(f"{t(f'objection.about.{one.about}')}: {one.what}"))
        owner = inquiries.get(self.shell.ws, one.inquiry)
        self._box.addWidget(parts.body(t("inquiry.owner", name=owner.owner.name, due=owner.due)))
        verbs = [
            parts.plain(t("inquiry.who"), lambda: self._reveal(one)),
            parts.plain(t("inquiry.open_it"), lambda: self.shell.go("inquiries", inquiry_id=one.inquiry)),
        ]
        for home in one.households[:1]:
            look = partial(self.shell.go, "household", household_id=home)
            verbs.append(parts.plain(t("objection.to_household"), look))
        if one.settled is None:
            self._box.addWidget(Flow(*verbs))
            self._settle(one)
            return
        second = parts.primary(t("objection.second"), lambda: self._print(one, "publicity_board"))
        result = parts.plain(t("objection.print"), lambda: self._print(one, "objection_result"))
        verbs = [*((result, second) if one.settled.upheld else (second, result)), *verbs]
        words = t(f"objection.conclusion.{one.settled.conclusion}")
        told = t("objection.settled", day=one.settled.day, by=one.settled.by, what=words, feedback=one.settled.feedback)
        self._box.addWidget(Remark("done", told))
        self._box.addWidget(parts.body(one.settled.reason))
        self._box.addWidget(Flow(*verbs))
        self._first = verbs[0]

    def _settle(self, one: Objection) -> None:
        visited = all(objections.revisit(self.shell.ws, one, home) for home in one.households)
        if visited:
            self._box.addWidget(Remark("done", t("objection.visited")))
        else:
            names = objections.barred_names(self.shell.ws, one)
            self._box.addWidget(Remark("wait", t("objection.others", names=names)))
            if visits(self.shell.actor):
                round_ = campaign.current(self.shell.ws)
                go = partial(start_visit, self.shell, one.households[0], round_.id if round_ else "")
                self._box.addWidget(parts.row(parts.plain(t("case.visit"), go), None))
        self._box.addWidget(parts.heading(t("objection.settle")))
        self.conclusion = Choice([(code, t(f"objection.conclusion.{code}")) for code in rules.CONCLUSIONS])
        self.reason = Line()
        self.feedback = Day(today(self.shell.ws.clock).isoformat())
        self.satisfaction = Choice([("", t("inquiry.unsaid")), *_satisfactions()])
        for words, field in (
            (t("objection.result"), self.conclusion), (t("objection.reason"), self.reason),
            (t("inquiry.feedback"), self.feedback), (t("inquiry.satisfaction"), self.satisfaction),
        ):  # fmt: skip
            self._box.addWidget(parts.labelled(words, field))
        self.done = parts.primary(t("objection.settle"), lambda: self._settled(one))
        self._box.addWidget(parts.row(self.done, None))
        self._first = self.conclusion

    def _settled(self, one: Objection) -> None:
        day = self.feedback.value()
        try:
            done = objections.settle(
                self.shell.ws, self.shell.actor, one.id, conclusion=self.conclusion.value(), reason=self.reason.text(),
                feedback=date.fromisoformat(day) if day else date.max, satisfaction=self.satisfaction.value(),
            )  # fmt: skip
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("objection.now_second"), "done")
        self.shell.apply(done)
        if self._first is not None:
            self._first.setFocus()

    def _reveal(self, one: Objection) -> None:
        try:
            name, phone = objections.person(self.shell.ws, self.shell.actor, one.inquiry)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("inquiry.who_is", name=name or "—", phone=phone or "—"), "info")

    def _print(self, one: Objection, kind: str) -> None:
        self.shell.go("print", kind=kind, village_code=one.area)


def _satisfactions() -> list[tuple[str, str]]:
    return [(code, t(f"inquiry.satisfaction.{code}")) for code in codes.SATISFACTION]


def _head(shell: Shell, household_id: str) -> str:
    try:
        return households.get(shell.ws, household_id).head_name
    except Refused:
        return t("objection.gone")
