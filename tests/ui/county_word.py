"""A county's word on somebody's key, given to a laptop without an exchange."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.services.town import INVESTIGATOR
from villagevisit.county.home import Identity, init, open_county
from villagevisit.domain.officer import Officer
from villagevisit.services import certificates, certified, enrolment
from villagevisit.services.certificates import Certificate
from villagevisit.services.workspace import Workspace
from villagevisit.store import people as rows

CODE = "999999000000"


@dataclass
class CountyWord:
    ws: Workspace
    signing: Ed25519PrivateKey
    letters: str
    """What stands on the paper in the safe."""

    @classmethod
    def known_to(cls, ws: Workspace, folder: Path) -> "CountyWord":
        """The laptop reads the file of a new county."""
        letters = init(folder / "office", Identity(CODE, "云溪县", ""))
        with open_county(folder / "office", ws.clock) as county:
            (folder / "county.json").write_text(county.enrol("1号机", 1).to_json(), "utf-8")
            signing = county.keys.signing
        enrolment.read_county_file(ws, folder / "county.json")
        return cls(ws, signing, letters)

    def certify(self, officer: Officer, until: date, *scope: str, serial: int = 1) -> None:
        key, since = self._key(officer), date(2026, 11, 1)
        one = Certificate(serial, officer.staff_no, officer.name, INVESTIGATOR, scope or (CODE[:6],), key, since, until)
        body = certificates.issue(CODE, one, self.signing)
        with self.ws.store.transaction() as db:
            certified.take(self.ws, db, body)

    def refuse(self, officer: Officer) -> None:
        with self.ws.store.transaction() as db:
            certified.take_refused(db, self._key(officer))

    def _key(self, officer: Officer) -> bytes:
        found = rows.key(self.ws.store.reader(), officer.id)
        assert found is not None
        return found.public_key
