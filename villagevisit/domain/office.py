"""Official papers that an office writes: 公文, 信函 and 简报 (S-526 … S-537; GB/T 9704-2012).

`office.named`: how the office calls itself on paper, from a day on. `office.issued` holds the whole text with its
number and never changes; `office.withdrawn` says why it no longer counts. Numbers run by office, code and year; one that
was used stays used, also when its paper was withdrawn. Two computers that were apart may give the same number: both
papers are shown, and somebody withdraws one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from villagevisit.domain.event import Event, Value

NAMED, ISSUED, WITHDRAWN = "office.named", "office.issued", "office.withdrawn"
KINDS = (ISSUED, WITHDRAWN)
HIGHEST = 9999
_PLACE, _OPEN = re.compile(r"\{[a-z_]+\}"), "〔待填〕"


class Kind(StrEnum):
    """What is written; minutes of a meeting are made where the meeting is entered."""

    NOTICE = "notice"
    CIRCULAR = "circular"
    REQUEST = "request"
    REPORT = "report"
    LETTER = "letter"
    BRIEF = "brief"


UPWARD = frozenset({Kind.REQUEST, Kind.REPORT})
"""To a higher office: these bear who signed them for issue (签发人)."""
URGENT = ("", "加急", "特急")
"""紧急程度 as it stands on paper."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure of the text is from."""

    name: str
    value: str
    told: str


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody writes. Several offices or names in one field are parted by 、，or a new line."""

    kind: Kind
    title: str = ""
    """A new line where the office wants the title broken."""
    to: str = ""
    """主送; of a bulletin 报."""
    body: str = ""
    signer: str = ""
    """签发人."""
    urgency: str = ""
    attachments: str = ""
    """One to a line."""
    copies: str = ""
    """抄送; of a bulletin 发."""
    note: str = ""
    """附注 as contact and telephone; of a bulletin 按语."""
    checked: str = ""
    edited: str = ""
    phone: str = ""
    template: str = ""
    """Version of the starting text."""
    sources: tuple[Source, ...] = ()

    def attached(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.attachments.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Office:
    """How an office calls itself on paper; the codes are 机关代字 as `清政发`."""

    since: str = ""
    """ISO day from which it holds; empty: nobody said yet."""
    issuer: str = ""
    down: str = ""
    up: str = ""
    letter: str = ""
    brief: str = ""
    """Name of its bulletin."""
    printer: str = ""
    """印发机关."""
    phone: str = ""

    def code(self, kind: Kind) -> str:
        """The series in which a kind is numbered."""
        if kind is Kind.BRIEF:
            return self.brief
        return self.letter if kind is Kind.LETTER else self.up if kind in UPWARD else self.down


@dataclass(frozen=True, slots=True)
class Withdrawal:
    day: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Issued:
    id: str
    area: str
    day: str
    at: str
    by: str
    text: Text
    office: Office
    code: str
    year: int
    number: int
    total: int
    """Of a bulletin: its number among all; 0 on other papers."""
    withdrawn: Withdrawal | None = None

    @property
    def mark(self) -> str:
        return mark(self.text.kind, self.code, self.year, self.number, self.total)


@dataclass(frozen=True, slots=True)
class Series:
    """One code in one year."""

    code: str
    year: int
    issued: tuple[Issued, ...]
    """By number."""
    gaps: tuple[tuple[int, int], ...]
    """First and last of each run of numbers that no paper here bears."""
    twice: frozenset[int]
    """Numbers of two papers that both count."""


def mark(kind: Kind, code: str, year: int, number: int, total: int = 0) -> str:
    """`清政发〔2026〕3号`, of a bulletin `第3期（总第15期）`; 0 leaves the number open."""
    shown = str(number) if number else "　"
    if kind is Kind.BRIEF:
        return f"第{shown}期（总第{total or '　'}期）"
    return f"{code}〔{year}〕{shown}号"


def named(events: Iterable[Event], area: str, day: str) -> Office:
    """How the office calls itself on a day: what begins last counts, of one day what was entered last."""
    said = [(one.text("from"), one.at, one.id, one) for one in events if one.kind == NAMED and one.area == area]
    held = [one for one in said if one[0] <= day]
    if not held:
        return Office()
    last = max(held, key=lambda one: one[:3])[3]
    names = ("issuer", "down", "up", "letter", "brief", "printer", "phone")
    return Office(last.text("from"), **{name: last.text(name) for name in names})


def fold(events: Iterable[Event]) -> dict[str, Issued]:
    """Papers by id; the first withdrawal counts."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    found: dict[str, Issued] = {}
    for one in ordered:
        if one.kind == ISSUED and one.thing not in found and (made := _issued(one)) is not None:
            found[one.thing] = made
    for one in ordered:
        known = found.get(one.thing)
        if one.kind == WITHDRAWN and known is not None and known.withdrawn is None and one.text("reason"):
            found[one.thing] = replace(known, withdrawn=Withdrawal(one.day, one.by, one.text("reason")))
    return found


def _issued(one: Event) -> Issued | None:
    text, office = read_text(one.data.get("text")), _office(one.data.get("office"))
    number, year = one.number("number"), one.number("year")
    if text is None or not 0 < number <= HIGHEST or not one.text("code"):
        return None
    return Issued(
        one.thing, one.area, one.day, one.at, one.by, text, office, one.text("code"), year, number, one.number("total")
    )


def _office(data: Value) -> Office:
    given = data if isinstance(data, dict) else {}
    return Office(**{one.name: str(given.get(one.name, "")) for one in fields(Office)})


def text_data(text: Text) -> dict[str, Value]:
    """For an event or a draft."""
    plain: dict[str, Value] = {one.name: str(getattr(text, one.name)) for one in fields(Text) if one.name != "sources"}
    plain["sources"] = [[one.name, one.value, one.told] for one in text.sources]
    return plain


def read_text(data: Value) -> Text | None:
    """None for what is no text of this kind."""
    if not isinstance(data, dict) or data.get("kind") not in set(Kind):
        return None
    plain = {one.name: str(data.get(one.name, "")) for one in fields(Text) if one.name not in ("kind", "sources")}
    given = data.get("sources")
    sources = tuple(
        Source(*map(str, one)) for one in (given if isinstance(given, list) else ())
        if isinstance(one, list) and len(one) == 3
    )  # fmt: skip
    return Text(Kind(str(data["kind"])), **plain, sources=sources)


@dataclass(frozen=True, slots=True)
class Used:
    """Numbers of one series and year that are gone, and the highest running number of its bulletins."""

    numbers: frozenset[int] = field(default_factory=frozenset)
    total: int = 0

    @property
    def next(self) -> int:
        return max(self.numbers, default=0) + 1


def used(papers: Iterable[Issued], area: str, code: str, year: int) -> Used:
    """Withdrawn ones too; `total` runs on over the years."""
    ours = [one for one in papers if one.area == area and one.code == code]
    numbers = frozenset(one.number for one in ours if one.year == year)
    return Used(numbers, max((one.total for one in ours), default=0))


def register(papers: Iterable[Issued], area: str, year: int) -> tuple[Series, ...]:
    """发文登记 of a year: each code with its papers by number, the gaps, and numbers that were given twice."""
    by_code: dict[str, list[Issued]] = {}
    for one in papers:
        if one.area == area and one.year == year:
            by_code.setdefault(one.code, []).append(one)
    return tuple(_series(code, year, found) for code, found in sorted(by_code.items()))


def _series(code: str, year: int, found: list[Issued]) -> Series:
    found.sort(key=lambda one: (one.number, one.at, one.id))
    gaps, last = [], 0
    for number in sorted({one.number for one in found}):
        if number > last + 1:
            gaps.append((last + 1, number - 1))
        last = number
    count = Counter(one.number for one in found if one.withdrawn is None)
    return Series(code, year, tuple(found), tuple(gaps), frozenset(one for one, many in count.items() if many > 1))


def figures(text: Text, given: Mapping[str, Source]) -> Text:
    """Fills `{name}` places with figures and keeps where each is from; a place without a figure stays open."""
    kept: dict[str, Source] = {}

    def fill(words: str) -> str:
        for name, one in given.items():
            if f"{{{name}}}" in words:
                words = words.replace(f"{{{name}}}", one.value)
                kept[name] = one
        return _PLACE.sub(_OPEN, words)

    title, body, note = fill(text.title), fill(text.body), fill(text.note)
    told = tuple(one for one in kept.values() if one.told)
    return replace(text, title=title, body=body, note=note, sources=(*text.sources, *told))
