"""Opening a round: a name, what it is for, which villages. The list of households is frozen at that moment."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from villagevisit.domain.campaign import Campaign
from villagevisit.domain.errors import CodedError
from villagevisit.services import areas, campaign, households
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.words import SURVEY_KINDS, survey_kind
from villagevisit.ui.pages.campaign_panel import Panel
from villagevisit.wording import t

_FULL_REVIEW = "2"
_COLUMNS = 3


class OpenPanel(Panel):
    def __init__(self, shell: Shell, opened: Callable[[Campaign], None]) -> None:
        super().__init__(shell)
        self._opened = opened
        self.name = Line()
        self.code = Line()
        self.kind = Choice([(code, survey_kind(code)) for code in SURVEY_KINDS], _FULL_REVIEW)
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._size = parts.body("", muted=True)
        self.button = parts.primary(t("ui.round.open_now"), self._open)
        inside = parts.column(
            parts.title(t("ui.round.open")), parts.body(t("ui.round.open_why"), muted=True),
            parts.labelled(t("ui.round.name"), self.name),
            parts.row(parts.labelled(t("ui.round.kind"), self.kind), parts.labelled(t("ui.round.code"), self.code)),
            parts.heading(t("ui.setup.villages")), self._grid, self._size, parts.row(self.button, None), None,
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside)))

    def look(self, campaign: Campaign | None, **params: Any) -> None:
        """Also without a round: then this is the first step. What was typed stays."""
        super().look(campaign, **params)
        now = self.shell.ws.clock.now()
        if not self.name.text():
            self.name.setText(t("ui.round.usual_name", year=now.year))
        if not self.code.text():
            self.code.setText(f"{now:%Y%m%d}")
        chosen = {code for code, box in self.boxes.items() if not box.isChecked()}
        parts.clear(self._grid)
        self.boxes = {}
        for at, area in enumerate(areas.villages(self.shell.ws)):
            box = QCheckBox(f"{area.name}  {count(households.count(self.shell.ws, area.code))}")
            box.setChecked(area.code not in chosen)
            box.toggled.connect(lambda _on: self._count())
            self.boxes[area.code] = box
            self._grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        self._count()

    def _villages(self) -> list[str]:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def _count(self) -> None:
        frame = sum(households.count(self.shell.ws, code) for code in self._villages())
        self._size.setText(t("ui.round.frame", count=count(frame)))

    def _open(self) -> None:
        try:
            done = campaign.open_round(
                self.shell.ws, self.shell.actor, code=self.code.text().strip(), name=self.name.text().strip(),
                survey_kind=self.kind.value(), village_codes=self._villages(),
            )  # fmt: skip
        except CodedError as error:
            self.shell.fail(error)
            return
        opened = self.shell.apply(done)
        self.name.clear()
        self.code.clear()
        self._opened(opened)
        self.shell.notify(t("ui.round.opened_now", name=opened.name, count=count(opened.frame_size)), "done")

    def first_focus(self) -> QWidget:
        return self.name
