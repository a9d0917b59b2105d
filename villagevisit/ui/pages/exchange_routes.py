"""The two ways to the county, one button each; before the county's file was read, the way to that."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.services.enrolment import CountyFile
from villagevisit.services.post import Post
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.format import moment
from villagevisit.wording import t


class Routes(QWidget):
    """Emits `server(url)` (empty: the county file's own), `folder()`, `county_file()`."""

    server = Signal(str)
    folder = Signal()
    county_file = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._county: CountyFile | None = None
        u = theme.now().u
        self.send = parts.with_icon(parts.primary(t("desk.exchange.to_county"), self._send), "send", "on_accent")
        self.stick = parts.with_icon(parts.plain(t("desk.exchange.to_stick"), self.folder.emit), "stick")
        for button in (self.send, self.stick):
            button.setStyleSheet(f"min-height: {round(1.25 * theme.now().touch)}px")
        self._where = parts.body("", muted=True)
        self._reached = parts.body("", muted=True)
        self.change = parts.quiet(t("desk.exchange.other_address"), self._change)
        self.url = Line("", "https://")
        self.url.setAccessibleName(t("desk.exchange.address"))
        self._url_box = parts.labelled(t("desk.exchange.address"), self.url)
        self._stick_words = parts.body(t("desk.exchange.stick_words"), muted=True)
        self._teach = parts.body(t("desk.exchange.no_county_file"))
        self.read = parts.primary(t("desk.exchange.read_county_file"), self.county_file.emit)
        self._ways = QWidget()
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(u // 2)
        ways.addWidget(self.send)
        beside = QHBoxLayout()
        beside.addWidget(self._where, 1)
        beside.addWidget(self.change)
        ways.addLayout(beside)
        ways.addWidget(self._reached)
        ways.addWidget(self._url_box)
        ways.addWidget(self.stick)
        ways.addWidget(self._stick_words)
        self._first = parts.column(self._teach, parts.row(self.read, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._first)
        box.addWidget(self._ways)

    def show_county(self, county: CountyFile | None, sending: Post) -> None:
        known = self._county is not None
        self._county = county
        self._first.setVisible(county is None)
        self._ways.setVisible(county is not None)
        if county is None:
            return
        if not known:
            self.url.setText(county.server)
            self._url_box.setVisible(not county.server)
        self._where.setText(" · ".join(word for word in (county.name, county.server) if word))
        self.change.setVisible(bool(county.server))
        when = t("post.reached", when=moment(sending.reached)) if sending.reached else t("post.never")
        self._reached.setText(f"{when}{t('post.by_itself') if sending.wanted else ''}")
        self._reached.setVisible(sending.possible)

    def _send(self) -> None:
        self.server.emit(self.url.text().strip() if not self._url_box.isHidden() else "")

    def _change(self) -> None:
        opening = self._url_box.isHidden()
        self._url_box.setVisible(opening)
        self.change.setText(t("desk.exchange.same_address") if opening else t("desk.exchange.other_address"))
        if opening:
            self.url.setFocus()
            self.url.selectAll()
        elif self._county is not None:
            self.url.setText(self._county.server)

    def first(self) -> QWidget:
        return self.read if self._county is None else self.send
