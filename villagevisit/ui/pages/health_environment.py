"""How households live: each item of the living environment in the whole area, and one of them by village."""

from pathlib import Path
from typing import Any

from villagevisit.domain.clock import today
from villagevisit.services import environment, health_save
from villagevisit.services.environment import Item, Village
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.health_panel import FiguresPanel, figures, share
from villagevisit.wording import t

_WIDE, _LEAST, _SIGN = 14, 8, 2


class EnvironmentPanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.item = ""
        self.found: list[Village] = []

    def make(self, progress: Progress) -> object:
        return environment.villages(self.shell.ws, self.shell.actor, progress)

    def show_figures(self, found: Any) -> None:
        self.found = found
        items = environment.items(self.shell.ws)
        self.said.addWidget(parts.title(t("environment.heading")))
        self.said.addWidget(parts.body(t("environment.about"), muted=True))
        rows = [
            (t("environment.item", name=one.name, good=one.good), share(
                sum(village.good(one) for village in self.found), sum(village.known(one) for village in self.found)
            ))
            for one in items
        ]  # fmt: skip
        self.said.addWidget(figures(("", t("environment.rate")), rows))
        if not any(village.known(one) for village in self.found for one in items):
            self.said.addWidget(parts.body(t("environment.none"), muted=True))
            return
        self.said.addWidget(parts.heading(t("environment.by_village")))
        chosen = next((one for one in items if one.key == self.item), items[0])
        which = Choice([(one.key, one.name) for one in items], chosen.key)
        which.on_choice(self._turn)
        self.said.addWidget(parts.row(which, parts.plain(t("health.save"), lambda: self._save(chosen)), None))
        self._villages(chosen)

    def _villages(self, item: Item) -> None:
        """The rate beside the village; answers that a narrow window has no room for are dropped from the right."""
        heads, rows = environment.table(self.shell.ws, item, self.found)
        sums = [sum(int(row[at]) for row in rows) for at in range(1, len(heads) + 2)]
        every: list[list[str | int]] = [*rows, [t("health.all"), *sums]]
        shown = [
            (str(row[0]), share(int(row[-2]), int(row[-1])), *(count(int(one)) for one in row[1:-2]))
            for row in every
        ]
        titles = (t("frame.village"), t("environment.rate_of", good=item.good), *heads[:-1])
        table = Table()
        table.setModel(TableOf(tuple(_column(at, title) for at, title in enumerate(titles)), shown, table))
        table.widths(_WIDE, _WIDE, *(max(_LEAST, _SIGN * len(title)) for title in titles[2:]),
                     drop=tuple(range(len(titles) - 1, 1, -1)))  # fmt: skip
        table.setMinimumHeight((5 * len(shown) + 5) * theme.now().u)
        self.said.addWidget(table)

    def _turn(self, key: str) -> None:
        self.item = key
        self.look()

    def _save(self, item: Item) -> None:
        name = t("health.file", name=item.name, year=today(self.shell.ws.clock).year)
        path: Path | None = self.shell.files.save(self, t("health.save"), name, "*.xlsx *.csv")
        if path is not None:
            ws, actor = self.shell.ws, self.shell.actor
            heads, rows = environment.table(ws, item, self.found)
            columns = (t("frame.village"), *heads, t("environment.known"))
            self.do(lambda: health_save.save(ws, actor, path, "environment", columns, rows), t("health.saved"))


def _column(at: int, title: str) -> Column[tuple[str, ...]]:
    return Column(title, lambda row: row[at], figure=at > 0)
