"""健康台账: precise identification, the three batches and the ready-made ledgers, bills, targets."""

from typing import ClassVar

from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_appraisal import AppraisalPanel
from villagevisit.ui.pages.health_bills import BillsPanel
from villagevisit.ui.pages.health_books import BooksPanel
from villagevisit.ui.pages.health_campaign import CampaignPanel
from villagevisit.ui.pages.health_help import HelpPanel
from villagevisit.ui.pages.health_identify import IdentifyPanel
from villagevisit.ui.pages.health_panel import HealthPage
from villagevisit.ui.pages.health_targets import TargetsPanel
from villagevisit.wording import t


class HealthLedgersPage(HealthPage):
    """`enter(tab)`: `identify`, `campaign`, `books`, `bills`, `help`, `appraisal`, `targets`."""

    name: ClassVar[str] = "health_ledgers"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, {
            "identify": (t("health.tab.identify"), IdentifyPanel(shell)),
            "campaign": (t("health.tab.campaign"), CampaignPanel(shell)),
            "books": (t("health.tab.books"), BooksPanel(shell)),
            "bills": (t("health.tab.bills"), BillsPanel(shell)),
            "help": (t("health.tab.help"), HelpPanel(shell)),
            "appraisal": (t("health.tab.appraisal"), AppraisalPanel(shell)),
            "targets": (t("health.tab.targets"), TargetsPanel(shell)),
        })  # fmt: skip

    def heading(self) -> str:
        return t("health.heading")

    def help(self) -> str:
        return t("health.help")
