"""The villages of this township, and the county's own file that says where to send."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout

from villagevisit.domain.area import Area
from villagevisit.domain.errors import CodedError
from villagevisit.services import areas, enrolment, households, post, setup
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.settings_section import Section
from villagevisit.ui.widgets.county_file import taken
from villagevisit.wording import t

_COLUMNS = 3


class VillagesSection(Section):
    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        u = theme.now().u
        self._rows = QVBoxLayout()
        self._rows.setSpacing(u // 2)
        self.more = parts.with_icon(parts.plain(t("ui.villages.more"), self._more), "folder")
        self.boxes: dict[str, tuple[Area, QCheckBox]] = {}
        self._new = QGridLayout()
        self._new.setSpacing(0)
        self.take = parts.primary(t("ui.villages.take"), self._take)
        inside = parts.column(
            self._rows, parts.row(self.more, None), self._new, parts.row(self.take, None), None
        )  # fmt: skip
        self.box.addWidget(parts.scroll(parts.narrow(inside)))

    def refresh(self) -> None:
        parts.clear(self._rows)
        ws = self.shell.ws
        county, township = areas.county(ws), areas.township(ws)
        self._rows.addWidget(parts.title(" · ".join(area.name for area in (county, township) if area)))
        self._rows.addSpacing(theme.now().u)
        for area in areas.villages(ws):
            self._rows.addWidget(
                parts.row(
                    parts.strong(area.name), parts.body(area.code, muted=True), None,
                    parts.number(t("ui.households.count", count=count(households.count(ws, area.code)))),
                )
            )  # fmt: skip
            self._rows.addWidget(parts.line())
        self.more.setVisible(self.may_change)
        self._offer(())

    def _offer(self, found: tuple[Area, ...]) -> None:
        parts.clear(self._new)
        self.boxes = {}
        for at, area in enumerate(found):
            box = QCheckBox(area.name)
            self.boxes[area.code] = (area, box)
            self._new.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        self.take.setVisible(bool(found))

    def _more(self) -> None:
        path = self.shell.files.open(self, t("ui.setup.pick_codes"), t("ui.setup.codes_pattern"))
        if path is None:
            return
        try:
            found = areas.read_csv(path)
        except CodedError as error:
            self.shell.fail(error)
            return
        known = {area.code for area in areas.villages(self.shell.ws)}
        county = areas.county(self.shell.ws)
        near = tuple(
            area for area in found
            if area.level == "village" and area.code not in known and county and area.code[:6] == county.code[:6]
        )  # fmt: skip
        self._offer(near)
        if not near:
            self.shell.notify(t("ui.villages.none_new"), "info")

    def _take(self) -> None:
        chosen = tuple(area for area, box in self.boxes.values() if box.isChecked())
        try:
            self.shell.apply(setup.add_villages(self.shell.ws, chosen))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("ui.villages.taken", count=len(chosen)), "done")


class CountySection(Section):
    """Without the county's file one can do everything but send."""

    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.now().u)
        self.pick = parts.with_icon(parts.plain(t("ui.county.pick"), self._pick), "folder")
        self.by_itself = QCheckBox(t("post.switch"))
        self.by_itself.clicked.connect(self._switch)
        self._post = parts.column(self.by_itself, parts.body(t("post.why"), muted=True))
        self.box.addWidget(parts.narrow(parts.column(self._rows, parts.row(self.pick, None), self._post, None)))

    def refresh(self) -> None:
        parts.clear(self._rows)
        known = enrolment.county_file(self.shell.ws)
        sending = post.state(self.shell.ws)
        self._post.setVisible(sending.possible)
        self.by_itself.setChecked(sending.wanted)
        if known is None:
            self._rows.addWidget(parts.title(t("ui.county.none")))
            self._rows.addWidget(parts.body(t("ui.county.none_why"), muted=True))
            return
        self._rows.addWidget(parts.title(known.name))
        for label, value in (
            (t("ui.county.server"), known.server or t("ui.county.stick_only")),
            (t("ui.county.fingerprint"), known.fingerprint),
            (t("lineage.this_computer"), enrolment.device_name(self.shell.ws)),
        ):
            self._rows.addWidget(parts.labelled(label, parts.body(value)))
        self._rows.addWidget(parts.body(t("ui.county.read_aloud"), muted=True))

    def _switch(self, wanted: bool) -> None:
        self.shell.apply(post.want(self.shell.ws, self.shell.actor, wanted))

    def _pick(self) -> None:
        path = self.shell.files.open(self, t("ui.county.pick"), t("ui.county.pattern"))
        if path is None:
            return
        try:
            done = taken(self.shell, partial(enrolment.read_county_file, self.shell.ws, path))
        except CodedError as error:
            self.shell.fail(error)
            return
        if done is None:
            return
        known = self.shell.apply(done)
        self.refresh()
        self.shell.notify(t("ui.county.taken", name=known.name), "done")
