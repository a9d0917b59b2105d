"""The ready-made ledgers: both ledgers of 三个一批 in figures, persons here and labels there, and all rows."""

from pathlib import Path
from typing import Any

from villagevisit.domain.batches import CHRONIC, FALLBACK, MAJOR, NONE
from villagevisit.domain.clock import today
from villagevisit.services import batch_counts, chronic_appraisals, health_books, health_tables
from villagevisit.services.batch_counts import Batches
from villagevisit.services.health_books import Book
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages import health_books_help
from villagevisit.ui.pages.health_panel import FiguresPanel, figures, share
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_YEARS = 3
_AHEAD = frozenset({"insured", "uninsured"})
"""Premiums of a year are paid at the end of the one before."""
_HEIGHT, _WIDE, _FIELD = 26, 24, 260


class BooksPanel(FiguresPanel):
    """A ledger is chosen above; its figures and rows stand below. Printing and saving take the same rows."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.kind, self.year = health_books.KINDS[0], today(shell.ws.clock).year
        self.since = Day()

    def make(self, progress: Progress) -> object:
        ws, actor = self.shell.ws, self.shell.actor
        book = health_books.book(ws, actor, self.kind, self.year, progress)
        return book, batch_counts.batches(ws, actor), health_books_help.of(ws, actor, self.kind, self.year)

    def show_figures(self, found: Any) -> None:
        book: Book
        batches: Batches
        aid: health_books_help.Figures | None
        book, batches, aid = found
        which = Choice([(kind, t(f"health.book.{kind}")) for kind in health_books.KINDS], self.kind)
        which.setMinimumWidth(_WIDE * theme.now().u)
        which.on_choice(lambda kind: self._turn(kind, self.year))
        now = today(self.shell.ws.clock).year
        last = now + 1 if self.kind in _AHEAD else now
        years = Choice([(str(year), str(year)) for year in range(last, now - _YEARS, -1)], str(self.year))
        years.on_choice(lambda year: self._turn(self.kind, int(year)))
        self.said.addWidget(parts.row(which, years, None))
        self.said.addWidget(Flow(
            parts.plain(t("health.print"), self._print), parts.plain(t("health.save"), self._save)
        ))  # fmt: skip
        if self.kind == "batch_a":
            self._ledger_a(batches)
        elif self.kind in ("batch_b", "major_illness"):
            self._ledger_b(batches)
        elif self.kind == "chronic_appraisal":
            self._county_list()
        elif aid is not None:
            self.said.addWidget(figures(aid.heads, aid.rows))
            for words in aid.notes:
                self.said.addWidget(parts.body(words, muted=True))
        self.said.addWidget(parts.strong(book.total))
        table = Table()
        table.setModel(TableOf(_columns(book), book.rows, table))
        table.widths(*book.widths, drop=book.spare)
        table.setMinimumHeight(_HEIGHT * theme.now().u)
        self.said.addWidget(table, 1)

    def _ledger_a(self, found: Batches) -> None:
        rows = [(t(f"batch.name.{code}"), t("health.persons", count=count(found.a.persons.get(code, 0))))
                for code in (MAJOR, CHRONIC, FALLBACK, NONE)]  # fmt: skip
        rows.append((t("health.all"), t("health.persons", count=count(found.a.total))))
        self.said.addWidget(figures(("", t("health.book.batch_a")), rows))

    def _ledger_b(self, found: Batches) -> None:
        rows = [(t(f"batch.name.{code}"), t("health.labels", count=count(found.b.labels[code])))
                for code in (MAJOR, CHRONIC, FALLBACK)]  # fmt: skip
        rows.append((t("health.all"), t("health.labels", count=count(found.b.total))))
        self.said.addWidget(figures(("", t("health.scope", scope=found.scope)), rows))
        self.said.addWidget(parts.body(t(
            "health.over", persons=count(found.b.persons), unlisted=count(found.b.unlisted)
        )))  # fmt: skip
        rate = share(found.treatment.treated, found.treatment.found)
        kind = "done" if found.treatment.reached else "look"
        self.said.addWidget(Remark(kind, t("health.treated", rate=rate)))
        for since, names in health_tables.covered(self.shell.ws, today(self.shell.ws.clock)):
            words = t("health.covered", since=since, names=t("ui.comma").join(names))
            self.said.addWidget(parts.body(words, muted=True))
        if found.differing:
            self.said.addWidget(Remark("look", t("health.differing", count=count(found.differing))))

    def _county_list(self) -> None:
        """The county's list of chronic diseases: how many, since when, which; another one is read in here."""
        found = chronic_appraisals.diseases(self.shell.ws)
        said = t("chronic.none_listed")
        if found.names:
            said = t("chronic.listed", count=count(len(found.names)), since=found.since, file=found.file)
        self.said.addWidget(parts.strong(said))
        if found.names:
            self.said.addWidget(parts.body("、".join(found.names), muted=True))
        self.since = Day(today(self.shell.ws.clock).isoformat())
        self.said.addWidget(parts.narrow(parts.labelled(t("chronic.since"), self.since), _FIELD))
        self.said.addWidget(parts.row(parts.plain(t("chronic.read"), self._read), None))

    def _read(self) -> None:
        path: Path | None = self.shell.files.open(self, t("chronic.read"), "*.xlsx *.xls *.csv *.ods")
        if path is not None:
            ws, actor, since = self.shell.ws, self.shell.actor, self.since.value()
            self.do(lambda: chronic_appraisals.read_list(ws, actor, path, since), t("chronic.was_read"))

    def _turn(self, kind: str, year: int) -> None:
        self.kind = health_books.kind_of(kind)
        self.year = year if kind in _AHEAD else min(year, today(self.shell.ws.clock).year)
        self.look()

    def _print(self) -> None:
        print_ledger(self.shell, self.kind, self.year)

    def _save(self) -> None:
        name = t("health.file", name=t(f"health.book.{self.kind}"), year=self.year)
        path: Path | None = self.shell.files.save(self, t("health.save"), name, "*.xlsx *.csv")
        if path is not None:
            ws, actor, kind, year = self.shell.ws, self.shell.actor, self.kind, self.year
            self.do(lambda: health_books.save(ws, actor, kind, year, path), t("health.saved"))


def _columns(book: Book) -> tuple[Column[tuple[str, ...]], ...]:
    def column(at: int) -> Column[tuple[str, ...]]:
        return Column(book.heads[at], lambda row: row[at], figure=book.sums[at])

    return tuple(column(at) for at in range(len(book.heads)))
