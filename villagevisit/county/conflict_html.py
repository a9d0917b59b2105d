"""The two versions of a household as HTML: who says what on the left and right, the differences one below the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from villagevisit.county import conflict_typed, deciding
from villagevisit.county.html import Markup, Words, join, moment, table, tag
from villagevisit.domain.merge import GONE, HERE, Head, Merged
from villagevisit.domain.merge_fields import last_part, parts
from villagevisit.services import conflict_words as named
from villagevisit.services.merging import Known
from villagevisit.services.resolution_body import RESOLUTION
from villagevisit.store.county_conflicts import CaseLine, StoredOp

OTHER = "other"
_BESIDE = 3
"""Sides that stand in columns; more than these stand below each other."""
STYLE = """
main .sides,main .choice{display:grid;gap:.8rem 1.2rem;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr))}
main .beside{grid-template-columns:repeat(var(--n),minmax(0,1fr))}
main .side{border-top:3px solid var(--line);padding:.3rem 0}main .side p{margin:.1rem 0}
main form.decide{max-width:none;gap:1rem}
main fieldset{border:0;border-top:1px solid var(--line);margin:0;padding:.6rem 0 .8rem;min-width:0}
main legend{font-weight:600;padding:0 .6rem 0 0;float:left;width:100%;margin-bottom:.4rem}
main .choice{clear:both}
main .choice label{display:flex;gap:.6rem;align-items:flex-start;min-height:44px;padding:.5rem .6rem;
border:1px solid var(--line);border-radius:4px;cursor:pointer;overflow-wrap:anywhere}
main .choice label:has(input:checked){border-color:var(--accent);background:var(--surface)}
main input[type=radio]{min-height:0;width:1.2rem;height:1.2rem;flex:none;margin:.25rem 0 0;accent-color:var(--accent)}
main .says{display:grid;grid-template-columns:auto 1fr;gap:0 .8rem;font-variant-numeric:tabular-nums}
main .says b{font-weight:600}main .says>*{overflow-wrap:normal}
main .record{margin-top:.3rem}main td.w,main th.w{white-space:nowrap}
main select{font:inherit;min-height:44px;padding:.4rem;border:1px solid var(--muted);border-radius:4px;
background:var(--paper);color:var(--ink)}main .letter{color:var(--accent);font-weight:600}
main .rest{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin-top:.5rem;align-items:center}
main .rest label{display:flex;gap:.5rem;align-items:center;min-height:44px}
main .rest input[type=text]{width:11rem;letter-spacing:0}
main textarea{font:inherit;width:100%;min-height:5rem;padding:.6rem .8rem;border:1px solid var(--muted);
border-radius:4px;background:var(--paper);color:var(--ink)}
main .narrow{max-width:36rem;display:flex;flex-direction:column;gap:.4rem}
main .narrow input{letter-spacing:0}
main .buttons{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center}
main button.second{background:none;color:var(--accent)}main .rest details[open]{flex-basis:100%}
main summary{cursor:pointer;min-height:44px;display:flex;align-items:center;color:var(--accent)}
@media (max-width:44rem){main .beside{grid-template-columns:minmax(0,1fr)}main .unchanged{display:none}
main .buttons button{width:100%}}
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person had filled in when the page came back to him."""

    picks: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    reason: str = ""
    error: str = ""
    """A sentence."""


def list_parts(words: Words, found: list[CaseLine], count: int, names: Mapping[str, str]) -> list[Markup]:
    """The households that wait."""
    if not found:
        return [tag("p", words("conflict.none"), class_="muted")]
    heads = {
        words("county.page.village_name"): "w",
        words("county.page.household_no"): "w",
        words("county.page.head"): "w",
        words("conflict.col_what"): "",
        words("conflict.col_since"): "w",
        words("conflict.col_who"): "",
    }
    rows = [
        [
            one.case.village_name or one.case.village_code,
            tag("a", one.case.household_no or one.case.household_id, href=f"/conflict/{one.case.household_id}"),
            one.case.head_name,
            _what(words, one.registers),
            moment(one.case.since),
            words("conflict.comma").join(names.get(device, device) for device in one.case.devices.split()),
        ]
        for one in found
    ]
    return [tag("p", words("conflict.list_count", count=count), class_="waiting"), table(heads, rows)]


def in_doubt(words: Words, count: int) -> list[Markup]:
    """The way to the list, for the county's first page; nothing when nothing waits."""
    link = tag("a", words("conflict.list_count", count=count), href="/conflicts")
    return [tag("p", "▲ ", link, class_="waiting")] if count else []


def _what(words: Words, registers: tuple[str, ...]) -> str:
    """Each kind of difference once, with how many there are."""
    counted: dict[str, int] = {}
    for register in registers:
        name = named.field_name(words, last_part(register))
        counted[name] = counted.get(name, 0) + 1
    return words("conflict.comma").join(name if n == 1 else f"{name} × {n}" for name, n in counted.items())


def sides_of(known: Known) -> dict[str, list[StoredOp]]:
    """The computers that disagree, in the order in which their word came, each with its records."""
    found = {head.op for one in known.conflicts for head in one.heads}
    said = {known.ops[op].op_id: known.ops[op] for op in found}
    sides: dict[str, list[StoredOp]] = {}
    for op in sorted(said.values(), key=lambda op: (op.received_at, op.device, op.seq)):
        sides.setdefault(op.device, []).append(op)
    return sides


def letter(words: Words, place: int) -> str:
    """甲 for the first side, A in English; a number when the letters have run out."""
    letters = words("conflict.letters")
    return letters[place] if place < len(letters) else str(place + 1)


def side_parts(words: Words, known: Known, names: Mapping[str, str]) -> Markup:
    """Who says it, when, on which computer, why."""
    found = sides_of(known)
    cards = [
        tag(
            "div",
            tag("p", tag("span", letter(words, place), class_="letter"), " ", _side(words, names, device, said)),
            *(_record(words, known, op) for op in said),
            class_="side",
        )
        for place, (device, said) in enumerate(found.items())
    ]
    return _columns("sides", len(found), cards)


def _side(words: Words, names: Mapping[str, str], device: str, said: list[StoredOp]) -> str:
    return words("conflict.county") if any(op.settles for op in said) else _name(words, names, device)


def _record(words: Words, known: Known, op: StoredOp) -> Markup:
    who = _who(words, known, op)
    source = tag("a", words("conflict.side_source"), href=f"/conflict/{known.household_id}/{op.op_id}")
    when = tag("span", words("conflict.side_times", made=moment(op.made_at), at=moment(op.received_at)))
    why = [tag("p", words("conflict.side_why", why=op.why))] if op.why else []
    first = tag("p", _kind(words, op), *([" · ", who] if who else []), " · ", source)
    return tag("div", first, tag("p", when, class_="muted"), *why, class_="record")


def _name(words: Words, names: Mapping[str, str], device: str) -> str:
    name = f"{names[device]} ({device})" if names.get(device) else device
    return words("conflict.side_computer", name=name)


def _kind(words: Words, op: StoredOp) -> str:
    if op.kind == RESOLUTION:
        return words("conflict.side_decision") if op.settles else words("conflict.side_opinion", who=op.who)
    return words("conflict.side_visit") if op.subject else words("conflict.side_roster")


def _who(words: Words, known: Known, op: StoredOp) -> str:
    if not op.subject:
        return op.who if op.settles else ""
    return words("conflict.comma").join(known.signers.get(op.subject, ())) or words("conflict.who_unknown")


def _columns(kind: str, count: int, cells: list[Markup]) -> Markup:
    if count <= _BESIDE:
        return tag("div", *cells, class_=f"{kind} beside", style=f"--n:{count}")
    return tag("div", *cells, class_=kind)


def choice_parts(words: Words, known: Known, one: Merged, given: Given) -> Markup:
    """One difference: each side's value in its column, another value to type, or nothing yet."""
    register = one.register
    sides = list(sides_of(known))
    pick = given.picks.get(register, "")
    differing = _differing(one)
    cells: dict[int, Markup] = {}
    for value, heads in _options(one):
        said = sorted({sides.index(known.ops[head.op].device) for head in heads})
        badge = tag("span", " ".join(letter(words, place) for place in said), class_="letter")
        says = _says(words, known, one, heads[0], value, differing)
        place = next((place for place in said if place not in cells), len(sides) + len(cells))
        cells[place] = _radio(register, value, pick == f"={value}", badge, says)
    if len(sides) <= _BESIDE:
        silent = tag("p", words("conflict.same_as_before"), class_="muted unchanged")
        cells |= {place: silent for place in range(len(sides)) if place not in cells}
    legend = tag("legend", named.label(words, known, register))
    body: list[str] = [legend, _hidden(f"mark:{register}", deciding.seen(one))]
    if given.marks and given.marks.get(register) != deciding.seen(one):
        body.append(tag("p", words("conflict.changed_here"), class_="waiting"))
    body.append(_columns("choice", len(sides), [cell for _, cell in sorted(cells.items())]))
    body.append(tag("div", *_rest(words, known, one, pick), *_another(words, one, pick, given), class_="rest"))
    if one.past:
        values = words("conflict.comma").join(named.line(words, known, register, head.value) for head in one.past)
        body.append(tag("p", words("conflict.decided_before", values=values), class_="muted"))
    return tag("fieldset", *body)


def _options(one: Merged) -> list[tuple[str, list[Head]]]:
    """The values to choose from, each with the sides that say it."""
    found: dict[str, list[Head]] = {}
    against = [head for head in one.heads if head.register != one.register]
    for head in one.heads:
        if head.register == one.register:
            found.setdefault(head.value, []).append(head)
    if against:
        found.setdefault("active" if one.register == "state" else HERE, []).extend(against)
    return list(found.items())


def _differing(one: Merged) -> set[str]:
    """Parts in which the sides differ."""
    said = [parts(one.register, head.value) for head in one.heads if head.register == one.register]
    return {part for says in said for part in says if len({other.get(part) for other in said}) > 1}


def _says(words: Words, known: Known, one: Merged, head: Head, value: str, differing: set[str]) -> Markup:
    if head.register != one.register:
        stays = named.line(words, known, one.register, value)
        return tag("span", stays, tag("br"), tag("span", named.head_line(words, known, one, head), class_="muted"))
    names = {named.field_name(words, part) for part in differing}
    cells = []
    for name, says in named.lines(words, known, one.register, value):
        cells.append(tag("span", name, class_="muted") if name else Markup("<span></span>"))
        cells.append(tag("b", says) if not name or name in names else tag("span", says))
    return tag("span", *cells, class_="says")


def _radio(register: str, value: str, checked: bool, *inside: str) -> Markup:
    mark = {"checked": "checked"} if checked else {}
    button = _void("input", type="radio", name_=f"pick:{register}", value=f"={value}", **mark)
    return tag("label", button, *inside)


def _rest(words: Words, known: Known, one: Merged, pick: str) -> list[Markup]:
    """What no side says, and no decision yet."""
    found = []
    if last_part(one.register) == "twin":
        both = named.line(words, known, one.register, named.BOTH)
        found.append(_radio(one.register, named.BOTH, pick == f"={named.BOTH}", both))
    leave = {} if pick else {"checked": "checked"}
    button = _void("input", type="radio", name_=f"pick:{one.register}", value="", **leave)
    return [*found, tag("label", button, words("conflict.leave"))]


def _another(words: Words, one: Merged, pick: str, given: Given) -> list[Markup]:
    """A value of one's own, folded away until it is wanted."""
    typed = conflict_typed.typed_parts(one)
    if not typed:
        return []
    chosen = pick == OTHER
    mark = {"checked": "checked"} if chosen else {}
    button = _void("input", type="radio", name_=f"pick:{one.register}", value=OTHER, **mark)
    entries = [tag("label", button, words("conflict.other_use"))]
    for part in typed:
        name = f"type:{one.register}:{part}"
        before = given.typed.get(name, "")
        choices = named.choices(words, part)
        entry = (
            tag("select", *(_choice(value, text, before) for value, text in choices), name_=name)
            if choices
            else _void("input", type="text", name_=name, value=before, maxlength="200", autocomplete="off")
        )
        entries.append(tag("label", named.field_name(words, part), entry))
    opened = {"open": "open"} if chosen else {}
    inside = tag("div", *entries, class_="rest")
    return [tag("details", tag("summary", words("conflict.other")), inside, **opened)]


def _choice(value: str, text: str, chosen: str) -> Markup:
    mark = {"selected": "selected"} if value == chosen else {}
    return tag("option", text, value=value, **mark)


def decide_parts(words: Words, known: Known, given: Given, person: str) -> list[Markup]:
    """The reason, the name, and the buttons; Enter presses the first, which takes only what was chosen."""
    sides = list(sides_of(known))
    all_of = [
        tag(
            "button", words("conflict.all_of", side=letter(words, place)), type="submit", name_="all", value=device,
            class_="second",
        )
        for place, device in enumerate(sides[:_BESIDE])
    ]  # fmt: skip
    name = [] if person else [
        tag("label", words("conflict.by"), for_="by"),
        _void("input", id="by", name_="by", value=given.by, maxlength="60", autocomplete="name"),
    ]  # fmt: skip
    decide = tag("button", words("conflict.decide"), type="submit")
    return [
        tag(
            "div",
            *name,
            tag("label", words("conflict.why"), for_="reason"),
            tag("textarea", given.reason, id="reason", name_="reason", maxlength="2000"),
            class_="narrow",
        ),
        tag("div", decide, *all_of, class_="buttons"),
    ]


def rest_parts(words: Words, known: Known) -> list[Markup]:
    """What merged by rule, and what was decided before."""
    found = []
    lines = [_merged_line(words, known, one) for one in known.registers.values() if _by_rule(one)]
    if lines:
        inside = (tag("p", one) for one in lines)
        found.append(tag("details", tag("summary", words("conflict.merged")), *inside))
    made = known.decisions()
    if made:
        history = (tag("p", _decision_line(words, known, op)) for op in made)
        found.append(join([tag("h2", words("conflict.history")), *history]))
    return found


def _by_rule(one: Merged) -> bool:
    own = {head.value for head in one.heads if head.register == one.register}
    return not one.conflict and len(own) > 1 and GONE not in own


def _merged_line(words: Words, known: Known, one: Merged) -> str:
    others = {head.value: None for head in one.heads if head.value != one.value}
    return words(
        "conflict.merged_line",
        field=named.label(words, known, one.register),
        value=named.line(words, known, one.register, one.value),
        others=words("conflict.comma").join(named.line(words, known, one.register, value) for value in others),
    )


def _decision_line(words: Words, known: Known, op: StoredOp) -> str:
    what = words("conflict.comma").join(
        words(
            "conflict.is",
            field=named.label(words, known, register),
            value=named.line(words, known, register, value),
        )
        for register, value in op.fields().items()
    )
    return words("conflict.history_line", at=moment(op.made_at), who=op.who, what=what, why=op.why)


def source_parts(words: Words, known: Known, op: StoredOp, names: Mapping[str, str]) -> list[Markup]:
    """What one record says of the household."""
    rows = [
        [named.label(words, known, register), named.line(words, known, register, value)]
        for register, value in sorted(op.fields().items())
        if value
    ]
    heads = {words("conflict.col_what"): "", words("conflict.source_says"): ""}
    return [
        tag("p", words("conflict.comma").join(part for part in (_kind(words, op), _who(words, known, op)) if part)),
        tag("p", _name(words, names, op.device)),
        tag(
            "p",
            words("conflict.side_times", made=moment(op.made_at), at=moment(op.received_at)),
            class_="muted",
        ),
        *([tag("p", words("conflict.side_why", why=op.why))] if op.why else []),
        tag("p", words("conflict.source_digest", digest=op.op_id[:12]), class_="muted"),
        table(heads, rows),
    ]


def _hidden(name: str, value: str) -> Markup:
    return _void("input", type="hidden", name_=name, value=value)


def _void(name: str, **attributes: str) -> Markup:
    """An element without content."""
    return Markup(tag(name, **attributes).removesuffix(f"</{name}>"))
