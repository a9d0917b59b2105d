"""The one list of papers for each kind of aid: told once to a household, ticked as they come."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from villagevisit.domain.aid_papers import Told
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.services import aid_papers, areas, households
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_MOST, _WIDTH = 40, 860


class PapersPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        self.day = today(shell.ws.clock).isoformat()
        self.kind = Choice(list(aid_papers.kinds(self.day).items()))
        self.kind.on_choice(lambda _kind: self._ask())
        self.village, self.number = Choice(), Line()
        self.boxes: dict[str, QCheckBox] = {}
        self.spared: dict[str, QCheckBox] = {}
        self.tell = parts.primary(t("aid.papers.tell"), self._tell)
        self.entries: list[ToldView] = []
        self._asked, self._list = QVBoxLayout(), QVBoxLayout()
        self._asked.setSpacing(0)
        inside = parts.column(
            parts.body(t("aid.papers.why"), muted=True), parts.labelled(t("aid.papers.kind"), self.kind),
            self._asked, parts.row(
                parts.labelled(t("aid.register.village"), self.village),
                parts.labelled(t("aid.papers.number"), self.number),
            ),
            Flow(self.tell, parts.plain(t("aid.papers.blank"), self.print_shown)), parts.line(), self._list, None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside, _WIDTH)))
        self._ask()

    def _ask(self) -> None:
        """The list of the chosen kind."""
        parts.clear(self._asked)
        listed = aid_papers.papers(self.kind.value(), self.day)
        self.boxes = {
            one.code: QCheckBox(t("aid.papers.one", name=one.name, why=one.why)) for one in listed if one.asked
        }
        self.spared = {one.code: QCheckBox(t("aid.papers.spare", name=one.name)) for one in listed if one.maybe}
        self._asked.addWidget(parts.heading(t("aid.papers.bring")))
        for box in (*self.boxes.values(), *self.spared.values()):
            self._asked.addWidget(box)
        ours = t("ui.comma").join(one.name for one in listed if not one.asked)
        if ours:
            self._asked.addWidget(parts.body(t("aid.papers.look", names=ours), muted=True))

    def refresh(self) -> None:
        ws, within = self.shell.ws, self.shell.within
        seen = [one for one in areas.villages(ws) if within is None or one.code in within]
        self.village.offer([(one.code, one.name) for one in seen], self.village.value())
        parts.clear(self._list)
        self._list.addWidget(parts.heading(t("aid.papers.list")))
        self.entries = [ToldView(self.shell, one) for one in aid_papers.every(ws, within)[:_MOST]]
        for entry in self.entries:
            self._list.addWidget(entry)
        if not self.entries:
            self._list.addWidget(parts.body(t("aid.papers.none"), muted=True))

    def _tell(self) -> None:
        there, spared = (
            [code for code, box in boxes.items() if box.isChecked()] for boxes in (self.boxes, self.spared)
        )
        try:
            done = aid_papers.tell(
                self.shell.ws, self.shell.actor, self.village.value(), self.number.text(), self.kind.value(), there,
                spared,
            )
        except CodedError as error:
            self.shell.fail(error)
            return
        self.number.clear()
        self._ask()
        self.shell.notify(t("aid.papers.told"), "done")
        self.shell.apply(done)

    def print_shown(self) -> None:
        """The empty list of this kind."""
        self.shell.go("print", kind="aid_papers", subject_id=self.kind.value())

    def first_focus(self) -> QWidget:
        return self.kind


class ToldView(QWidget):
    """One household with what it still misses."""

    def __init__(self, shell: Shell, one: Told) -> None:
        super().__init__()
        self.shell, self.one = shell, one
        home = households.get(shell.ws, one.household)
        names = {paper.code: paper.name for paper in aid_papers.papers(one.kind, one.day)}
        missing = [names.get(code, code) for code in one.missing]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(parts.status("wait" if missing else "done", t(
            "aid.papers.title", day=one.day, head=home.head_name, village=areas.name(shell.ws, one.area),
            number=home.household_no, kind=aid_papers.kinds(one.day).get(one.kind, one.kind),
        ), wrap=True))  # fmt: skip
        words = t("aid.papers.missing", count=len(missing), names=t("ui.comma").join(missing))
        box.addWidget(parts.body(words if missing else t("aid.papers.whole"), muted=True))
        self.boxes = {code: QCheckBox(name) for code, name in zip(one.missing, missing, strict=True)}
        box.addWidget(Flow(*self.boxes.values()))
        self.came = parts.plain(t("aid.papers.came"), self._came)
        sheet = parts.quiet(
            t("aid.papers.print"), partial(shell.go, "print", kind="aid_papers", subject_id=one.id)
        )
        box.addWidget(Flow(*([self.came] if missing else []), sheet))

    def _came(self) -> None:
        ticked = [code for code, box in self.boxes.items() if box.isChecked()]
        try:
            done = aid_papers.bring(self.shell.ws, self.shell.actor, self.one.id, ticked)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("aid.papers.brought"), "done")
        self.shell.apply(done)
