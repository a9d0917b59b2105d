"""One run: a few laptops, sticks, a county, a seed. Every step is drawn from the seed; faults are a random subset."""

import asyncio
import atexit
import random
import shutil
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from sync.errors import SyncError
from sync.receipt import MAGIC
from sync.receipt import read as read_receipt
from tests.sim import checks, deeds, ground
from tests.sim.chance import seeded
from tests.sim.checks import need
from tests.sim.ground import Post
from tests.sim.laptop import Laptop, LaptopClock
from tests.sim.ledger import Ledger, sha
from tests.sim.office import NAME, Office, same_thread
from tests.sim.power import Died, Power
from tests.sim.small import small
from tests.sim.sticks import StickFolder
from tests.sim.wire import HURTS, Reply, Sent, Wire
from villagevisit.domain.errors import Refused

FAULTS = (
    "network", "late", "laptop-crash", "county-crash", "stick-pulled", "stick-harm", "stick-old", "stick-lost", "clock",
    "county-restore", "forge", "reimage", "clone", "disk", "slow", "scope", "revoke", "decide", "vault", "fresh",
    "renew",
)  # fmt: skip
RARE = {"vault": 0.15, "revoke": 0.25, "fresh": 0.3, "renew": 0.15}
"""Dear ones, and those that leave the others less to do; the rest are on in half of the runs."""
STOLEN = "county.key-stolen"
AT_THE_OFFICE = ("device.no-place", "device.unknown", STOLEN)
"""What a new county file mends: for a copied disk, a county that forgot its invitation, or its stolen key."""
ROUNDS = 3
"""Of exchanges after the last fault, until everybody must know that everything arrived (I12)."""

Event = Callable[["World"], str]
"""Something that happens; says what."""
_T = TypeVar("_T")


def faults_of(seed: int) -> frozenset[str]:
    """The faults that a seed turns on: each run plays with another half of them."""
    rng = random.Random(f"faults {seed}")
    return frozenset(one for one in FAULTS if rng.random() < RARE.get(one, 0.5))


@cache
def begun() -> Path:
    """A world in which everybody was connected once and has his lists, made once per process."""
    folder = ground.quick_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with seeded("begun"), small():
        world = World(0, folder, frozenset({"fresh"}))
        with same_thread(lambda: False):
            for laptop in (*reversed(world.laptops), *world.laptops):
                need(not world.exchange(laptop), "I12 alive", "a quiet world")
        world.close()
    return folder


class World:
    def __init__(self, seed: int, folder: Path, faults: frozenset[str] | None = None) -> None:
        self.rng = random.Random(f"world {seed}")
        self.faults = faults_of(seed) if faults is None else faults
        self.folder = folder
        self.minutes = 0
        self.ledger = Ledger()
        self.power = Power()
        self.trace: list[str] = []
        self.late: list[Sent] = []
        self.seen: set[str] = set()
        """Digests in the log after the step before."""
        self.notices: list[str] = []
        """What the county told everybody, as far as it was not lost with a backup."""
        self.notices_at: list[int] = []
        """How many notices each backup holds."""
        self.vaulted_at: list[int] = []
        self.junk_met: set[str] = set()
        self.junk_shown: set[str] = set()
        self.loop = asyncio.new_event_loop()
        self.revoked: tuple[str, int] | None = None
        """A device that was shut out, and how many records the log held then."""
        self.wary: dict[str, int] = {}
        """The laptop whose people believe no key from this one on: they heard of a theft and compared no words."""
        if "fresh" not in self.faults:
            shutil.copytree(begun(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("stick-*"))
        self.office = Office(folder / "office", LaptopClock(self.now), self.power, self.loop)
        self.laptops: list[Laptop] = []
        self.sticks = [StickFolder(folder / f"stick-{number}", self.rng, self.power) for number in range(2)]
        self.healing = False
        for number, post in enumerate(ground.POSTS):
            self.add_laptop(f"laptop-{number}", post)

    def now(self) -> datetime:
        return ground.START + timedelta(minutes=self.minutes)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()
        self.office.close()
        self.loop.close()

    def add_laptop(self, name: str, post: Post) -> None:
        laptop = Laptop(name, self.folder / name, post, set(post.villages), LaptopClock(self.now), self.power)
        self.laptops.append(laptop)
        if not laptop.home.exists():
            laptop.folder.mkdir()
            self.connect(laptop)

    def connect(self, laptop: Laptop) -> None:
        """The office hands out a county file for one computer, and reads the words of its key to its people."""
        invited = self.office.home.enrol(laptop.name, 1, role=laptop.post.role, areas=laptop.post.areas)
        wary = laptop.name in self.wary
        with suppress(Refused) if wary else nullcontext():
            laptop.set_up(invited.to_json(), "" if wary else invited.fingerprint)

    def step(self) -> None:
        """One event, then what must always hold."""
        self.minutes += int(self.rng.random() * 576)
        events = self._events()
        place = self.rng.random() * sum(weight for weight, _ in events)
        event = events[-1][1]
        for weight, one in events:
            place -= weight
            if place < 0:
                event = one
                break
        if not self.trace and {"fresh", "clone"} <= self.faults:
            event = deeds.master_copy
        try:
            self.say(f"{event.__name__.strip('_')}: {event(self)}")
        except Died:
            self.say(f"{event.__name__.strip('_')}: died")
        self.power.fuses.clear()
        self.power.gone.clear()
        checks.after_step(self)

    def say(self, what: str) -> None:
        self.trace.append(what if what.startswith("log ") else f"{self.now():%m-%d %H:%M} {what}")

    def _events(self) -> list[tuple[float, Event]]:
        faulty: list[tuple[str, float, Event]] = [
            ("late", 1, World._arrive_late),
            ("stick-harm", 1, World._harm_stick),
            ("stick-old", 1, World._copy_or_put_back),
            ("stick-lost", 0.5, World._lose_stick),
            ("clock", 0.7, World._jump),
            ("county-restore", 2.5, deeds.back_up_or_restore),
            ("reimage", 2, deeds.image_or_restore),
            ("clone", 0.8, deeds.clone),
            ("disk", 0.8, deeds.spoil_outbox),
            ("slow", 1, World._drain),
            ("scope", 1.5, deeds.rescope),
            ("revoke", 0.3, deeds.revoke),
            ("decide", 1, deeds.decide),
            ("forge", 0.4, deeds.pretend),
            ("vault", 2, deeds.vault),
            ("renew", 2, deeds.renew),
        ]
        always: list[tuple[float, Event]] = [
            (6, World._visit),
            (4, World._exchange),
            (2, World._write_stick),
            (2, World._receive_stick),
            (0.3, World._notify),
        ]
        return always + [(weight, event) for name, weight, event in faulty if name in self.faults]

    def pick(self, things: list[_T]) -> _T:
        return things[int(self.rng.random() * len(things))]

    def _chance(self, fault: str, often: float) -> bool:
        drawn = self.rng.random()
        return fault in self.faults and not self.healing and drawn < often

    def fuse(self, laptop: Laptop | None) -> None:
        if laptop is not None and self._chance("laptop-crash", 0.3):
            self.power.fuses[laptop.name] = int(self.rng.random() * 25)
        if self._chance("county-crash", 0.2):
            self.power.fuses[NAME] = int(self.rng.random() * 20)

    def _visit(self) -> str:
        laptop = self.pick(self.laptops)
        village = self.pick(sorted(laptop.allowed))
        number = 1 + int(self.rng.random() * ground.HOUSEHOLDS)
        if not laptop.lists(village):
            return f"{laptop.name} has no list"
        photo = self.rng.randbytes(self.pick([900, 2_500, 45_000])) if self.rng.random() < 0.25 else b""
        forge = self.pick(["one-person", "bad-signature", "unsigned"]) if self._chance("forge", 0.2) else ""
        if self._chance("laptop-crash", 0.2):
            self.power.fuses[laptop.name] = int(self.rng.random() * 6)
        save = laptop.visit(self.ledger, village, number, photo, forge)
        return f"{laptop.name} {save.id[-4:]} {forge}"

    def _exchange(self) -> str:
        laptop = self.pick(self.laptops)
        self.fuse(laptop)
        return f"{laptop.name} {self.exchange(laptop)}"

    def exchange(self, laptop: Laptop) -> str:
        """One exchange over the network, and what must hold after it."""
        wire = Wire(self.serve, self._hurt, self.rng, self.late)
        code = laptop.exchange(wire)
        if code in AT_THE_OFFICE:
            self.connect(laptop)
            code = laptop.exchange(wire)
        laptop.shut = code == "device.revoked" or (code in AT_THE_OFFICE and laptop.name in self.wary)
        if not code:
            checks.acks(self, laptop, self.office.digests())
        return code

    def serve(self, sent: Sent, cut: int | None) -> Reply | None:
        """The county answers; a receipt is only for what is durable."""
        reply = self.office.serve(sent, cut)
        if reply is not None and reply.body.startswith(MAGIC):
            self._durable(reply.body)
        return reply

    def _durable(self, data: bytes) -> None:
        try:
            receipt = read_receipt(data, self.office.home.keys.public_signing)
        except SyncError:
            return
        held = dict(self.office.look("SELECT digest, refusal FROM record"))
        for run in (*receipt.accepted, *receipt.duplicate):
            need(held.get(run.digest) == "", "I6 durable", "a receipt for a record that the log does not hold")

    def _hurt(self, sent: Sent) -> str:
        if not self._chance("network", 0.35):
            return ""
        return self.pick(list(HURTS))

    def _write_stick(self) -> str:
        laptop, stick = self.pick(self.laptops), self.pick(self.sticks)
        if stick.lost:
            return "lost"
        self.fuse(laptop)
        trouble = self.pick(["pulled", "full"]) if self._chance("stick-pulled", 0.3) else ""
        return f"{laptop.name} {stick.folder.name} {trouble} {self.use_stick(laptop, stick, trouble)}"

    def use_stick(self, laptop: Laptop, stick: StickFolder, trouble: str = "") -> str:
        code = laptop.use_stick(stick.folder, stick.write_until(trouble))
        if code == STOLEN:
            self.connect(laptop)
            laptop.shut = laptop.name in self.wary
        return code

    def _receive_stick(self) -> str:
        stick = self.pick(self.sticks)
        if stick.lost:
            return "lost"
        self.fuse(None)
        trouble = self.pick(["pulled", "full"]) if self._chance("stick-pulled", 0.3) else ""
        return f"{stick.folder.name} {trouble} {self.receive(stick, trouble)}"

    def receive(self, stick: StickFolder, trouble: str = "") -> str:
        """The clerk takes a stick in; each bad file on it must be shown to him."""
        bad = {path.name for path in stick.files() if sha(path.read_bytes()) in self.ledger.junk}
        bad = {name for name in bad if name.endswith(".vvb")}
        code = self.office.receive(stick.folder, stick.write_until(trouble))
        if not code:
            self.junk_met |= bad
        self.junk_shown |= {one.file for one in self.office.refusals}
        for path in stick.folder.rglob("*.vvr"):
            if self.office.life == 0:
                self._durable(path.read_bytes())
        return code

    def _notify(self) -> str:
        text = f"通知 {len(self.notices)}"
        with self.office.alive():
            self.office.home.notify(text)
        self.notices.append(text)
        return text

    def slow(self) -> bool:
        """Whether the county is too slow to import a batch while its sender waits."""
        return self._chance("slow", 0.4)

    def _drain(self) -> str:
        self.fuse(None)
        self.office.drain()
        return ""

    def _arrive_late(self) -> str:
        if not self.late:
            return ""
        self.serve(self.late.pop(int(self.rng.random() * len(self.late))), None)
        return "a request of before"

    def _harm_stick(self) -> str:
        return self.pick(self.sticks).harm(self.ledger)

    def _copy_or_put_back(self) -> str:
        stick = self.pick(self.sticks)
        if not stick.copies or self.rng.random() < 0.5:
            stick.copy()
            return f"{stick.folder.name} copied"
        stick.put_back(self.pick(stick.copies), over=self.rng.random() < 0.5)
        return f"{stick.folder.name} put back"

    def _lose_stick(self) -> str:
        stick = self.pick(self.sticks)
        stick.lost = not stick.lost
        return f"{stick.folder.name} {'lost' if stick.lost else 'found'}"

    def _jump(self) -> str:
        laptop = self.pick(self.laptops)
        days = self.pick([-400, -1, -0.01, 0, 0.1, 30, 1826])
        laptop.clock.wrong = timedelta(days=days)
        return f"{laptop.name} {days} days"

    def went_back(self, notices: int) -> None:
        """The county knows no more than at its backup: what it said since must be said again, by people."""
        self.notices = self.notices[:notices]
        self.seen = set()
        self.revoked = None
        self.mark_destroyed()

    def mark_destroyed(self) -> None:
        """What exists nowhere any more after a disaster, nobody can bring back."""
        alive = {row[4] for row in self.office.logged()}
        for laptop in self.laptops:
            alive |= laptop.subjects()
        for save in self.ledger.saves.values():
            save.destroyed = save.destroyed or save.id not in alive

    def heal(self) -> None:
        """Faults stop; sticks come in; after at most three rounds all is well, whatever way each laptop takes."""
        self.healing = True
        self.say("heal")
        self.office.drain()
        for stick in self.sticks:
            if not stick.lost:
                self.receive(stick)
        fresh = StickFolder(self.folder / "stick-new", self.rng, self.power)
        self.sticks.append(fresh)
        by_stick = {laptop.name for laptop in self.laptops if self.rng.random() < 0.4}
        for laptop in self.laptops * ROUNDS:
            if checks.all_well(self):
                break
            self.minutes += 5
            if laptop.name in by_stick:
                codes = [
                    self.use_stick(laptop, fresh),
                    self.receive(fresh),
                    self.use_stick(laptop, fresh),
                ]
                self.say(f"heal by stick {laptop.name} {codes}")
                if any(one.code.startswith("device.") for one in self.office.refusals):
                    by_stick.discard(laptop.name)  # the clerk reads the list and lets the laptop be connected once
            else:
                self.say(f"heal {laptop.name} {self.exchange(laptop)}")
        checks.at_the_end(self)
        self.say(f"log {sha(repr(self.office.logged()).encode())}")
