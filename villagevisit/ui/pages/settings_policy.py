"""The county's dated parameters. A change begins on a day; what was computed before keeps its old value."""

from dataclasses import replace

from villagevisit.domain.errors import CodedError
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import policy
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models.policy_words import label
from villagevisit.ui.pages.policy_editor import PolicyEditor
from villagevisit.ui.pages.settings_section import Section
from villagevisit.wording import t


class PolicySection(Section):
    def __init__(self, shell: Shell, may_change: bool) -> None:
        super().__init__(shell, may_change)
        self.editor = PolicyEditor(self._edited, lambda sentence: shell.notify(sentence, "refused"))
        self.again = parts.plain(t("ui.policy_new_value"), self._new_value)
        self.box.addWidget(parts.body(t("ui.policy_why"), muted=True))
        self.box.addWidget(self.editor, 1)
        over_years = parts.plain(t("standards.heading"), lambda: shell.go("standards"))
        self.box.addWidget(parts.row(self.again, over_years, None))

    def refresh(self) -> None:
        self.editor.model.editable = self.may_change
        self.again.setVisible(self.may_change)
        self.editor.take(policy.entries(self.shell.ws))

    def _edited(self, entry: PolicyEntry) -> None:
        try:
            self.shell.apply(policy.set_value(self.shell.ws, self.shell.actor, entry))
        except CodedError as error:
            self.shell.fail(error)
            self.refresh()
            return
        self.shell.notify(t("ui.policy_saved", name=label(entry), day=entry.valid_from), "done")

    def _new_value(self) -> None:
        """A second line for the chosen parameter, valid from today; then its value is typed."""
        index = self.editor.table.currentIndex()
        if not index.isValid():
            self.shell.notify(t("ui.policy_choose"), "wait")
            return
        today = self.shell.ws.clock.now().date().isoformat()
        self._edited(replace(self.editor.model.at(index.row()), valid_from=today, valid_to=""))
