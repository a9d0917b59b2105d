"""Precise identification (R-14): what the poverty office registered held against what the doctor found.

Four classes, tested in the order 4, 3, 1, 2, 0. The software suggests; the examining doctor answers for what F14 says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from villagevisit.domain.diseases import Names, parts
from villagevisit.domain.event import Event

FORM: Final = "illness_poverty_verify"
REGISTERED, UNLISTED, LEDGER_READ = "health.registered", "health.unlisted", "health.ledger-read"
PANEL, SENT, ANSWERED = "health.panel", "health.change-sent", "health.change-answered"
ILLNESS: Final = "1"
"""Code of `poverty_cause`."""
_ABLE: Final = frozenset({"1", "2"})
"""Codes of `labor`: ordinary and skilled capacity."""
_BETTER: Final = frozenset({"1", "2"})
"""Codes of `treat`: cured, improved."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What the poverty office's ledger says of a person."""

    cause: str
    """Code of `poverty_cause`."""
    disease: str
    health: str
    """Code of `health`."""
    family_type: str = ""
    """Code of `hh_fam_type`."""
    household_no: str = ""


@dataclass(frozen=True, slots=True)
class Exam:
    """What the examining doctor found."""

    alive: bool
    major: bool
    chronic: bool
    injury: bool
    labour: str
    treatment: str
    diseases: str
    """Names, as the doctor wrote them."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """`code` 0…4, empty for somebody who is not there (any more). `missing`: registered diseases not found."""

    code: str
    missing: tuple[str, ...] = ()


def classify(registered: Registered, exam: Exam, names: Names) -> Suggested:
    """The class that R-14 gives, in its order."""
    if not exam.alive:
        return Suggested("")
    ill, found = registered.cause == ILLNESS, exam.major or exam.chronic
    if not ill and found:
        return Suggested("4")
    recovered = exam.labour in _ABLE and exam.treatment in _BETTER
    if ill and ((not found and not exam.injury) or recovered):
        return Suggested("3")
    if exam.injury and not found:
        return Suggested("1")
    missing = differing(registered.disease, exam.diseases, names) if found else ()
    return Suggested("2", missing) if missing else Suggested("0")


def differing(registered: str, found: str, names: Names) -> tuple[str, ...]:
    """Registered diseases that are none of those found, as the ledger wrote them."""
    there = names.read(found)
    words = parts(registered)
    return tuple(word for word in words if not any(names.same(_family(word, names), one) for one in there))


def _family(word: str, names: Names) -> str:
    known = names.find(word)
    return known.family if known else word


def registered_of(answers: Mapping[str, str]) -> Registered:
    """Of F14's answers, field → text."""
    return Registered(
        answers.get("reg_cause", ""), answers.get("reg_disease", ""), answers.get("reg_health", ""),
        answers.get("fam_type", ""), answers.get("household_no", ""),
    )  # fmt: skip


def exam_of(answers: Mapping[str, str], major_name: str = "") -> Exam:
    """Of F14's answers. `major_name`: what `major_code` is called."""
    said = [major_name, answers.get("major_name", ""), answers.get("chronic_name", "")]
    return Exam(
        alive=answers.get("alive") == "1", major=answers.get("has_major") == "1",
        chronic=answers.get("has_chronic") == "1", injury=answers.get("injury_dis") == "1",
        labour=answers.get("labor_now", ""), treatment=answers.get("treat", ""),
        diseases="、".join(word for word in said if word),
    )  # fmt: skip


_NEEDED: Final = (
    "person_name", "person_id", "household_no", "fam_type", "reg_cause", "reg_health", "exam_date", "exam_org",
    "exam_doctor", "has_major", "has_chronic", "injury_dis", "labor_now", "treat", "one_op_cure", "long_med",
    "cannot_recover", "expert_needed", "diff_class", "batch_sys", "batch_list",
)  # fmt: skip
_IF: Final = {
    "reg_disease": ("reg_cause", ILLNESS), "major_code": ("has_major", "1"), "major_icd": ("has_major", "1"),
    "chronic_name": ("has_chronic", "1"),
}


def completeness(answers: Mapping[str, str]) -> tuple[int, int]:
    """(filled, asked) of the lines that an identification needs (S-349); of a person who is not there the first six."""
    wanted = [*_NEEDED, *(name for name, (on, value) in _IF.items() if answers.get(on) == value)]
    if answers.get("alive") == "0":
        wanted = list(_NEEDED[:6])
    return sum(bool(answers.get(name)) for name in wanted), len(wanted)


def odd(answers: Mapping[str, str], sex: str, birth: str, names: Names, major_name: str = "") -> list[str]:
    """Codes of what does not fit together in F14 (S-349): shown to the doctor, never a refusal.

    `sex` 1 or 2; `birth` ISO day or empty, as the register has them.
    """
    exam = exam_of(answers, major_name)
    if not exam.alive:
        return []
    found = []
    age = _age(birth, answers.get("exam_date", ""))
    for limit in names.limits(f"{exam.diseases}、{answers.get('reg_disease', '')}"):
        if limit.sex and sex in ("1", "2") and limit.sex != sex:
            found.append("sex")
        if age is not None and not limit.age_min <= age <= (999 if limit.age_max < 0 else limit.age_max):
            found.append("age")
    said = answers.get("treat", "")
    never = answers.get("cannot_recover") == "1"
    pairs = {
        "dead": said == "5",
        "cured-never": said == "1" and never,
        "operation-never": answers.get("one_op_cure") == "1" and never,
        "able-never": exam.labour in _ABLE and never,
        "too-young-or-old": exam.labour == "5" and age is not None and 18 <= age < 60,
        "ill-healthy": registered_of(answers).cause == ILLNESS and answers.get("reg_health") == "1",
        "ill-nothing": registered_of(answers).cause == ILLNESS and not answers.get("reg_disease"),
        "listed-as-other": answers.get("major_code") == "99" and _is_major(answers.get("major_name", ""), names),
        "chronic-is-major": exam.chronic and not exam.major and _is_major(answers.get("chronic_name", ""), names),
        "nothing-treated": not (exam.major or exam.chronic or exam.injury) and said in ("3", "4"),
        "icd": _code_differs(answers, names),
        "before-birth": bool(birth) and bool(answers.get("exam_date")) and answers["exam_date"] < birth,
    }  # fmt: skip
    return list(dict.fromkeys([*found, *(code for code, holds in pairs.items() if holds)]))


def _is_major(text: str, names: Names) -> bool:
    return bool(names.major(names.read(text)))


def _code_differs(answers: Mapping[str, str], names: Names) -> bool:
    """The ICD-10 code names a disease of a list, but not the one that was chosen."""
    meant = names.find(answers.get("major_icd", ""))
    chosen = answers.get("major_code", "")
    return bool(meant and meant.major and chosen not in ("", "99", meant.major))


def _age(birth: str, day: str) -> int | None:
    try:
        born, then = date.fromisoformat(birth), date.fromisoformat(day)
    except ValueError:
        return None
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class File:
    """Where the identification of one person stands."""

    registered: Registered | None = None
    source: str = ""
    """The signed F14."""
    examined: str = ""
    """ISO day."""
    doctor: str = ""
    """Name in F14: who examined answers for it."""
    code: str = ""
    """Class 0…4; empty without a form, and for somebody who is not there."""
    answers: Mapping[str, str] = field(default_factory=dict)
    expert: bool = False
    panel: Event | None = None
    sent: Event | None = None
    answer: Event | None = None

    @property
    def step(self) -> str:
        """`todo` nobody examined him; `panel` experts have not met; `none` nothing to change; `ask` a change is to be
        asked for; `sent` asked; `closed` the poverty office changed it; `refused` it did not."""
        if not self.source:
            return "todo"
        if self.expert and self.panel is None:
            return "panel"
        if self.code in ("", "0"):
            return "none"
        if self.sent is None:
            return "ask"
        if self.answer is None:
            return "sent"
        return "closed" if self.answer.text("verdict") == "changed" else "refused"


STEPS: Final = ("todo", "panel", "ask", "sent", "refused", "closed", "none")


def file_of(form: tuple[str, str, Mapping[str, str]] | None, events: Iterable[Event]) -> File | None:
    """A fold; None for somebody of whom nothing was registered or examined. `form`: id, day and answers of his F14.

    A request and its answer belong to the form that they name: after a correction it is asked for anew. The board of
    experts may give another class, which then counts.
    """
    last: dict[str, Event] = {}
    source, day, answers = form or ("", "", {})
    for one in sorted(events, key=lambda event: (event.at, event.id)):
        if one.kind == REGISTERED or one.source == source:
            last[one.kind] = one
            if one.kind == SENT:
                last.pop(ANSWERED, None)
    registered = registered_event(last[REGISTERED]) if REGISTERED in last else None
    if form is None:
        return File(registered) if registered else None
    panel = last.get(PANEL)
    code = (panel.text("code") if panel else "") or answers.get("diff_class", "")
    return File(
        registered or registered_of(answers), source, day, answers.get("exam_doctor", ""), code, answers,
        answers.get("expert_needed") == "1", panel, last.get(SENT), last.get(ANSWERED),
    )  # fmt: skip


def registered_event(one: Event) -> Registered:
    return Registered(
        one.text("cause"), one.text("disease"), one.text("health"), one.text("family_type"), one.text("household_no")
    )


def late(villages: Sequence[str], reported: Mapping[str, str], due: str, today: str) -> list[str]:
    """Villages whose summary did not come by the campaign's day (S-344); `reported`: village → ISO day."""
    return [one for one in villages if (reported.get(one) or today) > due]
