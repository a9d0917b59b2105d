"""妇幼与专项: vaccination, mothers, endemic diseases, the living environment, the programme of a year in persons and
person-times."""

from typing import ClassVar

from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_appraise import AppraisePanel
from villagevisit.ui.pages.health_environment import EnvironmentPanel
from villagevisit.ui.pages.health_panel import HealthPage
from villagevisit.ui.pages.health_special_figures import ProgrammePanel, RatesPanel
from villagevisit.ui.pages.health_special_people import EndemicPanel, MothersPanel
from villagevisit.ui.pages.health_vaccination import VaccinationPanel
from villagevisit.wording import t


class HealthSpecialPage(HealthPage):
    """`enter(tab)`: `vaccination`, `mothers`, `endemic`, `rates`, `environment`, `programme`, `appraise`."""

    name: ClassVar[str] = "health_special"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, {
            "vaccination": (t("special.tab.vaccination"), VaccinationPanel(shell)),
            "mothers": (t("special.tab.mothers"), MothersPanel(shell)),
            "endemic": (t("special.tab.endemic"), EndemicPanel(shell)),
            "rates": (t("special.tab.rates"), RatesPanel(shell)),
            "environment": (t("special.tab.environment"), EnvironmentPanel(shell)),
            "programme": (t("special.tab.programme"), ProgrammePanel(shell)),
            "appraise": (t("special.tab.appraise"), AppraisePanel(shell)),
        })  # fmt: skip

    def heading(self) -> str:
        return t("special.heading")

    def help(self) -> str:
        return t("special.help")
