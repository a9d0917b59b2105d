"""The form on the table: answers go in, and out comes which refs to redraw and how far each section is."""

from collections.abc import Callable
from pathlib import Path

from forms import FormSession, Problem
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.names import initials
from villagevisit.services import (
    attachments,
    health_advice,
    health_number,
    health_ranges,
    visit_carry,
    visit_lookup,
)
from villagevisit.services.visit_types import OpenForm
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.kit.theme import Colour
from villagevisit.ui.widgets import outline
from villagevisit.ui.widgets.doubts import Doubts
from villagevisit.ui.widgets.editor import Attachment, Host, Pictures
from villagevisit.ui.widgets.form_files import FormFiles
from villagevisit.ui.widgets.row_list import Row
from villagevisit.ui.widgets.values import Option
from villagevisit.wording import t

HOUSEHOLD_VERIFICATION = "F01"
_NUMBER = 17
"""Digits of a health record's number."""
_Found = tuple[str, str, tuple[tuple[str, str], ...]]
"""A choice: value, words, media."""


class Work:
    """One open form with its outline and standing. Knows no widget."""

    def __init__(self, shell: Shell, opened: OpenForm) -> None:
        self.opened = opened
        self.session: FormSession = opened.session
        self.session.review_choices()
        self.files = FormFiles(opened.session.media)
        self._shell = shell
        self.sections = outline.sections(self.session)
        self.progress = outline.Progress(self.session, self.sections)
        self._options: dict[str, tuple[int, tuple[_Found, ...], tuple[Option, ...]]] = {}
        self.doubts = self._doubts()
        self._numbers: dict[str, tuple[str, ...]] = {}
        self._turn = 0
        """Counts what changes the answers: between two changes the choices are the same."""

    @property
    def workspace(self) -> Workspace:
        return self._shell.ws

    @property
    def has_result(self) -> bool:
        """Whether this form has a live result panel."""
        return self.opened.form.code == HOUSEHOLD_VERIFICATION

    @property
    def is_follow_up(self) -> bool:
        """Whether this form knows "as last time" and what the standard suggests."""
        return visit_carry.carries(self.opened.form.form_id)

    @property
    def has_advice(self) -> bool:
        """Whether the rules say something about this form while it is filled in."""
        return self.opened.form.form_id in health_advice.FORMS

    def _doubts(self) -> Doubts:
        """Unlikely values are typed twice; what a correction finds signed was confirmed already."""
        opened, form_id = self.opened, self.opened.form.form_id
        ws, actor = self._shell.ws, self._shell.actor

        def write(field: str) -> None:
            health_ranges.retyped(ws, actor, opened.draft_id, form_id, field)

        self._person, signed = visit_lookup.begun(ws, opened.draft_id)
        self.class_before = "" if signed else opened.previous.get("/data/g_fu/psy_class", "")
        return Doubts(health_ranges.of_person(ws, form_id, self._person), opened.previous if signed else {}, write)

    def problems(self) -> list[Problem]:
        """What keeps the answers from being frozen; unlikely values that were typed only once are among it."""
        found = self.session.problems()
        wrong = {one.ref for one in found}
        for ref, value in self.session.answers().items():
            if ref not in wrong and self.doubts.of(ref, value) is not None:
                label = self.session.node(ref).label
                found.append(Problem(ref, "constraint", t("visit_page.retype_missing", value=value), label))
        return found

    def shown_sections(self) -> list[outline.Section]:
        """The sections that matter for the answers given so far."""
        return [section for section in self.sections if self.progress.standing(section.key).relevant]

    def answer(self, ref: str, value: str) -> frozenset[str]:
        """Everything to redraw; the question itself is always among it."""
        result = self.session.answer(ref, value)
        changed = result.changed | {ref}
        if self.is_follow_up:
            changed |= visit_carry.keep_honest(self.session, ref, self.opened.previous)
        return self.settled(changed)

    def settled(self, changed: frozenset[str]) -> frozenset[str]:
        """After answers changed: what no longer can be chosen goes, and the standing of the sections follows."""
        self._turn += 1
        changed = changed | self.session.review_choices()
        self.progress.update(changed)
        return changed

    def add(self, ref: str) -> tuple[str, frozenset[str]]:
        """A new row at the end; returns its ref."""
        self._turn += 1
        count = self.session.add(ref)
        changed = count.changed | self.session.review_choices() | {ref}
        self.progress.update(changed)
        return f"{ref}[{count.count}]", changed

    def remove(self, ref: str) -> frozenset[str]:
        """Takes a row away. Raises FormError when the form does not let it go."""
        repeat = ref.rpartition("[")[0]
        self._turn += 1
        changed = self.session.remove(ref).changed | self.session.review_choices() | {repeat}
        self.progress.update(changed)
        return changed

    def options(self, ref: str) -> tuple[Option, ...]:
        """Choices with pinyin initials; the same tuple again while nothing changed."""
        kept = self._options.get(ref)
        if kept is not None and kept[0] == self._turn:
            return kept[2]
        choices = self.session.choices(ref)
        found = tuple((one.value, one.label, tuple(one.media.items()) if one.media else ()) for one in choices)
        made = kept[2] if kept is not None and kept[1] == found else tuple(_option(*one) for one in found)
        self._options[ref] = (self._turn, found, made)
        return made

    def rows(self, ref: str) -> list[Row]:
        """The rows of a repeat as the list shows them."""
        found: list[Row] = []
        for number, instance in enumerate(self.session.children(ref), start=1):
            words = outline.row_words(self.session, instance)
            missing, wrong = self.progress.row_standing(instance.ref)
            text = f"{number}  {words}" if words else t("visit_page.row_empty", number=number)
            if wrong:
                row = Row(instance.ref, text, "refused", "refused", t("visit_page.wrong", count=wrong), "refused")
            elif missing:
                row = Row(instance.ref, text, "circle", "muted", t("visit_page.missing", count=missing))
            else:
                row = Row(instance.ref, text, "done", "finished")
            found.append(row)
        return found

    def section_rows(self, current: str) -> list[Row]:
        """The side list."""
        return [self._section_row(section, current) for section in self.shown_sections()]

    def _section_row(self, section: outline.Section, current: str) -> Row:
        standing = self.progress.standing(section.key)
        mark: str = "circle"
        colour: Colour = "muted"
        if section.key == current:
            mark, colour = "dot", "accent"
        elif not standing.asked and not standing.rows:
            mark = "info"
        elif not standing.open and (standing.answered or standing.rows):
            mark, colour = "done", "finished"
        elif standing.answered:
            mark = "half"
        if standing.wrong:
            return Row(section.key, outline.short(section.title), mark, colour, f"⚠{standing.wrong}", "waiting")
        return Row(section.key, outline.short(section.title), mark, colour, str(standing.rows) if standing.rows else "")

    def consequence(self, name: str, value: str) -> str:
        """What an answer leads to, in words, where people would otherwise be surprised."""
        if name == "visit_result" and value in _RESULTS:
            return t(_RESULTS[value])
        if name == "ehr_code" and self.opened.form.form_id == RECORD_FORM:
            return self._same_number(value)
        if name == "revisit_date" and len(value) == 10:
            return t("visit_page.revisit_on", day=value[5:])
        return ""

    def _same_number(self, number: str) -> str:
        """Who else has this record number; nobody renumbers anything by himself (R-24)."""
        if number not in self._numbers:
            ws, whole = self._shell.ws, len(number) == _NUMBER
            self._numbers[number] = health_number.others(ws, number, self._person) if whole else ()
        names = self._numbers[number]
        return t("visit_page.same_number", names=t("ui.comma").join(names)) if names else ""

    def host(self, attach: Callable[[str, Path | bytes, Attachment], None], pictures: Pictures) -> Host:
        """What the editors may ask for."""
        return Host(
            today=lambda: today(self._shell.ws.clock),
            options=self.options,
            attach=attach,
            stored=self._stored,
            pictures=pictures,
            media=self.session.media,
            play=self.files.play,
            doubts=self.doubts,
        )

    def _stored(self, name: str) -> bytes | None:
        try:
            return attachments.attachment_bytes(self._shell.ws, self.opened.draft_id, name)
        except Refused:
            return None


def _option(value: str, words: str, media: tuple[tuple[str, str], ...]) -> Option:
    return Option(value, words, " ".join(initials(words)), dict(media).get("image", ""), media)


_RESULTS = {
    "2": "visit_page.result_by_phone",
    "3": "visit_page.result_not_home",
    "4": "visit_page.result_away",
    "5": "visit_page.result_refused",
    "6": "visit_page.result_moved",
    "7": "visit_page.result_deceased",
}
