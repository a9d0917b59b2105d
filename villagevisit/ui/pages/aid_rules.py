"""All rules of a programme as a table, to be read by a reviewer; the county saves it, changes it and reads it back."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from villagevisit.domain import aid_rules as rules
from villagevisit.domain.access import Deed, may
from villagevisit.domain.aid_rules import Rule
from villagevisit.domain.errors import CodedError
from villagevisit.services import aid_rules
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.tables import Table
from villagevisit.ui.models import aid_words
from villagevisit.ui.models.table import Column, TableOf
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t


class RulesPanel(Section):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, may_change=may(shell.actor.officers, Deed.RULES))
        self.rules: tuple[Rule, ...] = ()
        self.programme = Choice()
        self.programme.on_choice(lambda _name: self._show())
        self.model: TableOf[Rule] = TableOf(_columns(), ())
        self.table = Table(quick=True)
        self.table.setModel(self.model)
        self.table.widths(11, 12, 15, 20, 0, 21, 22, drop=(6, 5, 3), rest=14)
        self.table.chosen.connect(self._about)
        self._source = parts.body("", muted=True)
        self.save = parts.plain(t("aid.rules.save"), self._save)
        self.read = parts.plain(t("aid.rules.read"), self._read)
        self.box.addWidget(parts.body(t("aid.rules_why"), muted=True))
        choosing = QHBoxLayout()
        choosing.setSpacing(theme.now().u)
        choosing.addWidget(self.programme, 1)
        choosing.addWidget(self.save)
        choosing.addWidget(self.read)
        self.box.addLayout(choosing)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._source)

    def refresh(self) -> None:
        for verb in (self.save, self.read):
            verb.setVisible(may(self.shell.actor.officers, Deed.RULES))
        self.rules = aid_rules.every(self.shell.ws)
        own = {one.programme for one in aid_rules.ours(self.shell.ws)}
        offered = [
            (name, f"{name}（{t('aid.rules.ours')}）" if name in own else name)
            for name, _ in rules.programmes(self.rules)
        ]
        self.programme.offer(offered, self.programme.value())
        self._show()

    def _show(self) -> None:
        self.model.show(rules.of(self.rules, self.programme.value()))
        self.table.selectRow(0)
        self._about(0)

    def _about(self, row: int) -> None:
        """The whole row in words, for columns that gave way."""
        one = self.model.at(row)
        if one is not None:
            words = (*aid_words.bases([one]), aid_words.who(one), one.note)
            self._source.setText(" · ".join(word for word in words if word))

    def _save(self) -> None:
        path = self.shell.files.save(self, t("aid.rules.save"), t("aid.rules.file"), "*.xlsx *.csv")
        if path is None:
            return
        try:
            rows = self.shell.apply(aid_rules.save(self.shell.ws, self.shell.actor, self.programme.value(), path))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("aid.rules.saved", count=rows), "done")

    def _read(self) -> None:
        path = self.shell.files.open(self, t("aid.rules.open"), "*.xlsx *.csv *.xls *.ods")
        if path is None:
            return
        try:
            rows = self.shell.apply(aid_rules.read(self.shell.ws, self.shell.actor, path))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.refresh()
        self.shell.notify(t("aid.rules.was_read", count=rows), "done")

    def first_focus(self) -> QWidget:
        return self.programme


def _columns() -> tuple[Column[Rule], ...]:
    return (
        Column(t("aid.col.layer"), lambda one: t(f"aid.layer.{one.layer}")),
        Column(t("aid.col.what"), lambda one: t(f"aid.what.{one.what}")),
        Column(t("aid.col.value"), aid_words.value, figure=True),
        Column(t("aid.col.band"), aid_words.band),
        Column(t("aid.col.who"), aid_words.who),
        Column(t("aid.col.days"), aid_words.days),
        Column(t("aid.col.source"), lambda one: one.source),
    )
