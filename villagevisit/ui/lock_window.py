"""What one sees first on a locked computer: who is there, and a PIN. Nothing of the data is open yet."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.domain.clock import Clock
from villagevisit.domain.errors import Refused
from villagevisit.services import locking
from villagevisit.services.ring import PERSON, Door, Keeper
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Pin
from villagevisit.ui.kit.tasks import TaskRunner
from villagevisit.ui.recovery_panel import Locked, RecoveryPanel, Reopened
from villagevisit.wording import explain, t

_SIZE = QSize(1280, 720)
_SIDE, _TILE = 42, 21
"""Units that the right side takes, and that a tile wants."""


class LockWindow(QWidget):
    """`key` and `officer_id` are there once somebody's PIN was right; `done` comes then, and when the window closes."""

    done = Signal()

    def __init__(self, home: Path, ring: Keeper, clock: Clock, outside: Path | None = None) -> None:
        super().__init__()
        u = theme.now().u
        self.place = Locked(home, outside, ring, clock)
        self.key: bytes | None = None
        self.officer_id = ""
        self.failed = 0
        """So many wrong PINs came before the right one."""
        self.new_key = False
        """The county opened the data: the PIN and the signing key behind it are new."""
        self.recovery: RecoveryPanel | None = None
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
        self.help_button = parts.quiet(t("ui.lock.help"), self.get_help)
        left = parts.column(
            parts.title(t("ui.lock.title")),
            parts.body(t("ui.lock.why"), muted=True),
            parts.scroll(tiles),
            parts.row(self.help_button, None),
        )
        self._waiting = QTimer(self, interval=1000)
        self._waiting.timeout.connect(self._count_down)
        doors = QWidget()
        self._pages = parts.Stack()
        self._pages.addWidget(doors)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        box = QHBoxLayout(doors)
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
        self._count_down()

    def _count_down(self) -> None:
        """While a door stays shut nothing can be typed, and the time that is left is shown."""
        if self.chosen is None or self.tasks.busy:
            return
        left = locking.patience(self.place.ring, self.place.clock, self.chosen.id)
        shut = left.county_only or left.seconds > 0
        waited = self._waiting.isActive()
        self.pin.setEnabled(not shut)
        self.open_button.setEnabled(not shut)
        if left.county_only:
            self._say(explain(Refused("pin.county", officer=self.chosen.name)))
        elif shut:
            self._say(t("ui.lock.wait", name=self.chosen.name, time=_clock(left.seconds)))
        elif waited:
            self.said.hide()
            self.pin.setFocus()
        if left.seconds:
            self._waiting.start()
        else:
            self._waiting.stop()

    def get_help(self) -> None:
        """The way over the county."""
        if self.recovery is None:
            self.recovery = RecoveryPanel(self.place, self.chosen.staff_no if self.chosen else "")
            self.recovery.back.connect(lambda: self._pages.setCurrentIndex(0))
            self.recovery.opened.connect(self._reopened)
            self._pages.addWidget(self.recovery)
        self._pages.setCurrentWidget(self.recovery)

    def _reopened(self, found: Reopened) -> None:
        self.key, self.officer_id, self.new_key = found.key, found.officer.id, True
        self.done.emit()

    def open(self) -> None:
        """Tries the PIN on the worker: it is slow on purpose."""
        if self.chosen is None or not self.pin.text() or self.tasks.busy:
            return
        place, officer_id, pin = self.place, self.chosen.id, self.pin.text()
        self.open_button.setEnabled(False)
        door = place.ring.read().door(PERSON, officer_id)
        self.failed = door.failed if door else 0
        self.tasks.run(
            lambda _progress: locking.unlock(place.ring, place.clock, officer_id, pin),
            partial(self._opened, officer_id),
        )

    def _opened(self, officer_id: str, key: bytes) -> None:
        self.key, self.officer_id = key, officer_id
        self.pin.clear()
        self.done.emit()

    def _wrong(self, error: Exception) -> None:
        self._say(explain(error))
        self.pin.clear()
        self._count_down()
        self.pin.setFocus()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()

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
        self._waiting.stop()
        self.tasks.close()
        if self.recovery is not None:
            self.recovery.tasks.close()
        super().closeEvent(event)
        self.done.emit()


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{minutes}" if hours else minutes


def wait(window: LockWindow) -> None:
    """Shows it until somebody opened the data or closed it."""
    loop = QEventLoop()
    window.done.connect(loop.quit)
    window.show()
    window.activateWindow()
    loop.exec()
