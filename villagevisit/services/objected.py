"""Which households objections concern, as far as other rooms ask."""

from villagevisit.domain import boards, objections
from villagevisit.domain.objections import Objection
from villagevisit.domain.publicity import BoardKind
from villagevisit.services.workspace import Workspace
from villagevisit.store import events


def settled_since(ws: Workspace, village_code: str) -> tuple[Objection, ...]:
    """Settled objections of a village whose households did not hang again since, in the order of entry."""
    db = ws.store.reader()
    found = objections.fold(events.of_kinds(db, objections.KINDS, within=(village_code,)))
    hung = [
        board
        for board in boards.fold(events.of_kinds(db, boards.KINDS, within=(village_code,)))
        if board.kind is BoardKind.REVIEWED
    ]
    return tuple(
        one
        for one in found
        if one.area == village_code and one.settled is not None and not any(
            board.at > one.settled.at and board.households.issuperset(one.households) for board in hung
        )
    )  # fmt: skip


def to_hang_again(ws: Workspace, village_code: str) -> frozenset[str]:
    """Their households."""
    return frozenset(home for one in settled_since(ws, village_code) for home in one.households)
