"""What the office does with another office's list: read it, compare anew, take one side away, take it off here."""

from PySide6.QtWidgets import QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.services import two_lists
from villagevisit.services.two_lists import Summary
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t

SIDES = {"open": "twolist.side.open", "ours": "twolist.side.ours", "theirs": "twolist.side.theirs"}
_SHEETS = "*.xlsx *.xls *.xlsm *.csv *.ods *.et"


class OfficeDeeds:
    """Buttons and what they do; `side` is the one that is shown."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        self.shell = shell
        self.side = "open"
        self._page = page

    def row(self) -> QWidget:
        return parts.row(
            parts.plain(t("twolist.read"), self.read), parts.plain(t("twolist.again"), self.again),
            parts.plain(t("twolist.save"), self.save), parts.quiet(t("twolist.forget"), self.forget), None,
        )  # fmt: skip

    def read(self) -> None:
        path = self.shell.files.open(self._page, t("twolist.read"), f"{t('twolist.read')} ({_SHEETS})")
        if path is None:
            return
        ws, actor = self.shell.ws, self.shell.actor
        self.shell.tasks.run(
            lambda progress: two_lists.read(ws, actor, path, progress),
            lambda done: self._was_read(self.shell.apply(done)),
            title=t("twolist.reading"),
        )

    def _was_read(self, found: Summary) -> None:
        self.shell.notify(t("twolist.was_read", count=count(int(found.totals.theirs))), "done")

    def again(self) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.shell.tasks.run(
            lambda _progress: two_lists.again(ws, actor), self.shell.apply, title=t("twolist.again")
        )

    def save(self) -> None:
        name = t("twolist.file", side=t(SIDES[self.side]))
        path = self.shell.files.save(self._page, t("twolist.save"), name, "*.xlsx *.csv")
        if path is None:
            return
        try:
            rows = self.shell.apply(two_lists.save(self.shell.ws, self.shell.actor, self.side, path))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("twolist.saved", count=count(rows)), "done")

    def forget(self) -> None:
        if not self.shell.confirm(t("twolist.forget"), t("twolist.forget_ask"), t("twolist.forget")):
            return
        try:
            self.shell.apply(two_lists.forget(self.shell.ws, self.shell.actor))
        except CodedError as error:
            self.shell.fail(error)
            return
        self.shell.notify(t("twolist.forgotten"), "done")
