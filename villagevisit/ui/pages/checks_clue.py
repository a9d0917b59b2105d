"""One clue: what the list says, what two people found, and how it ends."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from villagevisit.domain import clue as rules
from villagevisit.domain.access import Deed
from villagevisit.domain.clue import Clue, Ending, Match
from villagevisit.domain.masking import mask_id
from villagevisit.services import clues, people
from villagevisit.services.clues import Conclusion
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Day, Line
from villagevisit.ui.models import check_words as say
from villagevisit.ui.models.words import assist
from villagevisit.wording import t

if TYPE_CHECKING:
    from villagevisit.ui.pages.checks_clues import CluePanel


class ClueSheet:
    """Writes itself into the panel's sheet."""

    def __init__(self, panel: "CluePanel", clue: Clue) -> None:
        self.panel, self.clue, self.shell = panel, clue, panel.shell
        self._village = "" if clue.area.endswith("000") else clue.area

    def write(self) -> None:
        one, panel = self.clue, self.panel
        panel.sheet.addWidget(parts.title(one.name or clues.number(one)))
        panel.words(f"{say.source(one.source)} · {say.kind(one.kind)} · {one.detail}".rstrip(" ·"))
        facts = (
            (t("checks.clue.no"), clues.number(one)), (t("checks.clue.as_of"), one.as_of),
            (t("checks.clue.id_no"), mask_id(one.id_no)), (t("checks.clue.benefit"), assist(one.category) or "—"),
        )  # fmt: skip
        panel.words("；".join(f"{label} {value}" for label, value in facts), muted=True)
        if one.match != Match.PERSON:
            panel.sheet.addWidget(parts.status("wait", say.matched_why(one.match), wrap=True))
        if one.verifiers:
            known = {officer.id: officer.name for officer in people.officers(self.shell.ws)}
            names = "、".join(known.get(who, "?") for who in one.verifiers)
            panel.words(t("checks.clue.with", names=names, day=one.due))
        panel.words(t("checks.clue.rule"), muted=True)
        if one.ending:
            self._ended()
        else:
            self._steps()

    def _ended(self) -> None:
        one, panel = self.clue, self.panel
        words = t("checks.clue.ended", ending=say.ending(one.ending), reason=say.reason(one.reason), day=one.concluded)
        panel.sheet.addWidget(parts.status("done", words, wrap=True))
        if panel.may(Deed.CASE, self._village):
            self.why = Line()
            panel.form((t("checks.why"), self.why))
            panel.buttons(self._print(), parts.plain(t("checks.clue.reopen"), self._reopen))

    def _reopen(self) -> None:
        words = self.why.text()
        self.panel.do(lambda: clues.reopen(self.shell.ws, self.shell.actor, self.clue.id, words))

    def _steps(self) -> None:
        one, panel = self.clue, self.panel
        if one.form:
            words = t("checks.clue.found", finding=say.finding(one.finding), heard=say.heard(one.heard))
            panel.sheet.addWidget(parts.status("info", words, wrap=True))
        elif one.household:
            self.verify_button = parts.primary(t("checks.clue.verify"), self._verify)
            enter = parts.plain(t("checks.clue.enter"), self._enter)
            panel.buttons(self.verify_button, enter, self._print())
            panel.focus = self.verify_button
        if panel.may(Deed.CASE, self._village):
            self._ending_form()

    def _print(self) -> parts.Button:
        return parts.plain(t("checks.print"), lambda: self.shell.go("print", kind="clue", subject_id=self.clue.id))

    def _verify(self) -> None:
        def begun() -> None:
            self.shell.apply(clues.begin(self.shell.ws, self.shell.actor, self.clue.id))

        if self.panel.guard(begun):
            self.shell.go("visit", form_id=clues.CLUE_FORM, household_id=self.clue.household)

    def _enter(self) -> None:
        form = clues.ready(self.shell.ws, self.clue)
        if not form:
            self.shell.notify(t("checks.clue.none_ready"), "wait")
            return
        self.panel.do(partial(clues.verify, self.shell.ws, self.shell.actor, self.clue.id, form))

    def _ending_form(self) -> None:
        panel, one = self.panel, self.clue
        panel.sheet.addWidget(parts.heading(t("checks.clue.end")))
        suggested = rules.OF_FINDING.get(one.finding)
        open_ = [suggested, Ending.DUPLICATE] if suggested else [Ending.DUPLICATE]
        self.ending = Choice([(code.value, say.ending(code)) for code in open_ if code])
        self.reason = Choice([(code, say.reason(code)) for code in rules.REASONS])
        self.sold, self.due = Day(), Day()
        self.owner, self.text = Line(), Line()
        fields: list[tuple[str, QWidget]] = [(t("checks.clue.ending"), self.ending)]
        if suggested is Ending.NOT_TRUE:
            fields += [(t("checks.clue.reason"), self.reason), (t("checks.clue.sold_on"), self.sold)]
        if suggested is Ending.RECTIFY:
            fields += [
                (t("checks.rectify.finding"), self.text), (t("checks.rectify.owner"), self.owner),
                (t("checks.rectify.due"), self.due),
            ]  # fmt: skip
        panel.form(*fields)
        self.end_button = parts.plain(t("checks.clue.end"), self._end)
        panel.buttons(self.end_button)

    def _end(self) -> None:
        ending = Ending(self.ending.value())
        untrue = ending is Ending.NOT_TRUE
        end = Conclusion(
            ending, self.reason.value() if untrue else "", self.sold.value() if untrue else "", self.due.value(),
            self.owner.text(), self.text.text(),
        )  # fmt: skip
        said = t("checks.clue.was_ended", ending=say.ending(ending))
        self.panel.do(partial(clues.conclude, self.shell.ws, self.shell.actor, self.clue.id, end), said)
