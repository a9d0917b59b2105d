"""One laptop of the fake world: a real workspace on a temporary folder, with a clock, users, and bad days."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import urllib3

from sync.canonical import encode
from sync.errors import SyncError
from sync.transport.folder import Stick
from tests.sim import ground
from tests.sim.ground import Post
from tests.sim.ledger import Ledger, Save, sha
from tests.sim.power import Died, Power
from tests.sim.wire import Wire
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import CodedError
from villagevisit.domain.form_ids import VISIT_FORM
from villagevisit.services import attachments, campaign, claims, enrolment, exchange, households, people
from villagevisit.services.exchange_bodies import signed_message
from villagevisit.services.resolution_body import RESOLUTION, Decided, ResolutionBody, resolution_body
from villagevisit.services.visit_outbox import append_submission
from villagevisit.services.workspace import NOBODY, Workspace, new_id
from villagevisit.store import audit, records, signoffs
from villagevisit.store import visits as rows
from villagevisit.store.signoffs import SignoffRow
from villagevisit.store.visits import AttachmentRow, StoredSubmission


@dataclass
class LaptopClock:
    """World time with this laptop's error."""

    world: Callable[[], datetime]
    wrong: timedelta = timedelta()

    def now(self) -> datetime:
        return self.world() + self.wrong


class Laptop:
    """`allowed` are the villages whose data may lie here, or might once; copies of one laptop share it."""

    def __init__(
        self, name: str, folder: Path, post: Post, allowed: set[int], clock: LaptopClock, power: Power
    ) -> None:
        self.name = name
        self.home = folder / "home"
        self.folder = folder
        self.post = post
        self.allowed = allowed
        self.clock = clock
        self.power = power
        self.outside = folder / "outside"
        """The place in the user's profile that a restored data folder does not take with it."""
        self.images: list[Path] = []
        self.shut = False
        """The county said at the last exchange that it does not listen to this laptop any more, or its people do not
        believe the county."""
        self._ws: Workspace | None = None

    @property
    def ws(self) -> Workspace:
        """The open workspace; opens it after a crash."""
        if self._ws is None:
            self._ws = Workspace.open(self.home, self.clock, self.outside)
        return self._ws

    def set_up(self, county_file: str, agreed: str) -> None:
        """A new laptop, given to its users. `agreed`: the fingerprint that they compared with the county."""
        if not self.home.exists():
            shutil.copytree(ground.template(self.post.listed), self.home)
        path = self.folder / "county.json"
        path.write_text(county_file, "utf-8")
        enrolment.read_county_file(self.ws, path, agreed)

    def close(self) -> None:
        if self._ws is not None:
            self._ws.close()
            self._ws = None

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Runs the body as this laptop's process; after a death it is started anew."""
        with self.power.process(self.name):
            try:
                yield
            except Died:
                self.close()
                raise

    def visit(self, ledger: Ledger, village: int, number: int, photo: bytes, forge: str) -> Save:
        """A visit that two people sign, through the same functions as a sign-off; told once it returned."""
        save = Save(new_id(), self.name, village, (), forge)
        with self.alive():
            stored, files = self._freeze(save.id, village, number, photo)
            save.files = tuple(one.digest for one in files)
            ledger.saves[save.id] = save
            with self.ws.store.transaction() as db:
                before = db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
                rows.add_submission(db, stored)
                for one in files:
                    rows.put_attachment(db, one)
                at = stamp(self.clock)
                append_submission(self.ws, stored, 2, at, self._sign(db, stored, forge, at))
                audit.append(db, at, "", "sim.visit", save.id)
                found = db.execute("SELECT kind, subject_id, body FROM record_whole WHERE id > ?", [before]).fetchall()
                save.parts = tuple((kind, subject, sha(body)) for kind, subject, body in found)
        save.told = True
        return save

    def name_there(self) -> str:
        """The name of its chain; empty before its first record."""
        return (records.lineages(self.ws.store.reader()) or [""])[-1]

    def lists(self, village: int) -> bool:
        """Whether it has the households of a village."""
        query = "SELECT 1 FROM household WHERE id = ?"
        return bool(self.look(query, ground.household_id(village, 1)))

    def pretend(self, village: int, number: int) -> None:
        """Somebody makes a decision of the county himself, and sends it."""
        home = ground.household_id(village, number)
        decided = Decided("head_name", "假户主", (), (ground.planted(village),))
        body = ResolutionBody(home, ground.VILLAGES[village].code, "假主任", "没有理由", (decided,), ())
        with self.alive(), self.ws.store.transaction() as db:
            records.append(db, RESOLUTION, home, resolution_body(body), stamp(self.clock))

    def exchange(self, wire: Wire) -> str:
        """One exchange over the network: empty, or the code it ended with."""
        with self.alive(), patch.object(urllib3, "PoolManager", wire.pool):
            return self._code(lambda: exchange.exchange_server(self.ws, NOBODY, "http://county", pause=lambda _s: None))

    def use_stick(self, folder: Path, write: Callable[[int, memoryview], int]) -> str:
        """One exchange with a stick: empty, or the code it ended with."""
        with self.alive(), patch.object(exchange, "Stick", partial(Stick, write=write)):
            return self._code(lambda: exchange.exchange_folder(self.ws, NOBODY, folder))

    def image(self) -> None:
        """An image of the disk is put aside, as a shop does before it repairs a laptop."""
        self.close()
        path = self.folder / f"image-{len(self.images)}"
        for one in (self.home, self.outside):
            if one.exists():
                shutil.copytree(one, path / one.name)
        self.images.append(path)

    def restore(self, image: Path, whole: bool) -> None:
        """The data folder is what it was when the image was made; `whole`: the user's profile too."""
        self.close()
        for one in (self.home, self.outside) if whole else (self.home,):
            shutil.rmtree(one, ignore_errors=True)
            if (image / one.name).exists():
                shutil.copytree(image / one.name, one)

    def look(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Rows of its database."""
        return list(self.ws.store.reader().execute(query, values).fetchall())

    def states(self) -> dict[str, int]:
        return dict(self.look("SELECT state, count(*) FROM record GROUP BY state ORDER BY state"))

    def subjects(self) -> set[str]:
        """Ids of the submissions that lie here as records."""
        query = "SELECT subject_id FROM record WHERE kind = 'submission' AND size > 0"
        return {row[0] for row in self.look(query)}

    def _code(self, work: Callable[[], object]) -> str:
        try:
            work()
        except CodedError as error:
            return error.code
        except SyncError as error:
            raise AssertionError(f"an engine's error came through: {error.code}") from error
        return ""

    def _freeze(
        self, save: str, village: int, number: int, photo: bytes
    ) -> tuple[StoredSubmission, list[AttachmentRow]]:
        phone = f"138{int(sha(save.encode())[:8], 16) % 10**8:08d}"
        house = f"<g_house><head_name>{ground.planted(village)}</head_name><phone>{phone}</phone></g_house>"
        xml = f"<data id='F01'>{house}<s>{save}</s><meta><instanceID>{save}</instanceID></meta></data>".encode()
        files = []
        if photo:
            digest = attachments.store(self.ws, photo)
            files = [AttachmentRow(save, f"photo-{digest[:16]}.jpg", digest, "image/jpeg", len(photo))]
        named = " ".join(one.id for one in people.officers(self.ws)[:2])
        stored = StoredSubmission(
            id=save, form_id=VISIT_FORM, form_version="1", household_id=ground.household_id(village, number),
            person_id="", campaign_id=campaign.rounds(self.ws)[0].id, replaces="", reason="", digest=sha(xml), body=xml,
            policy="{}",
            result=rows.text({"officers": named, "final": "1"}), frozen_at=stamp(self.clock), frozen_by=named,
        )  # fmt: skip
        return stored, files

    def _sign(self, db: Any, stored: StoredSubmission, forge: str, at: str) -> list[SignoffRow]:
        """Two sign-offs; `forge` says which rule they break."""
        found: list[SignoffRow] = []
        for place, officer in enumerate(people.officers(self.ws)[:2], start=1):
            if forge == "one-person" and place == 2:
                officer = people.officers(self.ws)[0]
            if forge == "unsigned" and place == 2:
                return found
            key = ground.signing_key(officer.staff_no)
            before = found[-1].signature if found else b""
            public = key.public_key().public_bytes_raw()
            home = households.get(self.ws, stored.household_id)
            claimed = claims.cells(
                claims.of(
                    stored.form_id, home.village_code, home.household_no, stored.frozen_at, rows.values(stored.result)
                )
            )
            signature = key.sign(signed_message(stored.digest, claimed, place, public, b"", before))
            if forge == "bad-signature" and place == 2:
                signature = signature[:-1] + bytes([signature[-1] ^ 1])
            row = SignoffRow(
                stored.id, place, officer.id, stored.digest, public, signature, at, encode(claimed)
            )
            if not forge:
                signoffs.add(db, row)
            found.append(row)
        return found
