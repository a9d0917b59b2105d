"""The bulletin in words: what each figure, check and part is called, and how it is defined (S-237)."""

from villagevisit.domain.bulletin import Check, Figure
from villagevisit.wording import t

_FIGURES = {
    "start_hh": "bulletin.start_hh", "start_p": "bulletin.start_p", "added_hh": "bulletin.added_hh",
    "added_p": "bulletin.added_p", "stopped_hh": "bulletin.stopped_hh", "stopped_p": "bulletin.stopped_p",
    "adjusted_hh": "bulletin.adjusted_hh", "end_hh": "bulletin.end_hh", "end_p": "bulletin.end_p",
    "visited": "bulletin.visited", "appraisals": "bulletin.appraisals", "boards_posted": "bulletin.boards_posted",
    "boards_hanging": "bulletin.boards_hanging", "boards_stale": "bulletin.boards_stale",
    "objections": "bulletin.objections", "objections_settled": "bulletin.objections_settled",
    "objections_upheld": "bulletin.objections_upheld", "inquiries": "bulletin.inquiries",
    "inquiries_closed": "bulletin.inquiries_closed", "visitors": "bulletin.visitors", "clues": "bulletin.clues",
    "clues_concluded": "bulletin.clues_concluded", "checks": "bulletin.checks",
    "checks_right": "bulletin.checks_right", "pledged": "bulletin.pledged", "filings": "bulletin.filings",
    "accountable": "bulletin.accountable", "major_petitions": "bulletin.major_petitions",
}  # fmt: skip
ORDER = tuple(_FIGURES)
"""In which figures are shown."""


def name(key: str) -> str:
    return t(_FIGURES[key])


def definition(key: str) -> str:
    """How it is counted, and from what."""
    return t(f"{_FIGURES[key]}.def")


def shown(figure: Figure) -> str:
    """`12`, or `12 / 40 (30.00%)`: never a share without what it is a share of."""
    if figure.of is None:
        return f"{figure.value:,}"
    share = f" ({figure.value / figure.of:.2%})" if figure.of else ""
    return f"{figure.value:,} / {figure.of:,}{share}"


def check(one: Check) -> str:
    """What ought to be equal."""
    return t(one.key)
