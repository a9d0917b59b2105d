"""The county's certificate of one person: where it stands, what to read on the telephone, and the one-time code."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.domain.officer import Officer
from villagevisit.services import certified
from villagevisit.services.certified import State
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.models import certification
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_TAKES_A_CODE = frozenset({State.DUE, State.ASKED, State.REFUSED, State.ENDS_SOON, State.EXPIRED})
_TO_SEND = frozenset({State.DUE, State.ASKED})


class CertificateCard(QWidget):
    """`may_enter`: whether the people who are signed in may type in his code."""

    def __init__(self, shell: Shell, officer: Officer, *, may_enter: bool) -> None:
        super().__init__()
        self.shell, self.officer = shell, officer
        one = certified.of(shell.ws, officer)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.heading(t("ui.certificate.title")))
        self.remark = Remark(*certification.sentence(officer, one))
        box.addWidget(self.remark)
        self.phrase = parts.title(one.phrase)
        if one.phrase:
            box.addWidget(parts.labelled(t("ui.certificate.phrase"), self.phrase))
        self.code = Line(placeholder="XXXX-XXXX-XXXX-XXXX")
        self.keep = parts.plain(t("ui.certificate.keep"), self._keep)
        self.send = parts.plain(t("ui.certificate.send"), lambda: shell.go("exchange"))
        if may_enter and one.state in _TAKES_A_CODE:
            self.code.returnPressed.connect(self._keep)
            box.addWidget(parts.labelled(t("ui.certificate.code"), self.code))
            box.addWidget(parts.row(self.keep, None))
        if one.state in _TO_SEND:
            box.addWidget(parts.row(self.send, None))

    def _keep(self) -> None:
        try:
            self.shell.apply(certified.ask(self.shell.ws, self.officer.id, self.code.text()))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("ui.certificate.kept", name=self.officer.name), "done")
