"""One follow-up as a column of the year's sheet: its answers by the items of the paper, choices in the form's words."""

from collections.abc import Iterator, Mapping, Sequence

from forms import FormSession, Node
from printing.layouts.followup import Disease
from printing.texts import Wording
from villagevisit.domain.health import HealthVisit
from villagevisit.domain.health_file import last_name
from villagevisit.services import form_shelf, frozen_answers, health_record
from villagevisit.services.form_shelf import form_language
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents

_OTHER, _YES = "10", "1"
_Labels = Mapping[str, Mapping[str, str]]


class Reader:
    """Reads the visits of one paper; the forms' words are looked up once for each version."""

    def __init__(self, ws: Workspace, words: Wording) -> None:
        self._ws = ws
        self._words = words
        self._labels: dict[tuple[str, str | None], _Labels] = {}

    def column(self, disease: Disease, visit: HealthVisit) -> dict[str, str]:
        """By the items of the paper; what was not said is not there. A visit of another system has no list of drugs
        and the words of the newest form.
        """
        stored = documents.signed(self._ws.store.reader(), visit.source)
        labels = self._of(visit.form_id, stored.form_version if stored else None)
        drugs = frozen_answers.repeats(stored.body, "drug") if stored else []
        doctor = "、".join(dict.fromkeys(name for _, name, _ in stored.signatures)) if stored else ""
        said = _Said(visit.answers, labels, self._words)
        found = {
            "date": visit.day, "way": said.choice("fu_way"),
            "doctor": doctor or health_record.officer(self._ws, visit.officer_id),
        }  # fmt: skip
        if visit.answers.get("lost") == _YES:
            found["symptom"] = self._words.line("lost", reason=visit.answers.get("lost_reason", ""))
        else:
            found |= said.both(drugs) | (said.pressure() if disease == "htn" else said.sugar())
        return {key: value for key, value in found.items() if value}

    def _of(self, form_id: str, version: str | None) -> _Labels:
        if (form_id, version) not in self._labels:
            form = form_shelf.get_form(self._ws, form_id, version)
            session = form.session(now=self._ws.clock.now, language=form_language(form, "zh_CN"))
            self._labels[form_id, version] = {
                last_name(one.ref): {choice.value: choice.label for choice in session.choices(one.ref)}
                for one in _questions(session, None)
                if one.control in ("select1", "select")
            }
        return self._labels[form_id, version]


def _questions(session: FormSession, ref: str | None) -> Iterator[Node]:
    for node in session.children(ref):
        if node.kind == "question":
            yield node
        elif node.kind != "repeat":
            yield from _questions(session, node.ref)


class _Said:
    """The answers of one visit in words."""

    def __init__(self, answers: Mapping[str, str], labels: _Labels, words: Wording) -> None:
        self._answers = answers
        self._labels = labels
        self._words = words

    def both(self, drugs: Sequence[Mapping[str, str]]) -> dict[str, str]:
        """What the sheets of both diseases ask."""
        now = self._now
        return {
            "symptom": self._and(self.choice("symptom", but=_OTHER), now("symptom_other")),
            "pressure": self._filled("pressure", sbp=now("sbp"), dbp=now("dbp")),
            "weight": self._weight(), "smoke": self._target("smoke_now", "smoke_target"),
            "drink": self._target("drink_now", "drink_target"), "exercise": self._exercise(),
            "mind": self._and(self.choice("mental"), self.choice("obey")),
            "grade": self._more(
                self.choice("fu_class"),
                self._words.line("complication") if now("new_complication") == _YES and now("fu_class") != "4" else "",
            ),
            "drugs": self._drugs(drugs), "refer": self._refer(), "next": now("next_date"),
        }  # fmt: skip

    def pressure(self) -> dict[str, str]:
        salt, target = self.choice("salt_now"), self.choice("salt_target")
        return {
            "heart": self._and(self._now("heart_rate"), self._now("sign_other")),
            "salt": self._words.line("target", now=salt, target=target) if salt and target else salt,
            "exam": self._now("assist_exam"), "adherence": self.choice("adherence"), "reaction": self._reaction(),
        }  # fmt: skip

    def sugar(self) -> dict[str, str]:
        now = self._now
        glucose = self._words.line("target", now=now("fpg"), target=now("hba1c")) if now("hba1c") else now("fpg")
        after = self._words.line("after", rpg=now("rpg")) if now("rpg") else ""
        return {
            "foot": self._and(self.choice("foot"), now("sign_other")),
            "staple": self._target("staple_now", "staple_target"),
            "glucose": self._more(glucose, self._and(after, now("other_exam"))),
            "adherence": self._and(self.choice("adherence"), self._reaction()), "hypo": self.choice("hypo"),
        }  # fmt: skip

    def choice(self, name: str, *, but: str = "") -> str:
        """Ticked choices in words; `but` is left out, because what it stands for is written beside it."""
        known = self._labels.get(name, {})
        return "、".join(known.get(code, code) for code in self._now(name).split() if code != but)

    def _now(self, name: str) -> str:
        return self._answers.get(name, "")

    def _and(self, *parts: str) -> str:
        return "、".join(filter(None, parts))

    def _more(self, value: str, more: str) -> str:
        return self._words.line("said", value=value, more=more) if value and more else value or more

    def _filled(self, key: str, **values: str) -> str:
        return self._words.line(key, **values) if all(values.values()) else ""

    def _target(self, name: str, target: str) -> str:
        now, wanted = self._now(name), self._now(target)
        return self._words.line("target", now=now, target=wanted) if now and wanted else now

    def _weight(self) -> str:
        now = self._filled("weight", weight=self._now("weight"), bmi=self._now("bmi")) or self._now("weight")
        return self._more(now, self._filled("weight.target", weight=self._now("weight_target")))

    def _exercise(self) -> str:
        now = self._filled("exercise", week=self._now("ex_week"), minutes=self._now("ex_min"))
        target = self._filled("exercise.target", week=self._now("ex_week_t"), minutes=self._now("ex_min_t"))
        return self._more(now, target)

    def _reaction(self) -> str:
        return self._more(self.choice("adr"), self._now("adr_detail"))

    def _drugs(self, drugs: Sequence[Mapping[str, str]]) -> str:
        every = [
            self._words.line(
                "drug", name=one.get("dg_name", ""), times=one.get("dg_times", ""), dose=one.get("dg_dose", "")
            )
            for one in drugs
        ]
        insulin = self._now("insulin")
        return "；".join([*every, *([self._words.line("insulin", insulin=insulin)] if insulin else [])])

    def _refer(self) -> str:
        if self._now("refer") != _YES:
            return self._words.line("refer.no") if self._now("refer") else ""
        said = self._words.line("refer", reason=self._now("refer_reason"), org=self._now("refer_org"))
        tracked = self._now("refer_track")
        return self._more(said, self._words.line("refer.tracked", day=tracked) if tracked else "")
