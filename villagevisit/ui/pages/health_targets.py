"""The programme's targets: numerator, denominator, definition, and who is missing."""

from functools import partial
from typing import Any

from villagevisit.domain.clock import today
from villagevisit.domain.health_targets import PERS, TARGETS, Figure
from villagevisit.services import areas, health_targets
from villagevisit.services.health_targets import Statement, Targets
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import FiguresPanel
from villagevisit.wording import t

_OWN, _WIDE = "own", 620
_KIND = {"unknown": "muted", "watched": "info", "reached": "done", "short": "refused", "look": "wait"}


class TargetsPanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.open = ""
        self.which, self.top, self.bottom, self.source = Choice(), Line(), Line(), Line()
        self.name, self.per, self.period = Line(), Choice(), Line()
        self.rank, self.of, self.among = Line(), Line(), Line()
        self.village, self.day, self.who = Choice(), Day(), Line()

    @property
    def year(self) -> int:
        return today(self.shell.ws.clock).year

    def make(self, progress: Progress) -> object:
        return health_targets.targets(self.shell.ws, self.shell.actor, self.year, progress)

    def show_figures(self, found: Any) -> None:
        assert isinstance(found, Targets)
        self.said.addWidget(parts.title(t("target.heading", year=found.year)))
        self.said.addWidget(parts.body(t("target.about"), muted=True))
        for one in found.figures:
            self._figure(one, found)
        self._state()
        self._clinic()

    def _figure(self, one: Figure, found: Targets) -> None:
        code = one.target.code
        if one.rate is None or not one.known:
            said = t("target.unknown")
        else:
            said = t("target.rate", top=f"{one.numerator:,}", bottom=f"{one.denominator:,}", rate=one.said)
            said += _rank(one)
        words = t("target.line", name=one.name or t(f"target.name.{code}"), said=said)
        self.said.addWidget(parts.status(_KIND[one.standing], words, wrap=True))
        meaning = t("target.own") if one.name else t(f"target.meaning.{code}")
        if one.source:
            meaning += t("target.from", source=one.source)
        if one.period:
            meaning += t("target.of_period", period=one.period)
        if one.otherwise is not None:
            meaning += t("target.otherwise", said=one.otherwise.said, source=one.otherwise.source)
        for year, past in found.before.get(code, ()):
            meaning += t("target.past", year=year, said=past.said + _rank(past))
        if code == "reimbursed" and found.compliant is not None:
            meaning += t("target.compliant", rate=f"{found.compliant:.1%}")
        self.said.addWidget(parts.body(meaning, muted=True))
        if one.known and not one.source and one.denominator > one.numerator and code != "reimbursed":
            show = parts.quiet(t("target.missing"), partial(self._toggle, code, found))
            self.said.addWidget(parts.row(show, None))
            if self.open == code:
                names = health_targets.missing(self.shell.ws, self.shell.actor, code, found.year)
                self.said.addWidget(parts.body("\n".join(names)))

    def _toggle(self, code: str, found: Targets) -> None:
        self.open = "" if self.open == code else code
        parts.clear(self.said)
        self.show_figures(found)
        self.said.addStretch(1)

    def _state(self) -> None:
        self.said.addWidget(parts.heading(t("target.state")))
        listed = [(one.code, t(f"target.name.{one.code}")) for one in TARGETS.values() if one.stated]
        self.which = Choice([*listed, (_OWN, t("target.another"))])
        self.name, self.per = Line(), Choice([(str(per), t(f"target.per.{per}")) for per in PERS])
        named = parts.labelled(t("target.own_name"), self.name), parts.labelled(t("target.unit"), self.per)
        own = parts.narrow(parts.row(*named), _WIDE)
        own.setVisible(False)
        self.which.on_choice(lambda code: own.setVisible(code == _OWN))
        self.top, self.bottom, self.source = Line(), Line(), Line(placeholder=t("target.source_hint"))
        self.period = Line(placeholder=t("target.period_hint"))
        self.rank, self.of, self.among = Line(), Line(), Line(placeholder=t("target.among_hint"))
        self.said.addWidget(parts.narrow(parts.labelled(t("target.which"), self.which), _WIDE))
        self.said.addWidget(own)
        for row in (
            parts.row(parts.labelled(t("target.top"), self.top), parts.labelled(t("target.bottom"), self.bottom)),
            parts.row(parts.labelled(t("target.source"), self.source), parts.labelled(t("target.period"), self.period)),
            parts.row(
                parts.labelled(t("target.among"), self.among), parts.labelled(t("target.rank"), self.rank),
                parts.labelled(t("target.rank_of"), self.of),
            ),
        ):  # fmt: skip
            self.said.addWidget(parts.narrow(row, _WIDE))
        self.said.addWidget(parts.row(parts.plain(t("target.enter"), self._enter), None))

    def _enter(self) -> None:
        code = self.which.value()
        one = Statement(
            "" if code == _OWN else code, self.top.text(), self.bottom.text(), self.source.text(), self.period.text(),
            self.rank.text(), self.of.text(), self.among.text(), self.name.text() if code == _OWN else "",
            int(self.per.value()),
        )  # fmt: skip
        ws, actor, year = self.shell.ws, self.shell.actor, self.year
        self.do(lambda: health_targets.state(ws, actor, year, one), t("target.entered"))

    def _clinic(self) -> None:
        ws, actor, within = self.shell.ws, self.shell.actor, self.shell.within
        self.said.addWidget(parts.heading(t("target.clinic")))
        seen = [one for one in areas.villages(ws) if within is None or one.code in within]
        self.village = Choice([(one.code, one.name) for one in seen])
        self.day, self.who = Day(today(ws.clock).isoformat()), Line(placeholder=t("target.who_hint"))
        for words, field in (
            (t("target.village"), self.village), (t("target.day"), self.day), (t("target.who"), self.who)
        ):  # fmt: skip
            self.said.addWidget(parts.narrow(parts.labelled(words, field), 420))
        self.said.addWidget(parts.row(parts.plain(t("target.clinic_enter"), lambda: self.do(
            lambda: health_targets.clinic(ws, actor, self.village.value(), self.day.value(), self.who.text()),
            t("target.entered"),
        )), None))  # fmt: skip


def _rank(one: Figure) -> str:
    """`，全省第 17 位（共 18）`; empty without one."""
    rank = one.rank
    return t("target.ranked", among=rank.among, place=rank.place, of=rank.of) if rank else ""
