"""A county office on this machine: made, inviting laptops, and listening in a thread as long as the story needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from villagevisit.county import certifying, server
from villagevisit.county.commands import receive
from villagevisit.county.home import Identity, init, open_county
from villagevisit.county.signin import SignIn, new_code
from villagevisit.demo import place
from villagevisit.domain.clock import SystemClock
from villagevisit.domain.officer import Role
from villagevisit.store import county_certificates


def make(home: Path, port: int) -> None:
    """A county that will listen on this port."""
    code, name = place.COUNTY
    init(home, Identity(code, name, f"http://127.0.0.1:{port}"))


def invite(home: Path, path: Path, name: str, role: str, *areas: str) -> Path:
    """Writes the file that lets one laptop in, for these areas; returns where it lies."""
    with open_county(home, SystemClock()) as county:
        path.write_text(county.enrol(name, 1, role=role, areas=areas).to_json(), "utf-8")
    return path


@contextmanager
def serving(home: Path, port: int) -> Iterator[None]:
    """The county server, listening; stopped at the end."""
    clock = SystemClock()
    with (
        open_county(home, clock) as county,
        server.running(server.application(county, SignIn(new_code(), clock)), port=port),
    ):
        yield


def certify(home: Path) -> None:
    """The county vouches for everybody who asked, as its officer does on the page after comparing the phrases."""
    with open_county(home, SystemClock()) as county:
        county.view.catch_up()
        for asking in county_certificates.asking(county.view.store.reader()):
            roles = frozenset(Role(role) for role in asking.roles.split())
            certifying.issue(county, asking, roles, [place.TOWNSHIP[0]])


def take_stick(home: Path, stick: Path) -> None:
    """The county reads a stick and answers on it."""
    with open_county(home, SystemClock()) as county:
        receive(county, stick)
