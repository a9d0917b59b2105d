"""The auditor's list as HTML: figures and what to look at, and never a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from villagevisit.county import traces
from villagevisit.county.html import Markup, Words, moment, table, tag
from villagevisit.domain.clock import CHINA
from villagevisit.domain.suspicion import readings, shown
from villagevisit.store.county_suspicion import FindingLine, PairLine, StoredTrace, VisitSeen

NOTE = 80
"""Characters of a note: the log of deeds takes so many beside the entry's name."""
_NAMED = 4
_FIRST, _THEN = 7, 4
"""Weights from which on an entry is to be looked at first, or then."""
STYLE = """
main th.s{width:60%}main th.v{width:13%}main th.w{width:9rem}main td.w,main th.w{white-space:nowrap}
main td.p{word-break:keep-all}main .of{display:block;font-weight:400}
main .of:not(.finished,.waiting){color:var(--muted)}
main textarea{font:inherit;width:100%;min-height:4rem;padding:.6rem .8rem;border:1px solid var(--muted);
border-radius:4px;background:var(--paper);color:var(--ink)}main form.look{max-width:36rem;margin-top:1.6rem}
main form.look button{align-self:flex-start}
main .tabs{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.8rem 0}
main .tabs a{min-height:44px;display:inline-flex;align-items:center}
main .tabs a[aria-current]{color:var(--ink);text-decoration:none;font-weight:600}
main dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.4rem 1.4rem;margin:.8rem 0}
main dt{color:var(--muted)}main dd{margin:0}
@media (max-width:44rem){main dl{grid-template-columns:minmax(0,1fr);gap:0}
main dd{margin-bottom:.6rem}}
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person had filled in when the page came back to him, and the sentence about it."""

    note: str = ""
    error: str = ""


def tabs(words: Words, waiting: int, done: int, here: str) -> Markup:
    """The list, what was looked into, and how the teams work."""
    ways = {
        "/to-check": words("audit.waiting", count=waiting),
        "/to-check?done=1": words("audit.done", count=done),
        "/teams": words("audit.pairs_link"),
    }
    current = {here: {"aria_current": "page"}}
    links = [tag("a", text, href=path, **current.get(path, {})) for path, text in ways.items()]
    return tag("nav", *links, class_="tabs")


def list_parts(words: Words, found: Sequence[FindingLine], *, done: bool) -> list[Markup]:
    """What is found; what nobody looked into yet stands in the order in which somebody should."""
    tiers = {"": found} if done else {
        "audit.first": [one for one in found if one.finding.weight >= _FIRST],
        "audit.then": [one for one in found if _THEN <= one.finding.weight < _FIRST],
        "audit.last": [one for one in found if one.finding.weight < _THEN],
    }  # fmt: skip
    heads = {
        words("audit.col_what"): "s",
        words("audit.col_where"): "v",
        words("audit.col_who"): "p",
        words("audit.col_newest"): "w",
    }
    parts = []
    for key, lines in tiers.items():
        if lines:
            parts += [*([tag("h2", words(key))] if key else []), table(heads, [_row(words, one) for one in lines])]
    return parts


def _row(words: Words, one: FindingLine) -> list[str]:
    it = one.finding
    what = [tag("a", words(f"audit.{it.code}.what"), href=f"/to-check/{it.id}"), _of(sentence(words, one))]
    if one.looked is not None:
        what.append(looked(words, one))
    return [
        tag("span", *what),
        some(words, it.villages, "audit.and_more_villages"),
        some(words, it.people, "audit.and_more"),
        moment(it.newest)[:10],
    ]


def _of(text: str) -> Markup:
    return tag("span", text, class_="of")


def sentence(words: Words, one: FindingLine) -> str:
    """The figures of a finding."""
    return words(f"audit.{one.finding.code}.facts", **one.figures())


def some(words: Words, lines: str, more: str) -> str:
    """Names as people list them; of many, the first few and how many there are."""
    names = lines.split("\n")
    text = words("audit.comma").join(names[:_NAMED])
    return text if len(names) <= _NAMED else text + words(more, count=len(names))


def looked(words: Words, one: FindingLine) -> Markup:
    """Who looked into it and what he said, and whether that still covers everything."""
    known = one.looked
    if known is None:
        return Markup("")
    state = words("audit.seen") if known.current else words("audit.again")
    said = words("audit.seen_by", who=known.actor, at=moment(known.at), note=known.note)
    return tag("span", f"{state} · {said}", class_="of " + ("finished" if known.current else "waiting"))


def finding_parts(words: Words, one: FindingLine) -> list[Markup]:
    """What was seen, why it is listed, what to look at."""
    code = one.finding.code
    facts = {
        words("audit.col_what"): sentence(words, one),
        words("audit.why"): words(f"audit.{code}.why"),
        words("audit.look"): words(f"audit.{code}.look"),
        words("audit.col_where"): one.finding.villages.replace("\n", words("audit.comma")),
        words("audit.col_who"): one.finding.people.replace("\n", words("audit.comma")),
    }
    pairs = [part for name, text in facts.items() for part in (tag("dt", name), tag("dd", text))]
    return [tag("h1", words(f"audit.{code}.what")), tag("dl", *pairs), looked(words, one)]


def visit_parts(words: Words, seen: Sequence[VisitSeen], names: Mapping[str, str], most: int) -> list[Markup]:
    """The visits of a finding: which household, when, how long, who, on which computer."""
    found = [traces.read(StoredTrace(one.submission_id, one.device, "", "", one.content)) for one in seen]
    seconds = readings(found)
    heads = {
        words("county.page.household_no"): "w",
        words("county.page.head"): "w",
        words("audit.begun"): "d",
        words("audit.frozen"): "d",
        words("audit.minutes"): "n",
        words("audit.reading"): "n",
        words("audit.col_who"): "p",
        words("audit.computer"): "",
    }
    rows = [
        [
            " ".join(part for part in (one.village_name, one.household_no) if part),
            one.head_name,
            moment(it.started.astimezone(CHINA).isoformat()) if it.started else "—",
            moment(one.frozen_at),
            "—" if it.minutes is None else shown(it.minutes),
            words("audit.comma").join(shown(value) for value in seconds.get(it.id, [])) or "—",
            words("audit.comma").join(one.signers),
            names.get(one.device, one.device),
        ]
        for one, it in zip(seen[:most], found, strict=False)
    ]
    parts = [tag("h2", words("audit.visits")), table(heads, rows)]
    return parts if len(seen) <= most else [*parts, tag("p", words("audit.first_visits", count=most), class_="muted")]


def look_parts(words: Words, one: FindingLine, given: Given, *, named: bool) -> list[Markup]:
    """Where a person says that he looked into it."""
    if not named:
        return [tag("p", words("audit.own_name"), class_="muted")]
    box = tag("textarea", given.note, name_="note", maxlength=str(NOTE), required="required")
    label = tag("label", words("audit.note", most=NOTE), box)
    mark = tag("input", type="hidden", name_="version", value=one.finding.version)
    button = tag("button", words("audit.save"), type="submit")
    return [tag("form", label, mark, button, method="post", action=f"/to-check/{one.finding.id}", class_="look")]


def pair_parts(words: Words, lines: Sequence[PairLine], whole: Sequence[PairLine]) -> list[Markup]:
    """How each two people work, below the medians of the whole county."""
    if not lines:
        return [tag("p", words("audit.no_pairs"), class_="muted")]
    heads = {
        words("audit.col_who"): "p",
        words("audit.col_year"): "w",
        words("audit.col_visits"): "n",
        words("audit.col_minutes"): "n",
        words("audit.col_reading"): "n",
        words("audit.col_unlike"): "n",
    }
    middle = [
        tag("b", words("audit.county")),
        "",
        tag("b", shown(median(one.visits for one in whole))),
        tag("b", _median([one.minutes for one in whole])),
        tag("b", _median([one.reading for one in whole])),
        tag("b", f"{median(one.unlike for one in whole):.0%}"),
    ]
    rows = [
        [
            one.people.replace("\n", words("audit.comma")),
            one.key[-4:],
            str(one.visits),
            "—" if one.minutes is None else shown(one.minutes),
            "—" if one.reading is None else shown(one.reading),
            f"{one.unlike:.0%}",
        ]
        for one in lines
    ]
    return [table(heads, [middle, *rows])]


def _median(values: Sequence[float | None]) -> str:
    known = [one for one in values if one is not None]
    return shown(median(known)) if known else "—"
