"""Beginning from a text of the usual papers, with figures of a round, a week or a month."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.office import Text
from villagevisit.services import office_begin, office_figures
from villagevisit.services.office_drafts import Draft
from villagevisit.services.workspace import Progress
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.shell import Shell
from villagevisit.wording import t


class Begin(QWidget):
    """`text` gives what is written now, `done` takes the text that was filled in."""

    def __init__(
        self, shell: Shell, draft: Draft, text: Callable[[], Text], done: Callable[[Text], object]
    ) -> None:
        super().__init__()
        self.shell, self._draft, self._text, self._done = shell, draft, text, done
        self._known = {one.key: one for one in office_begin.templates(shell.ws, draft.text.kind)}
        self.template = Choice([("", t("office.begin.none")), *((one.key, one.name) for one in self._known.values())])
        self.template.on_choice(lambda _key: self._offer())
        self.span = Choice()
        self.fill = parts.plain(t("office.begin.fill"), self._fill)
        self._spans = parts.labelled(t("office.begin.span"), self.span)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        box.addWidget(parts.labelled(t("office.begin"), self.template))
        box.addWidget(self._spans)
        box.addWidget(parts.row(self.fill, None))
        box.addWidget(parts.line())
        self._offer()

    @property
    def offered(self) -> bool:
        """Whether there is a text for this kind."""
        return bool(self._known)

    def _offer(self) -> None:
        one = self._known.get(self.template.value())
        spans = office_figures.spans(self.shell.ws, one.figures) if one else ()
        self.span.offer(spans)
        self._spans.setVisible(bool(spans))
        self.fill.setVisible(one is not None)

    def _fill(self) -> None:
        """Counting a township takes a moment, so it runs beside the window."""
        ws, actor, area = self.shell.ws, self.shell.actor, self._draft.area
        key, span, text = self.template.value(), self.span.value(), self._text()
        if text.body.strip() and not self.shell.confirm(
            t("office.begin"), t("office.begin.over"), t("office.begin.fill")
        ):
            return

        def work(_progress: Progress) -> Text:
            return office_begin.filled(ws, actor, area, text, key, span)

        def home(found: Text) -> None:
            self._done(found)

        self.shell.tasks.run(work, home, title=t("office.filling"))
