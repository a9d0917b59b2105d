"""How far every household of the round is on its way to the county, with counts."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagevisit.domain.campaign import VisitState, WorkItem
from villagevisit.services import campaign, safety
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.wording import t

_STATES: tuple[tuple[VisitState, str, str], ...] = (
    (VisitState.REFUSED, "refused", "desk.exchange.state_refused"),
    (VisitState.DRAFT, "half", "desk.exchange.state_draft"),
    (VisitState.FROZEN, "wait", "desk.exchange.state_frozen"),
    (VisitState.SIGNED, "next", "desk.exchange.state_signed"),
    (VisitState.SENT, "wait", "desk.exchange.state_sent"),
    (VisitState.RECEIVED, "done", "desk.exchange.state_received"),
)
_SAFE = "safe"
"""The last step of all: received, and in a tested backup of the county."""
_LIMIT = 500


class HouseholdStates(QWidget):
    """A choice of state with its count, and the households in it; Enter or a double click opens one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._items: list[WorkItem] = []
        self._safe: frozenset[str] = frozenset()
        u = theme.now().u
        self._title = parts.heading(t("desk.exchange.households"))
        self.state = Choice()
        self.state.setAccessibleName(t("desk.exchange.households"))
        self.state.on_choice(lambda _state: self._list())
        self.list = Rows()
        self.list.setAccessibleName(t("desk.exchange.households"))
        self.list.opened.connect(self._open)
        self._none = parts.body("", muted=True)
        self._rest = parts.body("", muted=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(u)
        box.addWidget(self._title)
        box.addWidget(self.state)
        box.addWidget(self._none)
        box.addWidget(self.list, 100)
        box.addWidget(self._rest)
        box.addStretch(1)

    def refresh(self) -> None:
        current = campaign.current(self._shell.ws)
        self.state.setVisible(current is not None)
        if current is None:
            self._items = []
            self._show(t("desk.exchange.no_round"), 0)
            return
        self._safe = safety.households(self._shell.ws, current.id)
        counts = campaign.counts(self._shell.ws, current.id, within=self._shell.within)
        begun = sum(counts[state] for state, _, _ in _STATES)
        options = [("", t("desk.exchange.state_count", state=t("desk.exchange.state_all"), count=count(begun)))]
        for state, _, key in _STATES:
            number = counts[state] - (len(self._safe) if state is VisitState.RECEIVED else 0)
            if number or state is not VisitState.REFUSED:
                options.append((state, t("desk.exchange.state_count", state=t(key), count=count(number))))
        safe = t("desk.exchange.state_count", state=t("desk.exchange.state_safe"), count=count(len(self._safe)))
        self.state.offer([*options, (_SAFE, safe)], self.state.value())
        self._list()

    def _list(self) -> None:
        current = campaign.current(self._shell.ws)
        if current is None:
            return
        chosen = self.state.value()
        received = chosen in (_SAFE, VisitState.RECEIVED)
        wanted = [VisitState.RECEIVED] if received else [VisitState(chosen)] if chosen else [one[0] for one in _STATES]
        counts = campaign.counts(self._shell.ws, current.id, within=self._shell.within)
        self._items = []
        for state in wanted:
            room = counts[state] if received else _LIMIT - len(self._items)
            if counts[state] and room:
                self._items += campaign.worklist(
                    self._shell.ws, current.id, states=[state], within=self._shell.within, limit=room
                )
        number = sum(counts[state] for state in wanted)
        if received:
            self._items = [one for one in self._items if (one.household_id in self._safe) is (chosen == _SAFE)]
            number, self._items = len(self._items), self._items[:_LIMIT]
        self._show(t("desk.exchange.no_household"), number - len(self._items))

    def _show(self, nothing: str, rest: int) -> None:
        self._none.setText(nothing)
        self._none.setVisible(not self._items)
        self.list.setVisible(bool(self._items))
        self.list.offer([_row(item, safe=item.household_id in self._safe) for item in self._items])
        self._rest.setVisible(rest > 0)
        self._rest.setText(t("desk.exchange.and_more", count=count(max(rest, 0))))

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._items):
            self._shell.go("household", household_id=self._items[number].household_id)


def _row(item: WorkItem, *, safe: bool) -> Row:
    kind, key = next((kind, key) for state, kind, key in _STATES if state is item.state)
    place = " · ".join(word for word in (item.village_name, item.village_group, item.household_no) if word)
    return Row(item.household_id, item.head_name, place, t("desk.exchange.state_safe") if safe else t(key), kind)
