"""Forms and answers by chance: questions of several types, groups and repeats that depend on what stands before."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

import forms
from tests.forms.conftest import xform

LISTS = '<instance id="l"><root>' + "".join(
    f"<item><name>{letter}{digit}</name><label>{letter.upper()}{digit}</label><of>{letter}</of></item>"
    for letter in "abc"
    for digit in "12"
) + "</root></instance>"  # fmt: skip
VALUES = {
    "int": ["", "0", "1", "2", "-3", "17", "x"],
    "decimal": ["", "0.5", "-1.25", "3"],
    "string": ["", "a", "b", "1", "两 行\n<&>\"'", " x "],
    "date": ["", "2026-11-22", "2020-02-29"],
    "select1": ["", "a1", "b2", "c1"],
    "select": ["", "a1", "a1 b2", "c1 c2 a2"],
}
TOGETHER = ("sum(/data/r/r0)", "count(/data/r)", "count-non-empty(/data/r/r1)", "max(/data/r/r0)", "/data/r[2]/r2")
"""Of the repeat as a whole; a question in it that reads them would read itself."""


@dataclass(slots=True)
class Place:
    path: str
    kind: str

    @property
    def in_repeat(self) -> bool:
        return self.path.startswith("/data/r/")


@dataclass(slots=True)
class Made:
    """A form, and the questions that may be answered."""

    xml: bytes
    questions: list[Place] = field(default_factory=list)


@st.composite
def expressions(draw: st.DrawFn, seen: list[Place], depth: int = 2, more: tuple[str, ...] = ()) -> str:
    """An expression over what stands before, of any kind of result."""
    leaves = ["1", "0", "2.5", "'a'", "''", "true()", *(place.path for place in seen), *more]
    if depth == 0:
        return draw(st.sampled_from(leaves))
    shape = draw(st.sampled_from([
        "{0}", "{0} + {1}", "{0} * 2 - {1}", "{0} = {1}", "{0} < {1}", "{0} and not({1})", "{0} or {1}",
        "if({0}, {1}, {2})", "coalesce({0}, {1})", "concat({0}, '-', {1})", "string-length({0})", "round({0}, 1)",
        "selected({0}, 'a1')", "count-selected({0})", "substr({0}, 1, 3)", "number({0}) mod 3", "int({0})",
        ]))  # fmt: skip
    parts = [draw(expressions(seen, depth - 1, more)) for _ in range(3)]
    return shape.format(*(f"({part})" for part in parts))


@st.composite
def questions(draw: st.DrawFn, path: str, seen: list[Place]) -> tuple[str, str, Place]:
    """Bind, control and place of one question whose rules look back only."""
    kind = draw(st.sampled_from(sorted(VALUES)))
    back = [place for place in seen if not place.in_repeat or path.startswith("/data/r/")]
    rules = draw(st.lists(st.sampled_from(["relevant", "required", "readonly", "constraint"]), max_size=2, unique=True))
    written = "".join(f' {rule}="{_safe(draw(expressions(back)))}"' for rule in rules)
    label = f'<label>Q <output value="{_safe(draw(expressions(back, 1)))}"/></label>'
    control = kind if kind in ("select1", "select") else "input"
    body = f'<{control} ref="{path}">{label}'
    if control != "input":
        last = back[-1].path if back else "'a'"
        chosen = draw(st.sampled_from(["", "[of = 'a']", f"[of = substr({last}, 0, 1)]"]))
        nodeset = _safe(f"instance('l')/root/item{chosen}")
        body += f'<itemset nodeset="{nodeset}"><value ref="name"/><label ref="label"/></itemset>'
    bind_type = "string" if kind in ("select1", "select") else kind
    bind = f'<bind nodeset="{path}" type="{bind_type}"{written}/>'
    return bind, f"{body}</{control}>", Place(path, kind)


def _safe(source: str) -> str:
    return source.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def random_forms(draw: st.DrawFn) -> Made:
    """q0… at the top, g/… in a group that may not apply, r/… in a repeat, c0… calculated from all of them."""
    made, binds, bodies = Made(b""), [], {"q": "", "g": "", "r": ""}
    seen: list[Place] = []
    for prefix, count in (("q", 3), ("g", 2), ("r", 3)):
        for number in range(count):
            path = f"/data/{prefix}{number}" if prefix == "q" else f"/data/{prefix}/{prefix}{number}"
            bind, body, place = draw(questions(path, seen))
            binds.append(bind)
            bodies[prefix] += body
            seen.append(place)
    made.questions = list(seen)
    outside = [place for place in seen if not place.in_repeat]
    binds.append(f'<bind nodeset="/data/g" relevant="{_safe(draw(expressions(outside[:3], 1)))}"/>')
    binds.append(f'<bind nodeset="/data/r/own" calculate="{_safe(draw(expressions(seen)))}"/>')
    calculated: list[Place] = []
    for number in range(3):
        path = f"/data/c{number}"
        source = draw(expressions(outside + calculated, more=TOGETHER))
        binds.append(f'<bind nodeset="{path}" calculate="{_safe(source)}"/>')
        calculated.append(Place(path, "string"))
    made.xml = xform(
        '<q0/><q1/><q2/><g><g0/><g1/></g><r jr:template=""><r0/><r1/><r2/><own/></r><c0/><c1/><c2/>'
        "<meta><instanceID/></meta>",
        "".join(binds),
        f'{bodies["q"]}<group ref="/data/g"><label>g</label>{bodies["g"]}</group>'
        f'<group ref="/data/r"><label>r</label><repeat nodeset="/data/r">{bodies["r"]}</repeat></group>',
        LISTS,
    )
    return made


@st.composite
def answers(draw: st.DrawFn, made: Made, instances: int = 2) -> dict[str, str]:
    """Some answers by reference; those in the repeat for `instances` of it."""
    found = {}
    for place in draw(st.lists(st.sampled_from(made.questions), max_size=8, unique_by=lambda place: place.path)):
        value = draw(st.sampled_from(VALUES[place.kind]))
        number = draw(st.integers(1, instances))
        found[place.path.replace("/data/r/", f"/data/r[{number}]/")] = value
    return found


def snapshot(session: forms.FormSession) -> list[object]:
    """All that people see: nodes with their flags and texts, choices, values, problems."""
    found: list[object] = [session.answers(), session.problems()]
    due: list[str | None] = [None]
    while due:
        for node in session.children(due.pop()):
            found.append(node)
            if node.kind != "question":
                due.append(node.ref)
            elif node.control in ("select", "select1"):
                found.append(session.choices(node.ref))
    return found
