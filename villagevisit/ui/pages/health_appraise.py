"""A third party's appraisal: drawing records, the workbook out with a second doctor, scores back, means by village."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from villagevisit.domain import programme_appraisal as rules
from villagevisit.domain.officer import Role
from villagevisit.domain.programme_appraisal import Draw
from villagevisit.services import areas, people
from villagevisit.services import programme_appraisal as service
from villagevisit.services.export_approval import Approval
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line, Pin
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import FiguresPanel, figures
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_WIDE = 720
_KINDS = {"same": "done", "other": "refused", "frame": "info"}


class AppraisePanel(FiguresPanel):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.chosen = ""
        self.number, self.seed, self.who = Line("10"), Line(), Line()
        self.second, self.own_pin, self.second_pin = Choice(), Pin(), Pin()
        self.draw = parts.plain(t("appraise.draw"), self._draw)

    def make(self, progress: Progress) -> object:
        return service.every(self.shell.ws, self.shell.actor)

    def show_figures(self, found: Any) -> None:
        draws: list[Draw] = found
        self.said.addWidget(parts.title(t("appraise.heading")))
        self.said.addWidget(parts.body(t("appraise.about"), muted=True))
        self.number, self.who = Line("10"), Line()
        self.seed = Line(placeholder=t("appraise.seed_hint"))
        self.draw = parts.plain(t("appraise.draw"), self._draw)
        self.said.addWidget(parts.narrow(parts.row(
            parts.labelled(t("appraise.per_village"), self.number), parts.labelled(t("appraise.seed"), self.seed),
            parts.labelled(t("appraise.who"), self.who),
        ), _WIDE))  # fmt: skip
        self.said.addWidget(parts.row(self.draw, None))
        self.said.addWidget(parts.line())
        if not draws:
            self.said.addWidget(parts.body(t("appraise.none"), muted=True))
            return
        one = next((each for each in draws if each.id == self.chosen), draws[0])
        which = Choice([
            (each.id, t("appraise.one", day=each.day, appraiser=each.appraiser, seed=each.seed)) for each in draws
        ], one.id)  # fmt: skip
        which.on_choice(self._turn)
        self.said.addWidget(parts.narrow(parts.labelled(t("appraise.which"), which), _WIDE))
        self.said.addWidget(parts.body(t(
            "appraise.said", count=count(one.per_village), drawn=count(len(one.drawn)), frame=count(one.frame),
            withheld=count(one.withheld), by=one.by,
        )))  # fmt: skip
        self._sums(one)
        self.said.addWidget(Flow(
            parts.plain(t("appraise.print"), lambda: print_ledger(self.shell, "appraisal_score", int(one.day[:4]))),
            parts.plain(t("appraise.take"), lambda: self._take(one)),
            parts.plain(t("appraise.repeat"), lambda: self._again(one)),
        ))  # fmt: skip
        self._out(one)

    def _sums(self, one: Draw) -> None:
        items = service.items(one.day)
        most = sum((item.weight for item in items), Decimal(0))
        sums = rules.sums(one, items)
        heads = ("", t("appraise.scored"), t("appraise.total", most=f"{most:f}"))
        self.said.addWidget(figures(heads, [
            (areas.name(self.shell.ws, each.village) if each.village else t("health.all"),
             f"{count(each.scored)} / {count(each.drawn)}", "—" if each.total is None else f"{each.total:.2f}")
            for each in sums
        ]))  # fmt: skip
        if sums[-1].total is not None:
            means = [(item, sums[-1].items[item.code]) for item in items]
            self.said.addWidget(parts.body(t("ui.comma").join(
                t("appraise.by_item", name=item.name, points=f"{mean:.2f}", most=f"{item.weight:f}")
                for item, mean in means
            ), muted=True))  # fmt: skip

    def _out(self, one: Draw) -> None:
        """The sheet leaves as other health records do: with a second doctor."""
        own = {officer.id for officer in self.shell.actor.officers}
        doctors = [each for each in people.officers(self.shell.ws) if Role.VILLAGE_DOCTOR in each.roles]
        others = [(each.id, each.name) for each in doctors if each.id not in own]
        self.second = Choice([("", t("health.file.nobody")), *others])
        self.own_pin, self.second_pin = Pin(), Pin()
        self.said.addWidget(parts.heading(t("appraise.out")))
        self.said.addWidget(parts.narrow(parts.row(
            parts.labelled(t("health.file.own_pin"), self.own_pin),
            parts.labelled(t("health.file.second"), self.second),
            parts.labelled(t("health.file.second_pin"), self.second_pin),
        ), _WIDE))  # fmt: skip
        self.said.addWidget(parts.row(parts.plain(t("appraise.export"), lambda: self.export(one)), None))

    def _draw(self) -> None:
        ws, actor, said = self.shell.ws, self.shell.actor, (self.number.text(), self.seed.text(), self.who.text())
        self.shell.tasks.run(
            lambda progress: service.draw(ws, actor, *said, progress),
            lambda done: self._drawn(self.shell.apply(done)), title=t("health.counting"),
        )  # fmt: skip

    def _drawn(self, one: Draw) -> None:
        self.chosen = one.id
        self.shell.notify(t("appraise.drawn", count=count(len(one.drawn))), "done")
        self.look()

    def _again(self, one: Draw) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.shell.tasks.run(
            lambda _progress: service.repeated(ws, actor, one),
            lambda found: self.shell.notify(t(f"appraise.repeated.{found}"), _KINDS[found]), title=t("health.counting"),
        )  # fmt: skip

    def export(self, one: Draw) -> None:
        path: Path | None = self.shell.files.save(
            self, t("appraise.export"), t("appraise.file", day=one.day), "*.xlsx"
        )
        if path is None:
            return
        second, pins = self.second.value(), (self.second_pin.text(), self.own_pin.text())
        self.own_pin.clear()
        self.second_pin.clear()
        ws, actor, approval = self.shell.ws, self.shell.actor, Approval(second, *pins) if second else None
        self.do(lambda: service.export(ws, actor, one, path, approval), t("appraise.exported", count=len(one.drawn)))

    def _take(self, one: Draw) -> None:
        path: Path | None = self.shell.files.open(self, t("appraise.take"), "*.xlsx *.xls *.csv *.ods *.et")
        if path is not None:
            ws, actor = self.shell.ws, self.shell.actor
            self.shell.tasks.run(
                lambda _progress: service.take(ws, actor, one, path),
                lambda done: self.shell.notify(t("appraise.taken", count=count(self.shell.apply(done))), "done"),
                title=t("health.counting"),
            )  # fmt: skip

    def _turn(self, key: str) -> None:
        self.chosen = key
        self.look()
