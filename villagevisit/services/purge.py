"""Clearing a laptop after a round: forms, photos and papers go, once the county holds them in a tested backup.

The list of households, who was visited, consent, orders and the audit log stay; so do digests and chains.
"""

from villagevisit.domain.access import Deed
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Param, Refused
from villagevisit.services import allowing, campaign
from villagevisit.services.attachments import sweep
from villagevisit.services.safety import TESTED
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit, purges, settings
from villagevisit.store.purges import Counted

__all__ = ["Counted", "look", "purge", "rounds"]


def rounds(ws: Workspace) -> list[tuple[Campaign, Counted]]:
    """Closed rounds of which something is still here."""
    found = [(one, look(ws, one.id)) for one in campaign.rounds(ws) if not one.open]
    return [(one, counted) for one, counted in found if counted.forms or counted.unsafe or counted.unsigned]


def look(ws: Workspace, campaign_id: str) -> Counted:
    """What would go, and what stands in the way. Nothing is changed."""
    db = ws.store.reader()
    return purges.look(db, campaign_id, settings.get(db, TESTED))


def purge(ws: Workspace, actor: Actor, campaign_id: str) -> Done[Counted]:
    """Takes it away for good from this laptop; the county has it.

    Raises:
        Refused: `actor.role`, `campaign.unknown`, `purge.open` (name), `purge.drafts` (count), `purge.unsigned`
            (count), `purge.unsafe` (count), `purge.nothing`. Nothing was changed.
    """
    allowing.require(ws, actor, Deed.PURGE)
    found = campaign.get(ws, campaign_id)
    if found.open:
        raise Refused("purge.open", name=found.name)
    with ws.store.transaction() as db:
        tested = settings.get(db, TESTED)
        counted = purges.look(db, campaign_id, tested)
        _refuse(counted)
        photos = purges.purge(db, campaign_id, tested, stamp(ws.clock))
        detail: dict[str, Param] = {"forms": counted.forms, "photos": counted.photos, "papers": counted.papers}
        audit.append(db, stamp(ws.clock), actor.id, "round.purged", campaign_id, detail)
    sweep(ws, photos)
    ws.store.scrub()
    return Done(counted, changes(Topic.VISITS, Topic.CAMPAIGN, Topic.HOUSEHOLDS, Topic.PAPER, Topic.EXCHANGE))


def _refuse(counted: Counted) -> None:
    for code, count in (
        ("purge.drafts", counted.drafts), ("purge.unsigned", counted.unsigned), ("purge.unsafe", counted.unsafe),
    ):  # fmt: skip
        if count:
            raise Refused(code, count=count)
    if not counted.forms:
        raise Refused("purge.nothing")
