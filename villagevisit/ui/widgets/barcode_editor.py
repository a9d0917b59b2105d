"""A code: typed, sent by a scanner that types, or read from a picture."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms import Node
from villagevisit.domain.errors import CodedError
from villagevisit.services import barcode
from villagevisit.ui.kit import parts
from villagevisit.ui.widgets.editor import Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.remark import Remark
from villagevisit.ui.widgets.text_editors import TextEditor
from villagevisit.wording import explain, t


class BarcodeEditor(TextEditor):
    """Scanners end with Enter, which goes on to the next question like any Enter."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.shoot = parts.with_icon(parts.plain(t("visit_page.code_shoot"), self._shoot), "camera")
        self.take = parts.with_icon(parts.plain(t("visit_page.code_choose"), self._choose), "folder")
        self._said = Remark("muted", t("visit_page.code_hint"))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addWidget(Flow(self.shoot, self.take))
        column.addWidget(self._said)
        self._box.addWidget(below, 1)

    def read(self, typed: str) -> str:
        return super().read(typed).strip()

    def show_node(self, node: Node) -> None:
        super().show_node(node)
        self.shoot.setEnabled(not node.readonly)
        self.take.setEnabled(not node.readonly)

    def _shoot(self) -> None:
        self._read(self.host.pictures.take())

    def _choose(self) -> None:
        self._read(self.host.pictures.pick())

    def _read(self, picture: Path | bytes | None) -> None:
        if picture is None:
            return
        try:
            found = barcode.read(picture)
        except CodedError as error:
            self._said.say("refused", explain(error))
            return
        self._said.say("done", t("visit_page.code_read", code=found))
        self.say(found)
