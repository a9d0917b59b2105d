"""Letting people into the county's pages, and shutting them out, on the command line."""

from typing import Protocol

from villagevisit.county import certifying
from villagevisit.county.certifying import Offer
from villagevisit.county.home import CountyHome
from villagevisit.county.people import People
from villagevisit.county.qr import as_qr
from villagevisit.domain.access import Role
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role as Work
from villagevisit.wording import t

ROLES = ("team", *(role.value for role in Role))
"""Of laptops: team, clerk, doctor, county. Of people: all but team."""
_BY = "server"
"""Who acts on the command line: whoever may run programs on the server."""


class _Settings(Protocol):
    def show(self, result: object, text: str) -> None: ...


def enrol_person(settings: _Settings, county: CountyHome, name: str, role: str | None, areas: tuple[str, ...]) -> None:
    """Prints a one-time code.

    Raises:
        Refused: `people.role-needed`, `people.area`, `people.area-needed`, `people.name`.
    """
    if role not in {one.value for one in Role}:
        raise Refused("people.role-needed")
    if len(areas) > 1:
        raise Refused("people.area", given=areas[1])
    area = areas[0] if areas else ""
    code = People(county.log, county.clock).invite(name, Role(role), area, _BY)
    settings.show(
        {"person": name.strip(), "role": role, "area": area, "code": code},
        t("county.cli.person", name=name.strip(), code=code, qr=as_qr(code)),
    )


def revoke_person(settings: _Settings, county: CountyHome, name: str) -> None:
    """Ends sessions and passphrase of a person. Raises Refused `people.unknown`."""
    People(county.log, county.clock).revoke(name, _BY)
    settings.show({"person": name}, t("county.cli.person_revoked", name=name))


def certify(county: CountyHome, staff_no: str, roles: str, areas: tuple[str, ...]) -> str:
    """A one-time code for a certificate. Raises Refused `certify.roles`, `people.area`, `officer.no-staff-no`."""
    wanted = [role.strip() for role in roles.split(",")]
    if not set(wanted) <= set(Work):
        raise Refused("certify.roles")
    return certifying.offer(county, Offer(staff_no.strip(), frozenset(map(Work, wanted)), areas))
