"""Precise identification on the screen: who is to be examined, what was found, experts, changes and their answers."""

from pathlib import Path

from villagevisit.domain import identification as rules
from villagevisit.domain.identification import STEPS
from villagevisit.services import health_office, health_tables, identification, identification_changes
from villagevisit.services.identification import Listed, Read
from villagevisit.services.identification_changes import Answered, cause, health
from villagevisit.ui.kit import parts
from villagevisit.ui.kit.fields import Choice, Line
from villagevisit.ui.kit.format import count
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.health_panel import SHOWN, PeoplePanel
from villagevisit.wording import t

_SHEETS = "*.xlsx *.xls *.xlsm *.csv *.ods *.et"
_KIND = {
    "todo": "wait", "panel": "wait", "ask": "refused", "sent": "half", "refused": "refused", "closed": "done",
    "none": "done",
}  # fmt: skip


class IdentifyPanel(PeoplePanel):
    def __init__(self, shell: Shell) -> None:
        lists = [(step, t(f"identify.step.{step}")) for step in (*STEPS, "incomplete")]
        super().__init__(shell, lists)
        self.top.addWidget(parts.menu(t("identify.files"), (
            (t("identify.read"), self.read), (t("identify.write"), self._write), (t("identify.take"), self._take)
        )))  # fmt: skip
        self.members, self.code, self.batch, self.note = Line(), Choice(), Choice(), Line()

    def people(self, which: str, text: str) -> list[Listed]:
        ws, actor = self.shell.ws, self.shell.actor
        steps = identification.counts(ws, actor).steps
        named = [
            (step, t("identify.named", step=t(f"identify.step.{step}"), count=count(steps[step]))) for step in STEPS
        ]
        self.which.offer([*named, ("incomplete", t("identify.step.incomplete"))], which)
        return identification.listed(ws, actor, which, text, limit=SHOWN)

    def line(self, one: Listed) -> tuple[str, str]:
        group, step, _ = one.state.split(":")
        return (t("identify.short", code=group) if group in "01234" else ""), _KIND[step]

    def fill_person(self, one: Listed) -> None:
        found = identification.file(self.shell.ws, self.shell.actor, one.person_id)
        if found is None:
            return
        said = found.registered
        if said is not None:
            self.facts([
                (t("identify.cause"), cause(said.cause)), (t("identify.disease"), said.disease or t("common.none")),
                (t("identify.health"), health(said.health)), (t("identify.column.household_no"), said.household_no),
            ])  # fmt: skip
        if found.source:
            self._examined(found)
        if found.step == "panel":
            self._experts(one)
        words = t("identify.again") if found.source else t("identify.examine")
        self.verbs(self.form(rules.FORM, one.person_id, words))

    def _examined(self, found: rules.File) -> None:
        major = health_tables.major_name(found.answers.get("major_code", ""))
        filled, asked = rules.completeness(found.answers)
        self.said.addWidget(parts.heading(t("identify.examined")))
        self.facts([
            (t("identify.class"), t(f"identify.class.{found.code}") if found.code else t("identify.nobody")),
            (t("identify.column.disease_after"), rules.exam_of(found.answers, major).diseases),
            (t("identify.column.doctor"), t("identify.by", doctor=found.doctor, day=found.examined)),
            (t("identify.column.asked"), found.answers.get("change_request", "")),
            (t("identify.panel"), _panel(found)),
            (t("identify.standing"), t(f"identify.step.{found.step}")),
            (t("identify.answer"), found.answer.text("words") if found.answer else ""),
            (t("identify.whole"), t("advice.filled", filled=filled, asked=asked)),
        ])  # fmt: skip

    def _experts(self, one: Listed) -> None:
        ws, actor = self.shell.ws, self.shell.actor
        self.said.addWidget(parts.heading(t("identify.experts")))
        group = [
            t("identify.guide", name=guide.name, unit=guide.unit, specialty=guide.specialty, phone=guide.phone)
            for guide in health_office.guides(ws, actor) if not guide.left
        ]  # fmt: skip
        if group:
            self.facts([(t("programme.tab.guides"), "\n".join(group))])
        self.members, self.note = Line(placeholder=t("identify.members_hint")), Line()
        self.code = Choice([(code, t(f"identify.class.{code}")) for code in "01234"])
        self.batch = Choice([(code, t(f"batch.name.{code}")) for code in "0123"])
        for words, field in (
            (t("identify.members"), self.members), (t("identify.class"), self.code), (t("identify.batch"), self.batch),
            (t("identify.reason"), self.note),
        ):  # fmt: skip
            self.said.addWidget(parts.labelled(words, field))
        self.verbs(parts.plain(t("identify.judge"), lambda: self.do(
            lambda: identification.judge(
                ws, actor, one.person_id, self.members.text(), self.code.value(), self.batch.value(), self.note.text()
            ),
            t("identify.judged"),
        )))  # fmt: skip

    def read(self) -> None:
        path = self._open(t("identify.read"))
        if path is not None:
            ws, actor = self.shell.ws, self.shell.actor
            self.shell.tasks.run(
                lambda progress: identification.read(ws, actor, path, progress),
                lambda done: self._was_read(self.shell.apply(done)), title=t("identify.reading"),
            )  # fmt: skip

    def _was_read(self, found: Read) -> None:
        self.shell.notify(t(
            "identify.was_read", rows=count(found.rows), found=count(found.found), unlisted=count(found.unlisted),
            nameless=count(found.nameless),
        ), "done")  # fmt: skip

    def _write(self) -> None:
        path = self.shell.files.save(self, t("identify.write"), t("identify.file"), "*.xlsx *.csv")
        if path is not None:
            ws, actor = self.shell.ws, self.shell.actor
            self.do(lambda: identification_changes.save(ws, actor, path), t("identify.written"))

    def _take(self) -> None:
        path = self._open(t("identify.take"))
        if path is not None:
            ws, actor = self.shell.ws, self.shell.actor
            self.shell.tasks.run(
                lambda _progress: identification_changes.take(ws, actor, path),
                lambda done: self._was_taken(self.shell.apply(done)), title=t("identify.reading"),
            )  # fmt: skip

    def _was_taken(self, found: Answered) -> None:
        self.shell.notify(t(
            "identify.was_taken", changed=count(found.changed), refused=count(found.refused),
            unknown=count(found.unknown),
        ), "done")  # fmt: skip

    def _open(self, words: str) -> Path | None:
        return self.shell.files.open(self, words, f"{words} ({_SHEETS})")


def _panel(found: rules.File) -> str:
    if found.panel is None:
        return ""
    return t("identify.judged_by", members=found.panel.text("members"), note=found.panel.text("note"))


