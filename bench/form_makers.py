"""Four synthetic forms of known size, as XForm XML, each with the answers that every engine under test gives it.

Values come from a fixed seed, so every run and every engine sees the same form and the same answers.
"""

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

ROUNDS = 3
MEMBERS = 50
HOUSES, VILLAGES, TOWNS = 100_000, 200, 20
_TYPES = ("int", "select1", "string", "decimal", "date")
_NUMERIC = ("int", "decimal")
_HIDE_AND_SHOW = ("c3", "c1")
"""Every choice first hides what hangs on it, then shows it again, so that no later answer meets a hidden question."""
_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa">'
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A form, what to do with it, and the values that engines must agree on afterwards."""

    name: str
    case: str
    xform: str
    answers: tuple[tuple[str, str], ...]
    checks: tuple[str, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    grow: tuple[str, int] | None = None
    """A repeat that first gets so many instances."""
    choices: str = ""
    """A select whose first choices are read, once the answers are in."""
    patience: int = 300
    """Seconds after which a slower engine is stopped."""

    def script(self) -> str:
        """All but form and media, as JSON."""
        return json.dumps({"answers": self.answers, "checks": self.checks, "grow": self.grow, "choices": self.choices})


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str = "string"
    relevant: str = ""
    calculate: str = ""
    constraint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    fields: tuple[Field, ...]
    relevant: str = ""
    repeat: bool = False


def samples() -> dict[str, Callable[[], Sample]]:
    """By name; each is made when it is needed."""
    return {"a": chain_small, "b": chain_large, "c": members, "d": long_list}


# (a), (b): groups of questions, a chain of calculations over all numbers in them


def chain_small() -> Sample:
    return _chained("a", groups=5, each=20, calculations=30, hidden_groups=(2, 4), hidden_questions=0)


def chain_large() -> Sample:
    return _chained("b", groups=25, each=20, calculations=200, hidden_groups=range(2, 26, 2), hidden_questions=100)


def _chained(
    name: str, *, groups: int, each: int, calculations: int, hidden_groups: Sequence[int], hidden_questions: int
) -> Sample:
    made: list[Group] = []
    numbers: list[str] = []
    total = 0
    for g in range(1, groups + 1):
        fields: list[Field] = []
        for _ in range(each):
            kind = _TYPES[total % len(_TYPES)]
            total += 1
            path = f"/data/g{g}/q{total}"
            if kind in _NUMERIC:
                numbers.append(path)
                fields.append(Field(f"q{total}", kind, constraint=". &gt;= 0 and . &lt; 100000"))
            elif kind == "string" and total <= hidden_questions * len(_TYPES):
                fields.append(Field(f"q{total}", kind, relevant=f"/data/g{g}/q{total - 1} = 'c1'"))
            else:
                fields.append(Field(f"q{total}", kind))
        shown = f"/data/g{g - 1}/q{total - 2 * each + 2} != 'c3'" if g in hidden_groups else ""
        made.append(Group(f"g{g}", tuple(fields), shown))
    made.append(Group("sums", tuple(_chain(numbers, calculations))))
    relevants = hidden_questions + len(hidden_groups)
    case = f"({name}) {total} questions, {calculations} chained calculations, {relevants} relevants"
    picks = random.Random(20261122)
    answers = tuple(
        (f"/data/{group.name}/{each.name}", value)
        for _ in range(ROUNDS)
        for group in made[:-1]
        for each in group.fields
        for value in (_HIDE_AND_SHOW if each.type == "select1" else (_value(picks, each.type),))
    )
    checks = (f"/data/sums/c{calculations - 1}",)
    return Sample(name, case, _form(name, made, choices=_yes_no()), answers, checks)


def _chain(numbers: Sequence[str], calculations: int) -> Iterator[Field]:
    for number in range(calculations):
        own = f"coalesce({numbers[number % len(numbers)]}, 0)"
        before = f"/data/sums/c{number - 1} + " if number else ""
        yield Field(f"c{number}", calculate=before + own)


def _value(picks: random.Random, kind: str) -> str:
    match kind:
        case "int":
            return str(picks.randrange(1000))
        case "decimal":
            return f"{picks.randrange(100_000) / 4:.2f}"
        case "select1":
            return f"c{picks.randrange(1, 4)}"
        case "date":
            return f"20{picks.randrange(10, 27)}-{picks.randrange(1, 13):02}-{picks.randrange(1, 29):02}"
        case _:
            return f"answer {picks.randrange(10_000)}"


# (c): a repeat, and what is added up over it

_MEMBER_QUESTIONS = (
    *(Field(f"text{n}") for n in range(1, 9)),
    *(Field(f"pick{n}", "select1") for n in range(1, 7)),
    *(Field(f"born{n}", "date") for n in range(1, 3)),
    Field("age", "int", constraint=". &gt;= 0 and . &lt; 130"),
    *(Field(money, "int") for money in ("wage", "farm", "subs", "cost")),
    Field("school", relevant="../age &lt; 18"),
    Field("job", relevant="../age &gt;= 18"),
    Field("care", relevant="../pick1 = 'c3'"),
    Field("note"),
)
_MEMBER_CALCULATIONS = (
    Field("earned", calculate="coalesce(../wage, 0) + coalesce(../farm, 0)"),
    Field("tot", calculate="../earned + coalesce(../subs, 0)"),
    Field("net", calculate="../tot - coalesce(../cost, 0)"),
    Field("child", calculate="if(../age &lt; 18, 1, 0)"),
    Field("who", calculate="concat(../text1, ' (', ../age, ')')"),
)
_AGGREGATES = {
    "n": "count(/data/member)",
    "s_wage": "sum(/data/member/wage)",
    "s_farm": "sum(/data/member/farm)",
    "s_subs": "sum(/data/member/subs)",
    "s_tot": "sum(/data/member/tot)",
    "s_net": "sum(/data/member/net)",
    "most": "max(/data/member/tot)",
    "average": "/data/s_tot div /data/n",
    "n_child": "sum(/data/member/child)",
    "n_poor": "count(/data/member[tot &lt; 1000])",
}


def members() -> Sample:
    fields = _MEMBER_QUESTIONS + _MEMBER_CALCULATIONS
    parts: list[Field | Group] = [
        Group("member", fields, repeat=True),
        *(Field(name, calculate=source) for name, source in _AGGREGATES.items()),
    ]
    picks = random.Random(20261122)
    answers = tuple(answer for number in range(1, MEMBERS + 1) for answer in _member(picks, number))
    case = f"(c) repeat of {MEMBERS} members x {len(fields)} fields, {len(_AGGREGATES)} aggregates"
    checks = tuple(f"/data/{name}" for name in _AGGREGATES)
    xform = _form("c", parts, choices=_yes_no())
    return Sample("c", case, xform, answers, checks, grow=("/data/member", MEMBERS))


def _member(picks: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Answers to the questions that apply to a member of the age that is drawn."""
    age = picks.randrange(100)
    values = {each.name: _value(picks, each.type) for each in _MEMBER_QUESTIONS} | {"age": str(age)}
    hidden = {"job" if age < 18 else "school", "" if values["pick1"] == "c3" else "care"}
    for name, value in values.items():
        if name not in hidden:
            yield f"/data/member[{number}]/{name}", value


# (d): a select over a long external list, and look-ups in it


def long_list() -> Sample:
    parts = (
        Field("town", "select1"),
        Field("village", "select1"),
        Field("house", "select1"),
        Field("head", calculate="instance('houses')/root/item[name = /data/house]/head"),
        Field("people", calculate="pulldata('houses', 'people', 'name', /data/house)"),
    )
    lists = _instance("towns", [(f"t{n}", f"Town {n}", "") for n in range(TOWNS)]) + _instance(
        "villages", [(f"v{n}", f"Village {n}", f"t{n % TOWNS}") for n in range(VILLAGES)]
    )
    body = (
        _select("/data/town", "instance('towns')/root/item")
        + _select("/data/village", "instance('villages')/root/item[part = /data/town]")
        + _select("/data/house", "instance('houses')/root/item[village = /data/village]")
    )
    external = '<instance id="houses" src="jr://file-csv/houses.csv"/>'
    picks = random.Random(20261122)
    answers: list[tuple[str, str]] = []
    for _ in range(100):
        house = picks.randrange(HOUSES)
        village = house % VILLAGES
        answers += (
            ("/data/town", f"t{village % TOWNS}"),
            ("/data/village", f"v{village}"),
            ("/data/house", f"h{house}"),
        )
    return Sample(
        "d",
        f"(d) list of {HOUSES:,} rows, filter and 2 look-ups",
        _form("d", parts, choices="", secondary=lists + external, body=body),
        tuple(answers),
        ("/data/head", "/data/people"),
        {"houses.csv": _houses()},
        choices="/data/house",
        patience=60,
    )


def _houses() -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("name", "label", "village", "head", "people"))
    for n in range(HOUSES):
        table.writerow(
            (f"h{n}", f"No. {n // VILLAGES}, village {n % VILLAGES}", f"v{n % VILLAGES}", f"Head {n}", n % 9)
        )
    return out.getvalue().encode()


# XML


def _form(name: str, parts: Sequence[Field | Group], *, choices: str, secondary: str = "", body: str = "") -> str:
    binds = "".join(_binds(part, "/data") for part in parts)
    binds += '<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>'
    places = "".join(_place(part) for part in parts)
    meta = "<meta><instanceID/></meta>"
    shown = body or "".join(_controls(part, "/data", choices) for part in parts)
    return (
        f"{_HEAD}<h:head><h:title>{name}</h:title><model>"
        f'<instance><data id="bench_{name}" version="1">{places}{meta}</data></instance>{secondary}{binds}'
        f"</model></h:head><h:body>{shown}</h:body></h:html>"
    )


def _place(part: Field | Group) -> str:
    if isinstance(part, Field):
        return f"<{part.name}/>"
    inner = "".join(map(_place, part.fields))
    template = f'<{part.name} jr:template="">{inner}</{part.name}>' if part.repeat else ""
    return f"{template}<{part.name}>{inner}</{part.name}>"


def _binds(part: Field | Group, above: str) -> str:
    path = f"{above}/{part.name}"
    if isinstance(part, Group):
        own = f'<bind nodeset="{path}" relevant="{part.relevant}"/>' if part.relevant else ""
        return own + "".join(_binds(each, path) for each in part.fields)
    names = ("relevant", "calculate", "constraint")
    rules = "".join(f' {name}="{source}"' for name in names if (source := getattr(part, name)))
    kind = "string" if part.type == "select1" else part.type
    return f'<bind nodeset="{path}" type="{kind}"{rules}/>'


def _controls(part: Field | Group, above: str, choices: str) -> str:
    path = f"{above}/{part.name}"
    if isinstance(part, Group):
        inner = "".join(_controls(each, path, choices) for each in part.fields)
        if part.repeat:
            inner = f'<repeat nodeset="{path}">{inner}</repeat>'
        return f'<group ref="{path}"><label>{part.name}</label>{inner}</group>'
    if part.calculate:
        return ""
    if part.type == "select1":
        return f'<select1 ref="{path}"><label>{part.name}</label>{choices}</select1>'
    return f'<input ref="{path}"><label>{part.name}</label></input>'


def _yes_no() -> str:
    return "".join(f"<item><label>Choice {n}</label><value>c{n}</value></item>" for n in (1, 2, 3))


def _select(ref: str, nodeset: str) -> str:
    return (
        f'<select1 ref="{ref}"><label>{ref}</label><itemset nodeset="{nodeset}">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )


def _instance(name: str, rows: Sequence[tuple[str, str, str]]) -> str:
    items = "".join(
        f"<item><name>{value}</name><label>{label}</label><part>{part}</part></item>" for value, label, part in rows
    )
    return f'<instance id="{name}"><root>{items}</root></instance>'
