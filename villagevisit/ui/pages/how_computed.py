"""How the figures of a signed visit came about: every step with its numbers, and the parameters with their document."""

from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from villagevisit.domain.formula import Basis, Formula
from villagevisit.domain.lines import BothTests
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import recomputed, two_lists
from villagevisit.services.recomputed import Recomputed
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import money
from villagevisit.ui.kit.page import Page
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.policy_words import choice, label
from villagevisit.wording import t

_WIDTH = 860


class HowComputedPage(Page):
    """`enter(submission_id)`."""

    name: ClassVar[str] = "how_computed"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        u = theme.now().u
        self._id = ""
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        self._box.setSpacing(u)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts.scroll(parts.narrow(inside, _WIDTH)))

    def enter(self, **params: Any) -> None:
        self._id = str(params.get("submission_id", ""))
        self.refresh()

    def keep(self) -> dict[str, Any]:
        return {"submission_id": self._id}

    def refresh(self) -> None:
        parts.clear(self._box)
        found = recomputed.of_submission(self.shell.ws, self._id, self.shell.within)
        if found is None:
            self._box.addWidget(parts.empty(t("how.none")))
            return
        self._box.addWidget(parts.body(t("how.why", day=found.day), muted=True))
        self._box.addLayout(_steps(found))
        if found.printed != found.kept:
            self._box.addWidget(parts.status("wait", t("how.differs", kept=money(found.kept)), wrap=True))
        both = two_lists.both_tests(self.shell.ws, found.household_id)
        if both is not None:
            self._box.addWidget(parts.line())
            self._box.addWidget(parts.heading(t("how.both")))
            for words in both_words(both):
                self._box.addWidget(parts.body(words))
        self._box.addWidget(parts.line())
        self._box.addWidget(parts.heading(t("how.bases")))
        for one in found.bases:
            self._box.addWidget(parts.body(_basis(one), muted=True))
        to_print = parts.plain(t("ui.verb.print"), self.print_shown)
        plain = parts.quiet(t("how.sheet"), partial(self.shell.go, "print", kind="why", subject_id=self._id))
        self._box.addWidget(parts.row(to_print, plain, None))
        self._box.addStretch(1)

    def print_shown(self) -> None:
        self.shell.go("print", kind="verification_form", subject_id=self._id)

    def heading(self) -> str:
        return t("visit_page.how")

    def help(self) -> str:
        return t("how.help")


def both_words(both: BothTests) -> list[str]:
    """The two departments' tests, one line each, whether both hold, and how far it is to the line."""
    each = money(both.per_capita_year)
    dibao = t("how.test.below") if both.dibao else t("how.test.not_below")
    poor = t("how.test.poor") if both.poor else t("how.test.not_poor")
    return [
        t("how.test.dibao", each=each, line=money(both.standard_year), verdict=dibao),
        t("how.test.poverty", each=each, line=money(both.line_year), verdict=poor),
        *([t("how.test.both")] if both.both else []),
        *([t("how.gap", gap=money(both.gap))] if both.gap else []),
        *([t("how.rounding")] if both.rounding else []),
    ]


def _steps(found: Recomputed) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * theme.now().u)
    grid.setVerticalSpacing(theme.now().u // 2)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for at, step in enumerate(found.steps):
        grid.addWidget(parts.body(t(step.key)), at, 0)
        grid.addWidget(parts.body(t(step.formula, **step.inputs), muted=True), at, 1)
        grid.addWidget(parts.number(_amount(step)), at, 2)
    return grid


def _amount(step: Formula) -> str:
    return str(step.amount) if step.key.endswith(".counted") else money(Decimal(step.amount))


def _basis(one: Basis) -> str:
    value = choice(one.key, one.value) or t("how.no_limit")
    name = label(PolicyEntry(one.key, one.value, one.valid_from))
    if not one.source:
        return t("how.basis_unknown", name=name, value=value)
    return t("how.basis", name=name, value=value, day=one.valid_from, source=one.source)
