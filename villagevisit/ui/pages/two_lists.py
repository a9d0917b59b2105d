"""Two lists beside one another: who is on both, who on one only and why, and the pairs that somebody has to look at."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.changes import Changes, Done, Topic, changes
from villagevisit.domain.errors import CodedError
from villagevisit.domain.two_lists import REASONS
from villagevisit.services import two_lists
from villagevisit.services.two_lists import Listed, Summary
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.paged import Paged
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.how_computed import both_words
from villagevisit.ui.pages.two_lists_office import SIDES, OfficeDeeds
from villagevisit.wording import t

_WHY = {
    "name-differs": "twolist.why.name-differs", "same-name": "twolist.why.same-name",
    "like-name": "twolist.why.like-name",
}  # fmt: skip


class TwoListsPage(Page):
    """`enter(side)`."""

    name: ClassVar[str] = "two_lists"
    topics: ClassVar[Changes] = changes(Topic.EVENTS, Topic.HOUSEHOLDS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.side = "open"
        self.office = OfficeDeeds(shell, self)
        self.chosen: Listed | None = None
        self.tabs = {key: parts.Button(t(words), partial(self.show_side, key), "tab") for key, words in SIDES.items()}
        self._totals = parts.body("")
        self._read = parts.body("", muted=True)
        self.models: dict[str, TableOf[Listed]] = {key: TableOf(_columns(key), ()) for key in SIDES}
        self.tables = {key: self._table(key) for key in SIDES}
        self._about = QVBoxLayout()
        self.reason, self.note = Choice(), Line(placeholder=t("twolist.column.note"))
        self.say = parts.plain(t("twolist.say"), self._say)
        self.same = parts.primary(t("twolist.same"), partial(self._decide, True))
        self.apart = parts.plain(t("twolist.apart"), partial(self._decide, False))
        self.home = parts.quiet(t("ui.verb.household"), self._household)
        self._saying = parts.row(self.reason, self.note, self.say)
        self._deciding = parts.row(self.same, self.apart, None)
        self._outer(u)

    def _outer(self, u: int) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(u // 2)
        for tab in self.tabs.values():
            tab.setCheckable(True)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        there = parts.column(
            self._totals, self._read, self.office.row(), tabs, *self.tables.values(), self._about, self._saying,
            self._deciding,
        )  # fmt: skip
        layout = there.layout()
        assert layout is not None
        layout.setContentsMargins(3 * u, 2 * u, 3 * u, u)
        self._stack = parts.Stack()
        self._stack.addWidget(parts.empty(t("twolist.none"), t("twolist.read"), self.office.read))
        self._stack.addWidget(parts.scroll(there))
        self._stack.addWidget(parts.empty(t("twolist.office")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)

    def _table(self, side: str) -> Table:
        table = Table(quick=True)
        table.setModel(self.models[side])
        units = (12, 19, 0, 14, 14, 18) if side == "open" else (12, 19, 0, 14, 26)
        table.widths(*units, drop=(3, 1, 2), rest=12)
        table.setMinimumHeight(20 * theme.now().u)
        table.chosen.connect(self._choose)
        table.opened.connect(lambda _row: self._household())
        return table

    def enter(self, **params: Any) -> None:
        self.side = str(params.get("side", "")) or self.side
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"side": self.side}

    def refresh(self) -> None:
        try:
            found = two_lists.summary(self.shell.ws, self.shell.actor)
        except CodedError:
            self._stack.setCurrentIndex(2)
            return
        self._stack.setCurrentIndex(0 if found is None else 1)
        if found is not None:
            self._show(found)

    def _show(self, found: Summary) -> None:
        totals = found.totals
        self._totals.setText(
            t("twolist.totals", ours=count(int(totals.ours)), theirs=count(int(totals.theirs)),
              both=count(int(totals.both)), ours_only=count(int(totals.ours_only)),
              theirs_only=count(int(totals.theirs_only)), union=count(int(totals.union)))
        )  # fmt: skip
        self._read.setText(
            t("twolist.read_on", day=found.read_on, by=found.read_by, open=count(found.open),
              waiting=count(found.waiting), nameless=count(found.nameless))
        )  # fmt: skip
        sizes = {"open": found.open, "ours": int(totals.ours_only), "theirs": int(totals.theirs_only)}
        for side, size in sizes.items():
            self.tabs[side].setText(f"{t(SIDES[side])} {count(size)}")
            self.models[side].show(Paged[Listed](partial(self._page, side), size))
        self.show_side(self.side)

    def _page(self, side: str, offset: int, limit: int) -> list[Listed]:
        return two_lists.lines(self.shell.ws, self.shell.actor, side, offset, limit)

    def show_side(self, side: str) -> None:
        self.side = self.office.side = side
        for other, tab in self.tabs.items():
            tab.setChecked(other == side)
        for other, table in self.tables.items():
            table.setVisible(other == side)
        self.reason.offer([(code, t(f"twolist.reason.{code}")) for code in REASONS.get(side, ())])
        self.tables[side].selectRow(0)
        self._choose(0)

    def _choose(self, row: int) -> None:
        self.chosen = self.models[self.side].at(row)
        one = self.chosen
        parts.clear(self._about)
        self._saying.setVisible(one is not None and self.side != "open")
        self._deciding.setVisible(one is not None and self.side == "open")
        if one is None:
            self._about.addWidget(parts.body(t("twolist.side_none"), muted=True))
            return
        self._about.addWidget(parts.strong(_about(one, self.side)))
        self.note.setText(one.note)
        if one.reason:
            self.reason.choose(one.reason)
        both = two_lists.both_tests(self.shell.ws, one.household_id) if one.household_id else None
        for words in both_words(both) if both is not None else ():
            self._about.addWidget(parts.body(words, muted=True))

    def _decide(self, same: bool) -> None:
        if self.chosen is not None:
            one = self.chosen
            self._try(lambda: two_lists.decide(self.shell.ws, self.shell.actor, one, same=same), t("twolist.decided"))

    def _say(self) -> None:
        if self.chosen is not None:
            one, side, reason, note = self.chosen, self.side, self.reason.value(), self.note.text()
            self._try(
                lambda: two_lists.give_reason(self.shell.ws, self.shell.actor, side, one, reason, note),
                t("twolist.said", name=one.name),
            )

    def _try(self, act: Callable[[], Done[None]], words: str) -> None:
        try:
            self.shell.apply(act())
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(words, "done")

    def _household(self) -> None:
        if self.chosen is not None and self.chosen.household_id:
            self.shell.go("household", household_id=self.chosen.household_id)

    def heading(self) -> str:
        return t("twolist.heading")

    def help(self) -> str:
        return t("twolist.help")

    def first_focus(self) -> QWidget | None:
        return self.tabs[self.side]


def _columns(side: str) -> tuple[Column[Listed], ...]:
    first = (
        Column[Listed](t("twolist.column.name"), lambda one: one.name),
        Column[Listed](t("twolist.column.number"), lambda one: one.id_no or "–"),
        Column[Listed](t("twolist.column.place"), lambda one: one.place),
        Column[Listed](t("twolist.column.birth"), lambda one: one.birth),
    )
    if side == "open":
        return (
            *first,
            Column(t("twolist.column.our_name"), lambda one: one.our_name),
            Column(t("twolist.column.why"), lambda one: t(_WHY[one.why])),
        )
    return (*first, Column(t("twolist.column.reason"), _reason))


def _reason(one: Listed) -> str:
    return t(f"twolist.reason.{one.reason}") if one.reason else t("twolist.no_reason")


def _about(one: Listed, side: str) -> str:
    """Who it is; of a pair both sides, so that they can be held against one another."""
    if side == "open":
        theirs = t("twolist.one", name=one.name, number=one.id_no or "–", birth=one.birth or "–", place=one.place)
        ours = t("twolist.one", name=one.our_name, number=one.our_id_no or "–", birth=one.birth, place=one.our_place)
        return t("twolist.pair", theirs=theirs, ours=ours)
    return t("twolist.one", name=one.name, number=one.id_no or "–", birth=one.birth or "–", place=one.place)
