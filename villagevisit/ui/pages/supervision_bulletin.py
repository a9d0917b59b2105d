"""This month's bulletin: figures with ✓ or the gap, an explanation for each gap, then fixing and printing it."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from villagevisit.domain.bulletin import Bulletin, Check, Figure
from villagevisit.domain.bulletin_book import Frozen
from villagevisit.domain.changes import Done
from villagevisit.domain.errors import CodedError
from villagevisit.domain.event import Event
from villagevisit.services import bulletin
from villagevisit.services.bulletin import Month
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import bulletin_words as named
from villagevisit.ui.pages.supervision_panel import SupervisionPanel
from villagevisit.wording import t


class BulletinPanel(SupervisionPanel):
    """Counting runs beside the window; the tab says so and can be cancelled like any long work."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.month = ""
        self.choice: Choice | None = None
        self.why: dict[str, Line] = {}
        self.explain: dict[str, parts.Button] = {}

    def refresh(self) -> None:
        every = bulletin.months(self.shell.ws)
        self.month = self.month or every[0]
        ws, actor, office, month = self.shell.ws, self.shell.actor, self.office, self.month

        def work(progress: Progress) -> Month:
            return bulletin.look(ws, actor, office, month, progress)

        self.shell.tasks.run(work, self._show, title=t("bulletin.count"))

    def _choose(self, month: str) -> None:
        self.month = month
        self.refresh()

    def _show(self, found: Month) -> None:
        if (found.area, found.month) != (self.office, self.month):
            return
        self.why, self.explain = {}, {}
        self.redraw(lambda: self._fill(found))

    def _fill(self, found: Month) -> None:
        self.choice = Choice([(one, one) for one in bulletin.months(self.shell.ws)], self.month)
        self.choice.on_choice(self._choose)
        self.rows.addWidget(parts.row(parts.labelled(t("bulletin.which"), self.choice), None))
        if found.book.frozen is not None:
            self._frozen(found.book.frozen, found.book.published)
        elif found.bulletin is None:
            self._opening()
        else:
            self._draft(found, found.bulletin)

    def _opening(self) -> None:
        self.households, self.persons, self.basis = Line(), Line(), Line()
        self.rows.addWidget(parts.heading(t("bulletin.opening")))
        self.rows.addWidget(parts.body(t("bulletin.opening.why"), muted=True))
        for words, field in (
            (t("bulletin.opening.households"), self.households), (t("bulletin.opening.persons"), self.persons),
            (t("bulletin.opening.basis"), self.basis),
        ):  # fmt: skip
            self.rows.addWidget(parts.labelled(words, field))
        self.save = parts.primary(t("bulletin.opening.save"), self._state)
        self.rows.addWidget(parts.row(self.save, None))

    def _state(self) -> None:
        opening = _number(self.households), _number(self.persons)
        self._do(lambda: bulletin.state_opening(
            self.shell.ws, self.shell.actor, self.office, self.month, opening, self.basis.text()
        ))  # fmt: skip

    def _draft(self, found: Month, made: Bulletin) -> None:
        period = t("bulletin.period", since=made.facts.since, until=made.facts.until)
        self.rows.addWidget(parts.body(period, muted=True))
        self.rows.addWidget(parts.heading(t("bulletin.sums")))
        for check in made.checks:
            self._check(found, check)
        left = len(found.open)
        said = t("bulletin.blocked", count=left) if left else t("bulletin.all_agree")
        self.rows.addWidget(parts.status("wait" if left else "done", said, wrap=True))
        self.rows.addWidget(parts.line())
        self._figures(made.figures)
        self.rows.addWidget(parts.line())
        self.major = Line("0")
        self.said = {"good": Line(), "problems": Line(), "next": Line()}
        for words, field in (
            (t("bulletin.major"), self.major), (t("bulletin.good"), self.said["good"]),
            (t("bulletin.problems"), self.said["problems"]), (t("bulletin.next"), self.said["next"]),
        ):  # fmt: skip
            self.rows.addWidget(parts.labelled(words, field))
        self.save = parts.primary(t("bulletin.freeze"), self._freeze)
        self.save.setEnabled(not left)
        self.rows.addWidget(parts.row(self.save, None))

    def _check(self, found: Month, check: Check) -> None:
        words = named.check(check)
        if not check.gap:
            said = t("bulletin.agrees", check=words, value=count(check.left))
            self.rows.addWidget(parts.status("done", said, wrap=True))
            return
        left, right, apart = count(check.left), count(check.right), count(abs(check.gap))
        gap = t("bulletin.differs", check=words, left=left, right=right, gap=apart)
        if check not in found.open:
            self.rows.addWidget(parts.status("info", gap, wrap=True))
            for one in found.book.explained:
                if (one.check, one.left, one.right) == (check.key, check.left, check.right):
                    said = t("bulletin.said", why=one.why, by=one.by, day=one.day)
                    self.rows.addWidget(parts.body(said, muted=True))
            return
        self.rows.addWidget(parts.status("refused", gap, wrap=True))
        why = Line(placeholder=t("bulletin.why"))
        why.setAccessibleName(t("bulletin.why"))
        self.why[check.key] = why
        self.explain[check.key] = parts.plain(t("bulletin.explain"), lambda: self._explain(check))
        self.rows.addWidget(parts.row(why, self.explain[check.key]))

    def _explain(self, check: Check) -> None:
        self._do(lambda: bulletin.explain(
            self.shell.ws, self.shell.actor, self.office, self.month, check, self.why[check.key].text()
        ))  # fmt: skip

    def _freeze(self) -> None:
        words = t("bulletin.freeze.ask", month=self.month)
        if not self.shell.confirm(t("bulletin.freeze"), words, t("bulletin.freeze")):
            return
        ws, actor, office, month = self.shell.ws, self.shell.actor, self.office, self.month
        major, said = _number(self.major), {key: line.text() for key, line in self.said.items()}

        def work(progress: Progress) -> Done[Frozen]:
            return bulletin.freeze(ws, actor, office, month, major, said, progress)

        self.shell.tasks.run(work, self._fixed, title=t("bulletin.count"))

    def _fixed(self, done: Done[Frozen]) -> None:
        self.shell.notify(t("bulletin.fixed", number=done.value.number, total=done.value.total), "done")
        self.shell.apply(done)

    def _frozen(self, fixed: Frozen, published: str) -> None:
        said = t("bulletin.fixed", number=fixed.number, total=fixed.total)
        self.rows.addWidget(parts.status("done", said, wrap=True))
        self.rows.addWidget(parts.body(t("bulletin.period", since=fixed.since, until=fixed.until), muted=True))
        paper = {"kind": "bulletin", "subject_id": fixed.event}
        self.print = parts.primary(t("bulletin.print"), lambda: self.shell.go("print", **paper))
        self.rows.addWidget(parts.row(self.print, None))
        if published:
            self.rows.addWidget(parts.status("done", t("bulletin.published", day=published)))
        else:
            self.to = Line(placeholder=t("bulletin.to"))
            self.to.setAccessibleName(t("bulletin.to"))
            self.publish = parts.plain(t("bulletin.publish"), self._publish)
            self.rows.addWidget(parts.row(self.to, self.publish))
        self.rows.addWidget(parts.line())
        self._figures(fixed.figures)

    def _publish(self) -> None:
        to = self.to.text()
        self._do(lambda: bulletin.publish(self.shell.ws, self.shell.actor, self.office, self.month, to))

    def _figures(self, figures: Mapping[str, Figure]) -> None:
        """Name and figure, and under them how it is counted."""
        look = theme.now()
        self.rows.addWidget(parts.heading(t("bulletin.figures")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * look.u)
        grid.setVerticalSpacing(look.u // 2)
        grid.setColumnStretch(1, 1)
        for at, key in enumerate(key for key in named.ORDER if key in figures):
            name = parts.body(named.name(key))
            name.setMinimumWidth(13 * look.u)
            grid.addWidget(name, at, 0)
            grid.addWidget(parts.body(named.definition(key), muted=True), at, 1)
            grid.addWidget(parts.number(named.shown(figures[key])), at, 2)
        self.rows.addLayout(grid)

    def _do(self, command: Callable[[], Done[Event]]) -> None:
        try:
            done = command()
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("supervision.entered"), "done")
        self.shell.apply(done)

    def first_focus(self) -> QWidget | None:
        return next(iter(self.why.values()), self.choice)


def _number(line: Line) -> int:
    """−1 for what is no whole number; the command says so."""
    text = line.text().strip().replace(",", "")
    return int(text) if text.isascii() and text.isdigit() else -1
