"""Filed kin: households that the roster matches and nobody filed come first, then reviews; the counts behind them."""

from functools import partial

from PySide6.QtWidgets import QCheckBox

from villagevisit.domain import kin_filing as rules
from villagevisit.domain.form_ids import KIN_FORM
from villagevisit.domain.kin_filing import Count, Filing, State
from villagevisit.services import areas, duty, kin_filings
from villagevisit.services.kin_filings import Match
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.models.duty_words import KIN, STAFF, STATES, STEPS, choices, said
from villagevisit.ui.models.words import relation
from villagevisit.ui.pages.duty_panel import OVERVIEW, DutyPanel
from villagevisit.ui.pages.print_ledger import print_ledger
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t

_KIND = {State.INCOMPLETE: "wait", State.FILED: "done"}
_WAITING = ("refused", "wait")
_ORDER = (*_WAITING, "done", "muted")


class KinPanel(DutyPanel):
    def rows(self) -> list[Row]:
        shell = self.shell
        self.filings = kin_filings.filings(shell.ws, shell.within)
        matches = kin_filings.matches(shell.ws, shell.within, self.filings)
        self.matches = {f"{one.officer}:{one.household}": one for one in matches}
        seen = {one.filing.id for one in self.matches.values() if one.filing}
        self.others = {one.id: one for one in self.filings if one.id not in seen}
        self.late = {one.id for one in rules.due(self.filings, self.today())}
        found = [self._match_row(key, one) for key, one in self.matches.items()]
        found += [self._filing_row(one) for one in self.others.values()]
        found.sort(key=lambda row: _ORDER.index(row.kind))
        waits = sum(row.kind in _WAITING for row in found)
        note = t("duty.kin.waiting", count=count(waits))
        return [Row(OVERVIEW, t("duty.kin.all"), note, "", "wait" if waits else "done"), *found]

    def _match_row(self, key: str, one: Match) -> Row:
        note = t("duty.kin.of", officer=one.officer_name, village=one.village_name)
        if one.filing is not None:
            return Row(key, one.head, note, *self._stands(one.filing))
        kind = "refused" if one.waits else "muted"
        return Row(key, one.head, note, t("duty.kin.unfiled") if one.waits else t("duty.kin.no_benefit"), kind)

    def _filing_row(self, one: Filing) -> Row:
        note = t("duty.kin.of", officer=one.staff, village=areas.name(self.shell.ws, one.area))
        return Row(one.id, one.kin, note, *self._stands(one))

    def _stands(self, one: Filing) -> tuple[str, str]:
        if one.id in self.late:
            return t("duty.kin.review_due"), "wait"
        return said(STATES, one.state), _KIND.get(one.state, "muted")

    def show_row(self, key: str) -> None:
        if key in self.matches:
            self._match(self.matches[key])
        elif key in self.others:
            self.add(parts.title(self.others[key].kin))
            self._filing(self.others[key])
        else:
            self._overview()

    def _overview(self) -> None:
        ws = self.shell.ws
        self.add(parts.title(t("duty.kin.all")), Remark("info", t("duty.kin.never")))
        if not self.matches and not self.others:
            self.add(parts.body(t("duty.kin.none"), muted=True))
        for code, some in rules.counts(self.filings, "township").items():
            self.add(parts.strong(areas.name(ws, code)), parts.body(_counted(some)))
        by_role = rules.counts(self.filings, "role")
        if by_role:
            self.add(parts.heading(t("duty.kin.by_role")))
        for role, some in by_role.items():
            self.add(parts.column(parts.strong(said(STAFF, role)), parts.body(_counted(some), muted=True)))
        self.verbs(
            self.printing(t("duty.kin.print_summary"), "kin_summary", duty.office(ws)),
            parts.plain(
                t("duty.kin.ledger"),
                lambda: print_ledger(self.shell, "filing", int(self.today()[:4]), "register"),
            ),
            self.printing(t("duty.kin.print_blank"), "kin_filing", "blank"),
        )

    def _match(self, one: Match) -> None:
        self.add(parts.title(one.head))
        how = _relation(one.relation) if one.relation else t("duty.kin.himself")
        self.facts(
            (t("duty.kin.household"), f"{one.village_name} {one.household_no}"),
            (t("duty.kin.staff"), one.officer_name),
            (t("duty.kin.member"), f"{one.kin} · {how}"),
        )
        if one.filing is not None:
            self._filing(one.filing)
        if one.waits and one.filing is None:
            self.fill = parts.primary(t("duty.kin.fill"), lambda: self._fill(one))
            subject = kin_filings.paper_subject(self.shell.ws, one)
            self.verbs(self.fill, self.printing(t("duty.kin.print"), "kin_filing", subject))
        self._recusal(one)
        if one.filing is None or one.filing.current:
            self._exit(one)

    def _fill(self, one: Match) -> None:
        self.shell.go("visit", form_id=KIN_FORM, household_id=one.household, person_id="", campaign_id="")

    def _filing(self, one: Filing) -> None:
        kind = _KIND.get(one.state, "muted")
        self.add(parts.status(kind, said(STATES, one.state), wrap=True))
        self.facts(
            (t("duty.kin.number"), one.number),
            (t("duty.kin.role"), said(STAFF, one.role)),
            (t("duty.kin.visited"), one.visited_on),
            (t("duty.kin.next_review"), one.next_review),
        )
        if one.current:
            self.add(parts.status("info", t("duty.kin.every_visit"), wrap=True))
        if one.state is State.INCOMPLETE:
            self.add(parts.body(t("duty.kin.incomplete_why"), muted=True))
            self.together = parts.primary(t("duty.kin.together"), partial(self._together, one))
            self.verbs(self.together)
        if one.source:
            self.verbs(self.printing(t("duty.kin.print"), "kin_filing", one.source))

    def _together(self, one: Filing) -> None:
        self.do(lambda: kin_filings.signed_together(self.shell.ws, self.shell.actor, one))

    def _recusal(self, one: Match) -> None:
        self.add(parts.line(), parts.heading(t("duty.kin.recusal")))
        ws = self.shell.ws
        for decided in kin_filings.recusals(ws, self.shell.within).get((one.officer, one.household), ()):
            self.verbs(self.printing(t("duty.kin.print_recusal", number=decided.text("number")), "recusal", decided.id))
        if one.recused:
            steps = t("duty.comma").join(said(STEPS, step) for step in one.recused)
            self.add(parts.status("done", t("duty.kin.stands_back", steps=steps), wrap=True))
        if not one.missing:
            return
        self.add(parts.body(t("duty.kin.recusal_why", officer=one.officer_name), muted=True))
        self.steps = {step: QCheckBox(said(STEPS, step)) for step in one.missing}
        for box in self.steps.values():
            box.setChecked(True)
            self.add(box)
        self.number = self.line(t("duty.kin.decision_no"))
        self.replaced = self.line(t("duty.kin.replaced_by"))
        self.recuse = parts.plain(t("duty.kin.recuse"), partial(self._recuse, one))
        self.verbs(self.recuse)

    def _recuse(self, one: Match) -> None:
        steps = [step for step, box in self.steps.items() if box.isChecked()]
        number, by = self.number.text(), self.replaced.text()
        self.do(
            lambda: kin_filings.recuse(
                self.shell.ws, self.shell.actor, one, number=number, steps=steps, replaced_by=by
            )
        )

    def _exit(self, one: Match) -> None:
        self.add(parts.line(), parts.heading(t("duty.kin.left")))
        role = one.filing.role if one.filing else ""
        self.role = self.choice(t("duty.kin.role"), choices(STAFF), role)
        self.left = parts.plain(t("duty.kin.left_by_himself"), partial(self._left, one, voluntary=True))
        self.ended = parts.plain(t("duty.kin.ended"), partial(self._left, one, voluntary=False))
        self.verbs(self.left, self.ended)

    def _left(self, one: Match, *, voluntary: bool) -> None:
        role = self.role.value()
        self.do(lambda: kin_filings.exited(self.shell.ws, self.shell.actor, one, role=role, voluntary=voluntary))


def _relation(code: str) -> str:
    """Kin by the codes of F03; as entered at first, by those of a household's members."""
    return said(KIN, code) if code in KIN else relation(code)


def _counted(some: Count) -> str:
    share = "—" if some.ratio is None else f"{some.ratio:.1%}"
    return t(
        "duty.kin.counted", filed=count(some.filed), incomplete=count(some.incomplete), exited=count(some.exited),
        cancelled=count(some.cancelled), share=share,
    )  # fmt: skip
