"""Starting texts of the usual papers: dated, versioned data, with places that figures of the register fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from villagevisit.domain.access import Deed, Thing
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.office import Kind, Text, figures
from villagevisit.services import allowing, office_figures, shipped_tables
from villagevisit.services.workspace import Actor, Workspace


@dataclass(frozen=True, slots=True)
class Template:
    key: str
    kind: str
    name: str
    figures: str
    """What its figures are of: `round`, `week`, `month`, or empty."""
    title: str
    to: str
    body: str
    note: str
    version: str
    valid_from: str
    valid_to: str


@cache
def _shipped() -> tuple[Template, ...]:
    return tuple(Template(**row) for row in shipped_tables.rows("office_default.csv"))


def templates(ws: Workspace, kind: Kind) -> Sequence[Template]:
    """Those of a kind that hold today."""
    day = today(ws.clock).isoformat()
    held = [one for one in _shipped() if shipped_tables.holds(one.valid_from, one.valid_to, day)]
    return [one for one in held if one.kind == kind]


def filled(ws: Workspace, actor: Actor, area: str, text: Text, key: str, span: str = "") -> Text:
    """The text with a starting text in its place; who signs, copies and the like stay as they were.

    Raises Refused `actor.role`, `actor.area`, `office.no-round`, `office.unknown`.
    """
    allowing.require(ws, actor, Deed.WRITE, Thing(area))
    one = next((one for one in templates(ws, text.kind) if one.key == key), None)
    if one is None:
        raise Refused("office.unknown")
    begun = replace(
        text, title=one.title, to=text.to or one.to, body=one.body, note=one.note or text.note, template=one.version,
        sources=(),
    )  # fmt: skip
    return figures(begun, office_figures.figures(ws, area, one.figures, span))
