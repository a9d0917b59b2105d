"""The register of a year (发文登记), and how the office calls itself on paper."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.office import Issued, Office, Series
from villagevisit.services import office, office_names
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t


class RegisterView(QWidget):
    """`look(area)` shows the office's register."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.area = ""
        self.year = Choice()
        self.year.on_choice(lambda _year: self._fill())
        self.year.setAccessibleName(t("office.year"))
        self.print = parts.plain(t("office.register.print"), self.print_)
        self.save = parts.plain(t("office.register.save"), self._save)
        self.list = Rows()
        self.list.setAccessibleName(t("office.tab.register"))
        self._stack = parts.Stack()
        self._stack.addWidget(self.list)
        self._stack.addWidget(parts.empty(t("office.register.none")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(Flow(self.year, self.print, self.save))
        box.addWidget(self._stack, 1)

    def look(self, area: str) -> None:
        self.area = area
        years = [(str(one), str(one)) for one in office.years(self.shell.ws, area)]
        self.year.offer(years, self.year.value() or years[0][0])
        self._fill()

    def _fill(self) -> None:
        found = office.register(self.shell.ws, self.area, int(self.year.value()))
        self.list.offer([row for series in found for row in _rows(series)])
        self._stack.setCurrentIndex(0 if found else 1)

    def print_(self) -> None:
        self.shell.go("print", kind="issued_ledger", subject_id=f"{self.area}/{self.year.value()}")

    def _save(self) -> None:
        year = self.year.value()
        path = self.shell.files.save(
            self, t("office.register.save"), t("office.register.file", year=year), "Excel (*.xlsx);;CSV (*.csv)"
        )
        if path is None:
            return
        try:
            done = office.save(self.shell.ws, self.shell.actor, self.area, int(year), path)
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("office.register.saved", count=done.value), "done")


def _rows(series: Series) -> list[Row]:
    gaps = [Row("", office.gap(series, first, last), "", "", "muted") for first, last in series.gaps]
    return [*(_row(series, one) for one in series.issued), *gaps]


def _row(series: Series, one: Issued) -> Row:
    said = office.remark(series, one)
    note = f"{one.day} · {said or one.text.title.replace(chr(10), '')}"
    kind = "refused" if one.withdrawn else "wait" if said else "done"
    return Row(one.id, one.mark, note, t(f"office.kind.{one.text.kind}"), kind)


class NamesView(QWidget):
    """What stands on paper of an office; `look(area)` shows what holds today."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.area = ""
        self.since = Day()
        self.fields = {name: Line() for name in ("issuer", "down", "up", "letter", "brief", "printer", "phone")}
        u = theme.now().u
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 2 * u)
        box.setSpacing(u)
        box.addWidget(parts.body(t("office.names.why"), muted=True))
        self.state = parts.status("wait", t("office.names.none"), wrap=True)
        box.addWidget(self.state)
        for name, field in self.fields.items():
            box.addWidget(parts.labelled(t(f"office.names.{name}"), field))
        box.addWidget(parts.labelled(t("office.names.since"), self.since))
        self.save = parts.primary(t("office.names.save"), self._save)
        box.addWidget(parts.row(self.save, None))
        box.addStretch(1)

    def look(self, area: str) -> None:
        known = office_names.named(self.shell.ws, area)
        self.area = area
        self.state.setVisible(not known.since)
        for name, field in self.fields.items():
            field.setText(getattr(known, name))
        self.since.setText(known.since or f"{self.shell.ws.clock.now().year}-01-01")

    def _save(self) -> None:
        said = {name: field.text() for name, field in self.fields.items()}
        try:
            done = office_names.say(
                self.shell.ws, self.shell.actor, self.area, Office(self.since.value() or self.since.text(), **said)
            )
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("office.names.saved"), "done")
        self.shell.apply(done)
