"""The register of aid: the sums of a period with their denominators, what elsewhere is stated, the entries."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.aid_register import FUNDS, Given
from villagevisit.domain.changes import Done
from villagevisit.domain.clock import today
from villagevisit.domain.errors import CodedError
from villagevisit.services import aid_register, areas, households
from villagevisit.services.aid_register import Period
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.aid_register_entry import EntryForm
from villagevisit.ui.pages.aid_register_stated import StatedView
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_MOST = 40
_WIDTH = 860


class RegisterPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=True)
        u = theme.now().u
        self.span = today(shell.ws.clock).isoformat()[:7]
        self.period = Line(self.span, placeholder=t("aid.register.period_hint"))
        self.period.setToolTip(t("aid.register.period_hint"))
        self.period.returnPressed.connect(self._look)
        self.look = parts.plain(t("aid.register.look"), self._look)
        self.new = parts.plain(t("aid.register.new"), partial(self._unfold, True))
        self.save = parts.plain(t("aid.register.save"), self._save)
        self.print = parts.plain(t("aid.register.print"), self.print_shown)
        self.form = EntryForm(shell, partial(self._unfold, False))
        self.form.hide()
        self._sums, self._list = QVBoxLayout(), QVBoxLayout()
        for box in (self._sums, self._list):
            box.setSpacing(u)
        self.stated = StatedView(shell)
        inside = parts.column(
            parts.body(t("aid.register.why"), muted=True), parts.labelled(t("aid.register.period"), self.period),
            Flow(self.new, self.look, self.save, self.print), self.form, self._sums, parts.line(), self.stated,
            parts.line(), self._list, None,
        )  # fmt: skip
        self._area = parts.scroll(parts.narrow(inside, _WIDTH))
        self.box.addWidget(self._area)

    def refresh(self) -> None:
        try:
            found = aid_register.period(self.shell.ws, self.span, self.shell.within)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.form.refresh()
        self._show(found)
        self.stated.show_one(found)
        self._entries()

    def _look(self) -> None:
        before, self.span = self.span, self.period.text().strip()
        try:
            aid_register.period(self.shell.ws, self.span, self.shell.within)
        except CodedError as error:
            self.span = before
            self.period.set_wrong(True)
            self.shell.fail(error)
            return
        self.period.set_wrong(False)
        self.shell.quiet()
        self.refresh()

    def _unfold(self, shown: bool) -> None:
        self.form.setVisible(shown)
        (self.form.village if shown else self.new).setFocus()
        self._area.verticalScrollBar().setValue(0)

    def _show(self, found: Period) -> None:
        parts.clear(self._sums)
        one = found.sums
        self._sums.addWidget(parts.heading(t("aid.sums", period=one.period)))
        self._sums.addLayout(_grid([
            (t("aid.sums.entries"), count(one.entries)), (t("aid.sums.households"), count(one.households)),
            (t("aid.sums.persons"), count(one.persons)), (t("aid.sums.amount"), money(one.amount)),
            (t("aid.sums.urgent"), count(one.urgent)),
        ]))  # fmt: skip
        self._sums.addWidget(parts.body("\n".join(_said(self.shell, found)), muted=True))

    def _entries(self) -> None:
        parts.clear(self._list)
        self._list.addWidget(parts.heading(t("aid.register.list")))
        found = aid_register.entries(self.shell.ws, self.span, self.shell.within)
        if not found:
            self._list.addWidget(parts.body(t("aid.register.none"), muted=True))
        for one in found[:_MOST]:
            self._list.addWidget(_Entry(self.shell, one, self.new.setFocus))
        if len(found) > _MOST:
            self._list.addWidget(parts.body(t("aid.register.more", count=count(len(found) - _MOST)), muted=True))

    def _save(self) -> None:
        name = t("aid.register.file", period=self.span.replace("/", "_"))
        path = self.shell.files.save(self, t("aid.register.save"), name, "*.xlsx *.csv")
        if path is None:
            return
        try:
            rows = self.shell.apply(aid_register.save(self.shell.ws, self.shell.actor, self.span, path))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("aid.register.saved", count=rows), "done")

    def print_shown(self) -> None:
        """The ledger of this period."""
        self.shell.go("print", kind="aid_ledger", subject_id=self.span)

    def first_focus(self) -> QWidget:
        return self.new


class _Entry(QWidget):
    """One entry with what waits for it."""

    def __init__(self, shell: Shell, one: Given, done: Callable[[], object]) -> None:
        super().__init__()
        self.shell, self.one, self._done = shell, one, done
        late = one.late(today(shell.ws.clock).isoformat())
        kind = "muted" if one.taken_back else "refused" if late else "wait" if one.waits() else "done"
        title = t(
            "aid.register.title", day=one.day, place=_place(shell, one), cause=t(f"aid.cause.{one.cause}"),
            persons=one.persons,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(parts.status(kind, title, wrap=True))
        money_ = [f"{t(f'aid.fund.{fund}')} {money(amount)}" for fund, amount in one.funds.items()]
        what = t("ui.comma").join([*money_, *([aid_register.said_items(one.items)] if one.items else [])])
        box.addWidget(parts.body(" · ".join(word for word in (what, _papers(one, late)) if word), muted=True))
        if one.taken_back:
            return
        self.papers = parts.plain(t("aid.register.papers"), partial(self._do, self._documented))
        self.wrong = parts.quiet(t("aid.register.wrong"), self._unfold)
        self.why = Line(placeholder=t("aid.register.why_wrong"))
        self.why.setAccessibleName(t("aid.register.why_wrong"))
        self._back = parts.row(self.why, parts.plain(t("aid.register.take_back"), partial(self._do, self._taken_back)))
        self._back.hide()
        box.addWidget(parts.row(*((self.papers,) if one.waits() else ()), self.wrong, None))
        box.addWidget(self._back)

    def _unfold(self) -> None:
        self._back.show()
        self.why.setFocus()

    def _documented(self) -> Done[Given]:
        return aid_register.document(self.shell.ws, self.shell.actor, self.one.id)

    def _taken_back(self) -> Done[Given]:
        return aid_register.take_back(self.shell.ws, self.shell.actor, self.one.id, self.why.text())

    def _do(self, act: Callable[[], Done[Given]]) -> None:
        try:
            done = act()
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("aid.register.entered"), "done")
        self.shell.apply(done)
        self._done()


def _place(shell: Shell, one: Given) -> str:
    village = areas.name(shell.ws, one.area)
    if not one.household:
        return f"{village} {t('aid.register.gone')}"
    return f"{village} {households.get(shell.ws, one.household).household_no}"


def _papers(one: Given, late: bool) -> str:
    if one.taken_back:
        return t("aid.register.back", why=one.taken_back)
    if not one.urgent:
        return ""
    if one.documented:
        return t("aid.register.there", day=one.documented)
    return t("aid.register.late", due=one.due) if late else t("aid.register.waits", due=one.due)


def _grid(rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * theme.now().u)
    for at, (name, figure) in enumerate(rows):
        grid.addWidget(parts.body(name, muted=True), 0, at)
        words = parts.strong(figure)
        words.setWordWrap(False)
        grid.addWidget(words, 1, at)
        grid.setColumnStretch(at, 1)
    return grid


def _said(shell: Shell, found: Period) -> list[str]:
    """Averages with what they were divided by, growth, and the parts."""
    one, before, said = found.sums, found.before.per_person_time, []
    if one.per_person_time is not None and one.per_household is not None:
        total = money(one.amount, unit=False)
        said.append(t("aid.sums.each", amount=total, persons=count(one.persons), each=money(one.per_person_time)))
        said.append(t("aid.sums.home", amount=total, households=count(one.households), each=money(one.per_household)))
        if before:
            change = (one.per_person_time - before) * 100 / before
            said.append(t("aid.sums.grown", before=money(before), change=f"{change:+.2f}%"))
    parts_ = {
        "aid.sums.causes": [f"{t(f'aid.cause.{code}')} {count(many)}" for code, many in sorted(one.causes.items())],
        "aid.sums.funds": [f"{t(f'aid.fund.{fund}')} {money(one.funds[fund])}" for fund in FUNDS if one.funds[fund]],
        "aid.sums.villages": [f"{areas.name(shell.ws, code)} {money(some)}" for code, some in one.villages.items()],
        "aid.sums.items": [f"{item}{_plain(many)}{unit}" for (item, unit), many in sorted(one.items.items())],
    }
    return [*said, *(t(key, what=t("ui.comma").join(words)) for key, words in parts_.items() if words)]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
