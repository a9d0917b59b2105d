"""What is due of each service, and the curves: drawn by the worker, the same drawing as on paper."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.domain.clock import today
from villagevisit.domain.health import Service, Standing
from villagevisit.domain.health_curves import Curve
from villagevisit.domain.risk_factors import factors
from villagevisit.services import health_curves, health_number, health_record
from villagevisit.services.health_record import Record
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import health_record_words, health_words
from villagevisit.wording import t

_WIDTH_MM, _HEIGHT_MM, _DPI = 132, health_curves.HEIGHT, 110
_ADULT = 18
Drawn = tuple[tuple[str, ...], list[bytes]]
"""Names of others with the same record number; a PNG for each curve that has values."""


class NowPanel(QWidget):
    """`same` is told who else bears this record's number."""

    def __init__(self, shell: Shell, same: Callable[[tuple[str, ...]], None]) -> None:
        super().__init__()
        self.shell = shell
        self._same = same
        self._turn = 0
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.now().u)
        self.pictures: list[Drawing] = []

    def show_record(self, record: Record) -> None:
        parts.clear(self._box)
        self._turn += 1
        self._box.addWidget(parts.heading(t("health_record.services")))
        services = [one for one in record.services if one.service != Service.RECORD]
        if services:
            self._box.addLayout(self._services(services, is_open=record.open))
        else:
            self._box.addWidget(parts.body(t("health_record.services_none"), muted=True))
        self._risks(record)
        self._box.addWidget(parts.heading(t("health_record.curves")))
        curves = health_curves.of(self.shell.ws, record)
        self.pictures = [self._curve(one) for one in curves if not one.empty]
        missing = [health_record_words.curve(one.kind) for one in curves if one.empty]
        if missing:
            words = f"{t('ui.comma').join(missing)}：{t('health_record.curve_none')}"
            self._box.addWidget(parts.body(words, muted=True))
        self._box.addStretch(1)
        self._draw(record, [one for one in curves if not one.empty])

    def _risks(self, record: Record) -> None:
        """What raises a grown-up's risk, as last written; the limits are those of grown-ups."""
        age = health_record.years(record.person, today(self.shell.ws.clock))
        if age is not None and age < _ADULT:
            return
        found = factors(record.visits, record.person.sex)
        self._box.addWidget(parts.heading(t("risk.heading")))
        words = [health_record_words.risk(one) for one in found]
        self._box.addWidget(parts.body(t("ui.comma").join(words) if words else t("risk.none"), muted=not words))

    def _services(self, services: list[Standing], *, is_open: bool) -> QGridLayout:
        grid, now = QGridLayout(), today(self.shell.ws.clock).isoformat()
        grid.setHorizontalSpacing(2 * theme.now().u)
        grid.setColumnStretch(2, 1)
        for at, one in enumerate(services):
            grid.addWidget(parts.strong(health_words.service(one.service)), at, 0)
            if one.next_day and is_open:
                late, due = one.next_day < now, t("health_record.due", day=one.next_day)
                words = t("health_record.overdue", day=one.next_day) if late else due
                grid.addWidget(parts.status("refused" if late else "next", words), at, 1)
            elif one.state.startswith("closed:") or not is_open:
                grid.addWidget(parts.status("muted", t("health_record.ended")), at, 1)
            since = t("health_record.since", day=one.since, year=one.last_day[:4] or one.since[:4], count=one.count)
            grid.addWidget(parts.body(since, muted=True), at, 2)
        return grid

    def _curve(self, one: Curve) -> "Drawing":
        days = sorted(day for line in one.lines for day, _ in line.values)
        count = max(len(line.values) for line in one.lines)
        span = t("health_record.curve_count", since=days[0].isoformat(), until=days[-1].isoformat(), count=count)
        title = health_record_words.curve(one.kind)
        self._box.addWidget(parts.row(parts.strong(title), parts.body(span, muted=True)))
        picture = Drawing(f"{title} {span}")
        self._box.addWidget(picture)
        return picture

    def _draw(self, record: Record, curves: list[Curve]) -> None:
        ws, turn, ratio = self.shell.ws, self._turn, self.devicePixelRatioF()
        drawings = [health_curves.drawing(one, health_record_words.drawn) for one in curves]

        def work(_progress: Progress) -> Drawn:
            names = health_number.others(ws, record.number, record.person.id) if record.number else ()
            return names, health_curves.pictures(drawings, _WIDTH_MM, round(_DPI * ratio))

        def done(found: Drawn) -> None:
            if turn != self._turn:
                return
            names, pictures = found
            self._same(names)
            for label, png in zip(self.pictures, pictures, strict=True):
                label.show_picture(png)

        if record.number or drawings:
            self.shell.tasks.run(work, done, quiet=True)


class Drawing(QLabel):
    """A drawing on white, as wide as there is room, never larger than it was made; its room is kept from the start."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_picture(self, png: bytes) -> None:
        self._whole.loadFromData(png)
        self._fit()

    def _fit(self) -> None:
        wide = min(self.width(), round(_WIDTH_MM / 25.4 * _DPI))
        high = round(wide * _HEIGHT_MM / _WIDTH_MM)
        self.setFixedHeight(high)
        if not self._whole.isNull():
            ratio = self.devicePixelRatioF()
            size = QSize(round(wide * ratio), round(high * ratio))
            mode = Qt.TransformationMode.SmoothTransformation
            shown = self._whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            shown.setDevicePixelRatio(ratio)
            self.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
