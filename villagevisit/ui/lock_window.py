"""What one sees first on a locked computer: who is there, and a PIN. Nothing of the data is open yet."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.clock import Clock
from villagevisit.services import locking
from villagevisit.services.ring import Door, Keeper
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Pin
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.wording import explain, t

_SIZE = QSize(1280, 720)
_SIDE, _TILE = 42, 21
"""Units that the right side takes, and that a tile wants."""


class LockWindow(QWidget):
    """`key` and `officer_id` are there once somebody's PIN was right; `done` comes then, and when the window closes."""

    done = Signal()

    def __init__(self, home: Path, ring: Keeper, clock: Clock) -> None:
        super().__init__()
        u = theme.now().u
        self.home, self.ring, self.clock = home, ring, clock
        self.key: bytes | None = None
        self.officer_id = ""
        self.tasks = TaskRunner(self)
        self.tasks.went_wrong.connect(self._wrong)
        self.doors = ring.read().people
        self.chosen: Door | None = None
        self.tiles: dict[str, parts.Button] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(u)
        tiles = QWidget()
        under = QVBoxLayout(tiles)
        under.setContentsMargins(2, 2, 2, 2)
        under.addLayout(self._grid)
        under.addStretch(1)
        left = parts.column(
            parts.title(t("ui.lock.title")), parts.body(t("ui.lock.why"), muted=True), parts.scroll(tiles)
        )
        box = QHBoxLayout(self)
        box.setContentsMargins(4 * u, 3 * u, 4 * u, 2 * u)
        box.setSpacing(3 * u)
        box.addWidget(left, 1)
        box.addWidget(parts.rule())
        box.addWidget(self._side(u))
        self.setWindowTitle(t("app.name"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._show_tiles()
        if len(self.doors) == 1:
            self.choose(self.doors[0])

    def _side(self, u: int) -> QWidget:
        self.name = parts.heading("")
        self.pin = Pin()
        self.pin.returnPressed.connect(self.open)
        self.said = parts.body("")
        self.said.setProperty("kind", "refused")
        self.said.hide()
        self.open_button = parts.primary(t("ui.lock.open"), self.open)
        self.card = QWidget()
        box = QVBoxLayout(self.card)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        for widget in (self.name, parts.labelled(t("ui.sign.pin"), self.pin), self.said, self.open_button):
            box.addWidget(widget)
        self.card.hide()
        self.hint = parts.body(t("ui.sign.hint"), muted=True)
        side = QWidget()
        inside = QVBoxLayout(side)
        inside.setContentsMargins(2, 2, u, 2)
        inside.setSpacing(2 * u)
        inside.addWidget(self.hint)
        inside.addWidget(self.card)
        inside.addStretch(1)
        area = parts.scroll(side)
        area.setFixedWidth(31 * u)
        return area

    def _show_tiles(self) -> None:
        parts.clear(self._grid)
        look = theme.now()
        columns = max(1, min(3, (self.width() - _SIDE * look.u) // (_TILE * look.u)))
        self.tiles = {}
        for at, door in enumerate(self.doors):
            tile = parts.Button(f"{at + 1}   {door.name}\n{door.staff_no}", partial(self.choose, door), "tile")
            tile.setCheckable(True)
            tile.setChecked(door is self.chosen)
            self.tiles[door.id] = tile
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def choose(self, door: Door) -> None:
        """Asks for this person's PIN."""
        self.chosen = door
        for door_id, tile in self.tiles.items():
            tile.setChecked(door_id == door.id)
        self.name.setText(door.name)
        self.said.hide()
        self.hint.hide()
        self.card.show()
        self.pin.clear()
        self.pin.setFocus()

    def open(self) -> None:
        """Tries the PIN on the worker: it is slow on purpose."""
        if self.chosen is None or not self.pin.text() or self.tasks.busy:
            return
        ring, clock, officer_id, pin = self.ring, self.clock, self.chosen.id, self.pin.text()
        self.open_button.setEnabled(False)
        self.tasks.run(
            lambda _progress: locking.unlock(ring, clock, officer_id, pin), partial(self._opened, officer_id)
        )

    def _opened(self, officer_id: str, key: bytes) -> None:
        self.key, self.officer_id = key, officer_id
        self.pin.clear()
        self.done.emit()

    def _wrong(self, error: Exception) -> None:
        self.open_button.setEnabled(True)
        self.said.setText(explain(error))
        self.said.show()
        self.pin.clear()
        self.pin.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tiles()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        tiles = list(self.tiles.values())
        if 0 <= number < min(9, len(tiles)):
            tiles[number].click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        super().closeEvent(event)
        self.done.emit()


def wait(window: LockWindow) -> None:
    """Shows it until somebody opened the data or closed it."""
    loop = QEventLoop()
    window.done.connect(loop.quit)
    window.show()
    window.activateWindow()
    loop.exec()
