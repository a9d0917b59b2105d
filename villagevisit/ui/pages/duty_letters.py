"""Letters of responsibility: missing links of the chain first; pledges of two parties for other campaigns."""

from villagevisit.domain.clock import today
from villagevisit.domain.letter import CHAIN, CITY, Letter, Link, upper_of
from villagevisit.services import areas, letters
from villagevisit.services.letters import NewLetter
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.format import count
from villagevisit.ui.pages.duty_panel import OVERVIEW, DutyPanel
from villagevisit.ui.widgets.desk_rows import Row
from villagevisit.wording import t


class LettersPanel(DutyPanel):
    def rows(self) -> list[Row]:
        ws = self.shell.ws
        self.year = today(ws.clock).year
        self.links = {one.lower: one for one in letters.chain(ws, self.year)}
        self.others = {one.id: one for one in letters.letters(ws) if one.sort != CHAIN}
        missing = sum(one.letter is None for one in self.links.values())
        note = t("duty.letter.missing", count=count(missing), year=self.year)
        return [
            Row(OVERVIEW, t("duty.letter.all"), note, "", "wait" if missing else "done"),
            *(self._link_row(one) for one in self.links.values()),
            *(Row(one.id, one.lower_party, one.sort, str(one.year), "done") for one in self.others.values()),
        ]

    def _link_row(self, one: Link) -> Row:
        note = t("duty.letter.with", upper=self._name(one.upper))
        aside = one.letter.signed_on if one.letter else t("duty.letter.none")
        return Row(one.lower, self._name(one.lower), note, aside, "done" if one.letter else "refused")

    def _name(self, code: str) -> str:
        return t("duty.letter.city") if code == CITY else areas.name(self.shell.ws, code)

    def show_row(self, key: str) -> None:
        link = self.links.get(key)
        letter = link.letter if link else self.others.get(key)
        if letter is not None:
            self._letter(letter)
        elif link is not None:
            self.add(parts.title(self._name(link.lower)), parts.status("refused", t("duty.letter.none")))
            self._form("" if link.upper == CITY else self._name(link.upper), self._name(link.lower), link.lower)
        else:
            self._overview()

    def _overview(self) -> None:
        self.add(parts.title(t("duty.letter.all")))
        for one in self.links.values():
            if one.letter is None:
                words = t("duty.letter.gap", upper=self._name(one.upper), lower=self._name(one.lower))
                self.add(parts.status("refused", words, wrap=True))
        self.add(parts.heading(t("duty.letter.other")), parts.body(t("duty.letter.other_why"), muted=True))
        self.sort = self.line(t("duty.letter.sort"))
        self._form("", "", "")

    def _form(self, upper: str, lower: str, place: str) -> None:
        self.above = self.line(t("duty.letter.upper"), upper)
        self.below = self.line(t("duty.letter.lower"), lower)
        self.targets = self.line(t("duty.letter.targets"))
        self.day_field = self.day(t("duty.letter.signed_on"))
        self.save = parts.primary(t("duty.letter.enter"), lambda: self._save(place))
        self.verbs(self.save)

    def _save(self, place: str) -> None:
        targets = self.targets.text().replace("；", ";").split(";")
        new = NewLetter(
            CHAIN if place else self.sort.text().strip(), self.year, self.above.text(), self.below.text(), place,
            targets, self.day_field.text(),
        )  # fmt: skip
        self.do(lambda: letters.sign(self.shell.ws, self.shell.actor, new))

    def _letter(self, one: Letter) -> None:
        self.add(parts.title(one.lower_party), parts.status("done", t("duty.letter.signed", day=one.signed_on)))
        level = self._name(upper_of(one.lower)) if one.lower else ""
        self.facts(
            (t("duty.letter.sort"), "" if one.sort == CHAIN else one.sort),
            (t("duty.letter.level"), level),
            (t("duty.letter.upper"), one.upper_party),
            (t("duty.letter.year"), str(one.year)),
            (t("duty.letter.aims"), "\n".join(one.targets)),
        )
        self.why = self.line(t("duty.why_void"))
        self.verbs(parts.quiet(t("duty.void"), lambda: self._void(one)))

    def _void(self, one: Letter) -> None:
        self.do(lambda: letters.void(self.shell.ws, self.shell.actor, one, self.why.text()))
