"""After an exchange: what the county has, what came back, and what somebody must look at."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from villagevisit.domain.errors import CodedError
from villagevisit.services import households, visit_lookup
from villagevisit.services.exchange import ExchangeResult
from villagevisit.services.workspace import Cancelled
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.format import breakable, count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.exchange_waiting import size
from villagevisit.ui.widgets.desk_facts import Facts
from villagevisit.wording import explain, t

_SHOWN = 20
_ICON = {"done": "done", "wait": "wait", "refused": "refused"}
_COLOUR: dict[str, theme.Colour] = {"done": "finished", "wait": "waiting", "refused": "refused"}


class ResultBlock(QWidget):
    """Empty until something was sent or failed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._icon = QLabel()
        self._state = parts.heading("")
        self._words = parts.body("")
        self._facts = Facts()
        self._refused = QVBoxLayout()
        self._refused.setSpacing(theme.now().u // 2)
        self.links: list[parts.Button] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u)
        state = QHBoxLayout()
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        box.addLayout(state)
        box.addWidget(self._words)
        box.addWidget(self._facts)
        box.addLayout(self._refused)
        box.addWidget(parts.line())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def clear(self) -> None:
        self.hide()

    def text(self) -> str:
        """What it says; empty until something was sent or failed."""
        return "" if self.isHidden() else f"{self._state.text()} {self._words.text()}".strip()

    def show_error(self, error: BaseException) -> None:
        """The sentence of the error, and that nothing is lost."""
        stopped = isinstance(error, Cancelled)
        if stopped:
            self._show("wait", t("desk.exchange.stopped"), t("desk.exchange.nothing_lost"), [])
        else:
            self._show("refused", t("desk.exchange.not_sent"), explain(error), [])
        self._list_refused(())

    def show_result(self, route: str, result: ExchangeResult) -> None:
        if route == "folder":
            self._show_stick(result)
        else:
            self._show_server(result)
        self._list_refused(result.refused)

    def _show_server(self, result: ExchangeResult) -> None:
        has = result.accepted + result.duplicate
        facts = []
        if result.sent:
            facts.append((t("desk.exchange.county_has"), self._has(result)))
            facts.append((t("desk.exchange.sent_size"), size(result.batch_bytes)))
        facts += _about_us(result)
        facts.append((t("desk.exchange.came_back"), _came_back(result)))
        if result.refused:
            words = t("desk.exchange.some_refused", count=count(len(result.refused)))
            self._show("refused", words, t("desk.exchange.refused_kept"), facts)
        elif has:
            self._show("done", t("desk.exchange.all_received"), "", facts)
        elif result.sent:
            self._show("wait", t("desk.exchange.no_receipt_yet"), "", facts)
        else:
            self._show("done", t("desk.exchange.nothing_was_due"), "", facts)

    def _show_stick(self, result: ExchangeResult) -> None:
        facts = []
        if result.batch_file is not None:
            facts.append((t("desk.exchange.file"), f"{breakable(result.batch_file.name)}\n{size(result.batch_bytes)}"))
            facts.append((t("desk.exchange.records"), count(result.sent)))
        if result.accepted or result.duplicate or result.refused:
            facts.append((t("desk.exchange.county_has"), self._has(result)))
        facts += _about_us(result)
        facts.append((t("desk.exchange.came_back"), _came_back(result)))
        words = t("desk.exchange.take_it_to_county") if result.batch_file else t("desk.exchange.nothing_to_write")
        self._show("done", t("desk.exchange.pull_out"), words, facts)

    def _has(self, result: ExchangeResult) -> str:
        return t(
            "desk.exchange.has",
            accepted=count(result.accepted), duplicate=count(result.duplicate), refused=count(len(result.refused)),
        )  # fmt: skip

    def _show(self, kind: str, title: str, words: str, facts: Sequence[tuple[str, str]]) -> None:
        look = theme.now()
        side = look.heading + 6
        self._icon.setPixmap(parts.picture(_ICON[kind], _COLOUR[kind], side).pixmap(QSize(side, side)))
        self._state.setText(title)
        self._state.setProperty("kind", kind)
        parts.repolish(self._state)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._facts.show_rows(facts)
        self._facts.setVisible(bool(facts))
        self.setAccessibleName(f"{title} {words}")
        self.show()

    def _list_refused(self, refused: Sequence[tuple[str, str]]) -> None:
        parts.clear(self._refused)
        self.links = []
        for subject_id, code in refused[:_SHOWN]:
            household_id, name = self._household(subject_id)
            words = t("desk.exchange.refused_line", name=name, reason=refusal(code))
            reason = parts.status("refused", words, wrap=True)
            reason.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            line = parts.row(reason)
            if household_id:
                go = parts.quiet(t("desk.exchange.look"), partial(self._open, household_id))
                layout = line.layout()
                assert layout is not None
                layout.addWidget(go)
                self.links.append(go)
            self._refused.addWidget(line)

    def _open(self, household_id: str) -> None:
        self._shell.go("household", household_id=household_id)

    def _household(self, subject_id: str) -> tuple[str, str]:
        """(household id, name) behind a refused record; empty id for a paper or somebody unknown."""
        try:
            household_id = visit_lookup.submission(self._shell.ws, subject_id).row.household_id
            return household_id, households.get(self._shell.ws, household_id, self._shell.within).head_name
        except CodedError:
            return "", t("desk.exchange.a_record")


def refusal(code: str) -> str:
    """Why the county refused a record."""
    try:
        return t(f"refusal.{code}")
    except KeyError:
        return t("desk.exchange.refused_other", code=code)


def _about_us(result: ExchangeResult) -> list[tuple[str, str]]:
    """Why this computer sends under a new name, if it does since today."""
    if not result.new_name:
        return []
    sentence = t("lineage.restored") if result.new_name == "restored" else t("lineage.copied")
    return [(t("lineage.this_computer"), sentence)]


def _came_back(result: ExchangeResult) -> str:
    lines = [*result.taken, *([t("desk.exchange.brought", count=count(result.brought))] if result.brought else [])]
    return "\n".join(lines) if lines else t("desk.exchange.nothing_came")
