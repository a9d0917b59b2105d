"""A form as people see it: sections in order, how far each is, and one line for each row of a repeat. No Qt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from forms import FormSession, Node
from villagevisit.ui.widgets import values
from villagevisit.wording import t

_NUMERAL = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[A-Z]\.\s*|\d+[.、]\s*)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]\s*$")
_POSITION = re.compile(r"\[\d+\]")
_LOOSE = 5
"""More loose questions than this in a row make a section of their own."""

_ROW_WORDS: dict[str, tuple[str, ...]] = {
    "member": ("m_name", "m_relation", "m_age"),
    "income": ("inc_sub", "inc_counted"),
    "expense": ("exp_cat", "exp_net"),
    "house": ("h_type", "h_area"),
    "vehicle": ("v_type", "v_plate"),
    "fin": ("f_type", "f_owner", "f_amount"),
    "obligor": ("o_name", "o_relation", "o_counted"),
    "neighbour": ("n_code", "n_rate", "n_support"),
}
"""What stands in the row of a shipped form's repeat; other repeats show their first three answers."""
_AMOUNTS = frozenset({"inc_counted", "exp_net", "f_amount", "o_counted"})


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the side list: a top-level group or repeat with the loose questions beside it."""

    key: str
    title: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a sheet."""

    ref: str
    kind: Literal["heading", "question", "repeat"]
    label: str = ""


@dataclass(slots=True)
class Standing:
    """How far a section is."""

    relevant: bool = False
    asked: int = 0
    answered: int = 0
    missing: int = 0
    """Required questions without an answer."""
    wrong: int = 0
    rows: int | None = None
    """Instances, when the section is a repeat."""

    @property
    def open(self) -> bool:
        """Whether something is left to do."""
        return bool(self.missing or self.wrong)


def noun(label: str) -> str:
    """A heading without its numbering and remarks: ``四、家庭成员(逐人)`` gives ``家庭成员``."""
    return _BRACKETS.sub("", _NUMERAL.sub("", label)).strip() or label


def short(label: str) -> str:
    """A heading without its remarks but with its numbering: ``四、家庭成员(逐人)`` gives ``四、家庭成员``."""
    return _BRACKETS.sub("", label).strip() or label


def plain_path(ref: str) -> str:
    return _POSITION.sub("", ref)


def sections(session: FormSession) -> tuple[Section, ...]:
    """The form's sections in order. Loose questions join the group after them, the last ones the group before."""
    top = session.children(None)
    while len(top) == 1 and top[0].kind == "group":
        top = session.children(top[0].ref)
    found: list[Section] = []
    loose: list[Node] = []
    for node in top:
        if node.kind == "question":
            loose.append(node)
            continue
        if len(loose) > _LOOSE:
            found.append(_loose_section(loose))
            loose = []
        refs = tuple(one.ref for one in (*loose, node))
        found.append(Section(node.name, _title(session, node), refs))
        loose = []
    if loose and found and len(loose) <= _LOOSE:
        last = found[-1]
        found[-1] = Section(last.key, last.title, (*last.refs, *(node.ref for node in loose)))
    elif loose:
        found.append(_loose_section(loose))
    return tuple(found)


def _title(session: FormSession, node: Node) -> str:
    """A group's words; those of the note that opens it (so compilers of spreadsheets write tables); the form's."""
    if node.label or node.kind == "repeat":
        return node.label or session.form.title
    first = next(iter(session.children(node.ref)), None)
    return first.label if first is not None and first.control == "note" and first.label else session.form.title


def _loose_section(loose: Sequence[Node]) -> Section:
    return Section(loose[0].name, t("visit_page.general"), tuple(node.ref for node in loose))


def entries(session: FormSession, refs: Iterable[str], top: bool = True) -> Iterator[Entry]:
    """Everything on the sheet of these refs in order, relevant or not; groups give a heading and their content."""
    for ref in refs:
        node = session.node(ref)
        if node.kind == "question":
            yield Entry(ref, "question")
        elif node.kind == "repeat":
            yield Entry(ref, "repeat", noun(node.label))
        else:
            if node.label and not top:
                yield Entry(ref, "heading", noun(node.label))
            yield from entries(session, [child.ref for child in session.children(ref)], top=False)


def row_words(session: FormSession, instance: Node) -> str:
    """One line for a row of a repeat: ``张三 · 户主 · 72岁``."""
    wanted = _ROW_WORDS.get(instance.name)
    if wanted is None:
        filled = [node for node in session.children(instance.ref) if node.kind == "question" and node.value]
        words = [_words(session, node) for node in filled[:3]]
    else:
        words = [_named(session, f"{instance.ref}/{name}", name) for name in wanted]
    return " · ".join(word for word in words if word)


def _named(session: FormSession, ref: str, name: str) -> str:
    value = session.value(ref)
    if not value:
        return ""
    if name == "m_age":
        return t("visit_page.age", age=value)
    if name in _AMOUNTS:
        return t("visit_page.yuan", amount=values.show_number(value, money=True))
    return _words(session, session.node(ref))


def _words(session: FormSession, node: Node) -> str:
    options = (
        tuple(values.Option(one.value, one.label or one.value) for one in session.choices(node.ref))
        if node.control in {"select", "select1", "rank"}
        else ()
    )
    return values.show_value(node.type, node.control, node.value, options)


@dataclass(slots=True)
class _Marks:
    """What counts of one section, question by question."""

    relevant: bool = False
    rows: int | None = None
    questions: dict[str, tuple[bool, bool, bool, bool]] = field(default_factory=dict)
    """ref → (asked, answered, missing, wrong)"""
    silent: set[str] = field(default_factory=set)
    """Refs that are no question: calculations."""


class Progress:
    """Keeps the standing of every section, looking only at what an answer changed."""

    def __init__(self, session: FormSession, parts: Sequence[Section]) -> None:
        self._session = session
        self._parts = {part.key: part for part in parts}
        self._marks: dict[str, _Marks] = {}
        self._home: dict[str, str] = {}
        for part in parts:
            for ref in part.refs:
                self._home[plain_path(ref)] = part.key
            self._scan(part)

    def standing(self, key: str) -> Standing:
        marks = self._marks[key]
        counted = marks.questions.values()
        return Standing(
            marks.relevant,
            sum(asked for asked, _, _, _ in counted),
            sum(answered for _, answered, _, _ in counted),
            sum(missing for _, _, missing, _ in counted),
            sum(wrong for _, _, _, wrong in counted),
            marks.rows,
        )

    def row_standing(self, ref: str) -> tuple[int, int]:
        """(missing, wrong) of one row of a repeat."""
        marks = self._marks[self.section_of(ref)]
        inside = [mark for one, mark in marks.questions.items() if one.startswith(ref + "/")]
        return sum(missing for _, _, missing, _ in inside), sum(wrong for _, _, _, wrong in inside)

    def section_of(self, ref: str) -> str:
        """The section that a ref stands in; empty for what stands in none."""
        path = plain_path(ref)
        while path:
            if path in self._home:
                return self._home[path]
            path = path.rpartition("/")[0]
        return ""

    def update(self, changed: Iterable[str]) -> frozenset[str]:
        """Takes over what changed; returns the sections whose standing may be another."""
        touched: set[str] = set()
        again: set[str] = set()
        for ref in changed:
            key = self.section_of(ref)
            if not key or key in again or ref in self._marks[key].silent:
                continue
            node = self._session.node(ref)
            if node.kind != "question":
                again.add(key)
            elif node.control:
                self._marks[key].questions[ref] = _mark(node)
                if ref in self._parts[key].refs:
                    again.add(key)
            else:
                self._marks[key].silent.add(ref)
                continue
            touched.add(key)
        for key in again:
            self._scan(self._parts[key])
        return frozenset(touched)

    def _scan(self, part: Section) -> None:
        marks = _Marks()
        self._marks[part.key] = marks
        self._walk(marks, [self._session.node(ref) for ref in part.refs])

    def _walk(self, marks: _Marks, nodes: Iterable[Node], top: bool = True) -> None:
        for node in nodes:
            if not node.exists or not node.relevant:
                continue
            if node.kind == "question":
                if node.control:
                    marks.questions[node.ref] = _mark(node)
                    marks.relevant = True
                continue
            if node.kind == "repeat":
                marks.relevant = True
                if top:
                    marks.rows = node.count
            self._walk(marks, self._session.children(node.ref), top=False)


def _mark(node: Node) -> tuple[bool, bool, bool, bool]:
    if not node.relevant or node.control == "note":
        return False, False, False, False
    return True, bool(node.value), node.required and not node.value and not node.readonly, not node.valid
