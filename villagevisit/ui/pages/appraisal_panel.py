"""The panel of a village: who is asked, as what, with a vote or without, and for which households each leaves."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from villagevisit.domain.appraisal import OBSERVERS, REPRESENTATIVE, ROLES, Member
from villagevisit.services import appraisal
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.appraisal_step import Step
from villagevisit.ui.widgets.desk_rows import Row, Rows
from villagevisit.ui.widgets.flow import Flow
from villagevisit.wording import t

_LIST = 20


class PanelEditor(Step):
    """The list on the left; on the right what is added to it, and what the chosen person stays away from."""

    def __init__(self, shell: Shell, onward: Callable[[], object]) -> None:
        super().__init__(shell)
        u = theme.now().u
        self.list = Rows()
        self.list.setAccessibleName(t("appraisal.panel"))
        self.list.setMinimumWidth(_LIST * u)
        self.list.chosen.connect(lambda _row: self._show_chosen())
        self.names = Line(placeholder=t("appraisal.panel.names"))
        self.role = Choice(((role, t(f"appraisal.role.{role}")) for role in ROLES), REPRESENTATIVE)
        self.votes = QCheckBox(t("appraisal.panel.votes"))
        self.votes.setChecked(True)
        self.add = parts.plain(t("appraisal.panel.add"), self._add)
        self.names.returnPressed.connect(self._add)
        self.home, self.why = Choice(), Line()
        self.recuse = parts.plain(t("appraisal.panel.recuse_add"), self._recuse)
        self.drop = parts.quiet(t("appraisal.panel.recuse_drop"), self._drop)
        self.out = parts.quiet(t("appraisal.panel.take_out"), self._take_out)
        self.off_why = Line()
        self.off = parts.quiet(t("appraisal.call_off"), self._call_off)
        self._chosen = parts.heading("")
        self._person = parts.column(
            parts.line(), self._chosen, parts.labelled(t("appraisal.panel.recuse"), self.home),
            parts.labelled(t("appraisal.panel.why"), self.why), Flow(self.recuse, self.drop, self.out),
        )  # fmt: skip
        self._off = parts.column(
            parts.line(), parts.labelled(t("appraisal.call_off.reason"), self.off_why), parts.row(self.off, None)
        )
        self._about = parts.body("", muted=True)
        self.onward = parts.primary(t("appraisal.next"), onward)
        self.onward.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        right = parts.column(
            parts.row(parts.heading(t("appraisal.panel")), self.onward), self._about,
            parts.labelled(t("appraisal.panel.name"), self.names),
            parts.labelled(t("appraisal.panel.role"), self.role), parts.row(self.votes, None, self.add),
            self._person, self._print(), self._off, None,
        )  # fmt: skip
        whole = parts.row(self.list, parts.scroll(parts.padded(right, down=1, across=2)))
        inside = whole.layout()
        assert inside is not None
        inside.setContentsMargins(2 * u, 0, 0, 0)
        self.box.addWidget(whole)

    def _print(self) -> QWidget:
        sheet = parts.plain(t("appraisal.print.sign_in"), lambda: self._go_print("meeting_sign_in"))
        ballots = parts.plain(t("appraisal.print.ballot"), lambda: self._go_print("meeting_ballot"))
        return Flow(sheet, ballots)

    def _go_print(self, kind: str) -> None:
        if self.meeting is not None:
            self.shell.go("print", kind=kind, subject_id=self.meeting.id)

    def refresh(self) -> None:
        now = self.meeting
        if now is None:
            return
        heads = {line.id: line.candidate.head for line in now.lines}
        self.list.offer([_row(one, heads) for one in now.panel])
        self.home.offer([(line.id, f"{line.candidate.head} {line.candidate.number}") for line in now.lines])
        self._about.setText(t("appraisal.panel.reused") if now.panel else t("appraisal.panel.empty"))
        for widget in (self.names, self.role, self.votes, self.add, self.off):
            widget.setEnabled(now.open)
        self.onward.setVisible(bool(now.panel) and now.open)
        self._off.setVisible(now.open)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self._member()
        self._person.setVisible(one is not None and bool(self.meeting and self.meeting.open))
        self._chosen.setText(one.name if one else "")

    def _member(self) -> Member | None:
        wanted = self.list.current_key()
        return next((one for one in (self.meeting.panel if self.meeting else ()) if one.name == wanted), None)

    def _add(self) -> None:
        role = self.role.value()
        votes = self.votes.isChecked() and role not in OBSERVERS
        names = self.names.text().replace("、", " ").replace("，", " ").replace(",", " ").split()
        added = [Member(name, role, votes, {}) for name in names]
        if self.meeting is not None and added and self._save([*self.meeting.panel, *added]):
            self.names.clear()
            self.names.setFocus()

    def _recuse(self) -> None:
        one = self._member()
        if one is not None and self.home.value():
            if not self.why.text().strip():
                self.why.setFocus()
                return
            self._change(replace(one, recused={**one.recused, self.home.value(): self.why.text().strip()}))
            self.why.clear()

    def _drop(self) -> None:
        one = self._member()
        if one is not None:
            kept = {home: why for home, why in one.recused.items() if home != self.home.value()}
            self._change(replace(one, recused=kept))

    def _take_out(self) -> None:
        one = self._member()
        if one is not None and self.meeting is not None:
            self._save([other for other in self.meeting.panel if other != one])

    def _change(self, changed: Member) -> None:
        if self.meeting is not None:
            self._save([changed if one.name == changed.name else one for one in self.meeting.panel])

    def _save(self, members: list[Member]) -> bool:
        """Keeps the list with what this computer knows about kin added for those who are new."""
        now = self.meeting
        if now is None:
            return False
        known = {one.name for one in now.panel}
        homes = [line.id for line in now.lines]
        fresh = appraisal.proposed(self.shell.ws, [one for one in members if one.name not in known], homes)
        whole = [one for one in members if one.name in known] + list(fresh)
        return self.did(lambda: appraisal.set_panel(self.shell.ws, self.shell.actor, now.id, whole))

    def _call_off(self) -> None:
        now = self.meeting
        if now is not None:
            self.attempt(lambda: appraisal.call_off(self.shell.ws, self.shell.actor, now.id, self.off_why.text()))

    def first_focus(self) -> QWidget | None:
        return self.names


def why(text: str) -> str:
    """Why somebody stays away, in words."""
    known = {"declared_kin": t("appraisal.why.declared_kin"), "same_name": t("appraisal.why.same_name")}
    return known.get(text, text)


def _row(one: Member, heads: dict[str, str]) -> Row:
    away = [f"{heads[home]}（{why(reason)}）" for home, reason in one.recused.items() if home in heads]
    words = [t(f"appraisal.role.{one.role}")]
    if one.of_panel and not one.votes:
        words.append(t("appraisal.panel.no_vote"))
    if away:
        words.append(t("appraisal.panel.recused", heads="、".join(away)))
    return Row(one.name, one.name, " · ".join(words), "", "wait" if away else "")
