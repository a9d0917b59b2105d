"""Rates of vaccination and of mothers with their numbers, and the programme of a year in persons and person-times."""

from typing import Any

from villagevisit.domain.clock import today
from villagevisit.domain.health import Service
from villagevisit.domain.vaccination import Rate
from villagevisit.services import health_rules, programme_items, special_registers, vaccinations
from villagevisit.services.programme_items import Done
from villagevisit.services.special_registers import Year
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count, money
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import FiguresPanel, figures, share
from villagevisit.wording import t

_YEARS = 3
_FIRST_YEAR = 2009
_WHOLE = ("card", "first", "four")
"""Rates that are not of one dose."""


class RatesPanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.year = today(shell.ws.clock).year

    def make(self, progress: Progress) -> object:
        ws, actor = self.shell.ws, self.shell.actor
        return vaccinations.rates(ws, actor, progress), special_registers.of_year(ws, actor, self.year, progress)

    def show_figures(self, found: Any) -> None:
        rates: list[Rate]
        mothers: Year
        rates, mothers = found
        now = today(self.shell.ws.clock).year
        years = Choice([(str(year), str(year)) for year in range(now, now - _YEARS, -1)], str(self.year))
        years.on_choice(self._turn)
        self.said.addWidget(parts.title(t("special.mothers_title", year=mothers.year)))
        self.said.addWidget(parts.row(years, None))
        self._mothers(mothers)
        self.said.addWidget(parts.title(t("vaccination.rates")))
        self.said.addWidget(parts.body(t("vaccination.about"), muted=True))
        for one in rates:
            if one.key in _WHOLE:
                words = t(f"vaccination.rate.{one.key}", rate=share(one.given, one.should))
                kind = "muted" if not one.should else "done" if one.reached else "refused"
                self.said.addWidget(parts.status(kind, words, wrap=True))
        self.said.addWidget(parts.heading(t("vaccination.each")))
        for one in rates:
            if one.key not in _WHOLE and one.should:
                words = t("vaccination.rate", dose=_name(one.key), rate=share(one.given, one.should))
                self.said.addWidget(parts.status("done" if one.reached else "refused", words, wrap=True))
        if not any(one.should for one in rates):
            self.said.addWidget(parts.body(t("vaccination.nobody"), muted=True))

    def _mothers(self, found: Year) -> None:
        one = found.mothers
        folic = t("special.folic_sum", people=count(found.folic_people), times=count(found.folic_times),
                  bottles=count(found.bottles))  # fmt: skip
        paid = t("special.subsidy_sum", people=count(found.subsidised), times=count(found.subsidies),
                 amount=money(found.amount))  # fmt: skip
        self.said.addWidget(figures(("", ""), [
            (t("special.hospital_rate"), share(one.hospital, one.placed)),
            (t("special.managed_rate"), share(one.whole, one.deliveries)),
            (t("special.folic"), folic), (t("special.subsidy"), paid),
        ]))  # fmt: skip
        if one.deliveries > one.placed:
            self.said.addWidget(parts.body(t("special.unplaced", count=count(one.deliveries - one.placed))))
        self.said.addWidget(parts.body(t("special.mothers_about"), muted=True))

    def _turn(self, year: str) -> None:
        self.year = int(year)
        self.look()


class ProgrammePanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.year = today(shell.ws.clock).year

    def make(self, progress: Progress) -> object:
        ws, actor = self.shell.ws, self.shell.actor
        return programme_items.done(ws, actor, self.year, progress)

    def show_figures(self, found: Any) -> None:
        items: list[Done] = found
        now = today(self.shell.ws.clock).year
        years = Choice([(str(year), str(year)) for year in range(now, _FIRST_YEAR - 1, -1)], str(self.year))
        years.on_choice(self._turn)
        self.said.addWidget(parts.title(t(
            "special.programme", year=self.year, count=programme_items.categories(self.year), items=len(items)
        )))  # fmt: skip
        self.said.addWidget(parts.row(years, None))
        self.said.addWidget(parts.body(t("special.programme_about"), muted=True))
        heads = ("", t("special.persons"), t("special.times"))
        self.said.addWidget(figures(heads, [
            (one.item.name, "" if one.persons is None else count(one.persons), count(one.times)) if one.item.counts
            else (one.item.name, t("special.elsewhere"), "")
            for one in items
        ]))  # fmt: skip

    def _turn(self, year: str) -> None:
        self.year = int(year)
        self.look()


def _name(item: str) -> str:
    return health_rules.title(Service.VACCINATION, item)
