"""What all spot checks found together: by mode, and before and after a day that one can choose (S-100, S-209)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.clock import today
from villagevisit.domain.spot_found import Tally
from villagevisit.services import check_results
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Day
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import check_words as say
from villagevisit.wording import t


class Sums(QWidget):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.all = parts.body("", muted=True)
        self.day = Day(today(shell.ws.clock).replace(month=1, day=1).isoformat())
        self.day.setFixedWidth(14 * theme.now().u)
        self.day.editingFinished.connect(self._compare)
        self.compared = parts.body("", muted=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.all)
        box.addWidget(parts.row(self.day, self.compared))

    def look(self) -> None:
        found, modes = check_results.totals(self.shell.ws, self.shell.within)
        split = "；".join(t("checks.spot.by_mode", mode=say.mode(code), count=n) for code, n in modes.items())
        self.all.setText(f"{t('checks.spot.all', found=tally_words(found))}；{split}")
        self._compare()

    def _compare(self) -> None:
        day = self.day.value()
        if day:
            before, after = check_results.accuracy(self.shell.ws, day, self.shell.within)
            shares = say.percent(before.accuracy), say.percent(after.accuracy)
            self.compared.setText(t("checks.spot.compare", day=day, before=shares[0], after=shares[1]))


def tally_words(found: Tally) -> str:
    """Households checked, with a major difference, right, aware, in a sentence."""
    return t(
        "checks.spot.tally", count=found.checked, major=found.major, share=say.percent(found.major_share),
        accuracy=say.percent(found.accuracy), aware=found.aware,
    )  # fmt: skip
