"""Where somebody works, as far as the county said so: the places of his newest certificate."""

from dataclasses import replace

from villagevisit.domain.officer import Officer
from villagevisit.services import certificates, enrolment
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import certificates as rows
from villagevisit.store import people as officers


def placed(ws: Workspace, actor: Actor) -> tuple[Officer, ...]:
    """The people with their `areas`; an ended or revoked certificate still says where its owner worked."""
    county = enrolment.county_file(ws) if actor.officers else None
    if county is None:
        return actor.officers
    found, db = [], ws.store.reader()
    for one in actor.officers:
        key = officers.key(db, one.id)
        body = rows.newest(db, key.public_key) if key else b""
        areas = certificates.read(county.county, county.trust.within(), body).scope if body else ()
        found.append(replace(one, areas=areas))
    return tuple(found)
