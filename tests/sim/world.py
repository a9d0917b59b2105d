"""One run: a few laptops, sticks, a county, a seed. Every step is drawn from the seed; faults are a random subset."""

import asyncio
import os
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sync.errors import SyncError
from sync.receipt import MAGIC
from sync.receipt import read as read_receipt
from tests.sim import checks, ground
from tests.sim.checks import need
from tests.sim.laptop import Laptop, LaptopClock
from tests.sim.ledger import Ledger, sha
from tests.sim.office import NAME, Office
from tests.sim.power import Died, Power
from tests.sim.sticks import StickFolder
from tests.sim.wire import HURTS, Reply, Sent, Wire

FAULTS = (
    "network", "late", "laptop-crash", "county-crash", "stick-pulled", "stick-harm", "stick-old", "stick-lost", "clock",
    "county-restore", "forge", "reimage", "clone", "disk", "slow",
)  # fmt: skip
ROUNDS = 3
"""Of exchanges after the last fault, until everybody must know that everything arrived (I12)."""

_T = TypeVar("_T")


def faults_of(seed: int) -> frozenset[str]:
    """The faults that a seed turns on: each run plays with another half of them."""
    rng = random.Random(f"faults {seed}")
    return frozenset(one for one in FAULTS if rng.random() < 0.5)


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
        self.junk_met: set[str] = set()
        self.junk_shown: set[str] = set()
        self.loop = asyncio.new_event_loop()
        self.office = Office(folder / "office", LaptopClock(self.now), self.power, self.loop)
        self.laptops: list[Laptop] = []
        self.sticks = [StickFolder(folder / f"stick-{number}", self.rng, self.power) for number in range(2)]
        self.healing = False
        for number, scope in enumerate(ground.SCOPES):
            self.add_laptop(f"laptop-{number}", scope)

    def now(self) -> datetime:
        return ground.START + timedelta(minutes=self.minutes)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()
        self.office.close()
        self.loop.close()

    def add_laptop(self, name: str, scope: tuple[int, ...]) -> Laptop:
        folder = self.folder / name
        folder.mkdir()
        laptop = Laptop(name, folder, scope, LaptopClock(self.now), self.power)
        laptop.set_up(self.office.home.enrol(name, 1).to_json())
        self.laptops.append(laptop)
        return laptop

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
        try:
            self.say(f"{event.__name__.strip('_')}: {event()}")
        except Died:
            self.say(f"{event.__name__.strip('_')}: died")
        self.power.fuses.clear()
        self.power.gone.clear()
        checks.after_step(self)

    def say(self, what: str) -> None:
        self.trace.append(what if what.startswith("log ") else f"{self.now():%m-%d %H:%M} {what}")

    def _events(self) -> list[tuple[float, Callable[[], str]]]:
        faulty: list[tuple[str, float, Callable[[], str]]] = [
            ("late", 1, self._arrive_late),
            ("stick-harm", 1, self._harm_stick),
            ("stick-old", 1, self._copy_or_put_back),
            ("stick-lost", 0.5, self._lose_stick),
            ("clock", 0.7, self._jump),
            ("county-restore", 1.2, self._back_up_or_restore),
            ("reimage", 1.2, self._image_or_restore),
            ("clone", 0.5, self._clone),
            ("disk", 0.8, self._spoil_outbox),
            ("slow", 1, self._drain),
        ]
        always: list[tuple[float, Callable[[], str]]] = [
            (5, self._visit),
            (4, self._exchange),
            (2, self._write_stick),
            (2, self._receive_stick),
            (0.3, self._notify),
        ]
        return always + [(weight, event) for name, weight, event in faulty if name in self.faults]

    def _one(self, things: list[_T]) -> _T:
        return things[int(self.rng.random() * len(things))]

    def _chance(self, fault: str, often: float) -> bool:
        drawn = self.rng.random()
        return fault in self.faults and not self.healing and drawn < often

    def _fuse(self, laptop: Laptop | None) -> None:
        if laptop is not None and self._chance("laptop-crash", 0.3):
            self.power.fuses[laptop.name] = int(self.rng.random() * 25)
        if self._chance("county-crash", 0.2):
            self.power.fuses[NAME] = int(self.rng.random() * 20)

    def _visit(self) -> str:
        laptop = self._one(self.laptops)
        village = self._one(list(laptop.scope))
        number = 1 + int(self.rng.random() * ground.HOUSEHOLDS)
        photo = self.rng.randbytes(self._one([900, 2_500, 70_000])) if self.rng.random() < 0.25 else b""
        forge = self._one(["one-person", "bad-signature", "unsigned"]) if self._chance("forge", 0.2) else ""
        if self._chance("laptop-crash", 0.2):
            self.power.fuses[laptop.name] = int(self.rng.random() * 6)
        save = laptop.visit(self.ledger, village, number, photo, forge)
        return f"{laptop.name} {save.id[-4:]} {forge}"

    def _exchange(self) -> str:
        laptop = self._one(self.laptops)
        self._fuse(laptop)
        return f"{laptop.name} {self.exchange(laptop)}"

    def exchange(self, laptop: Laptop) -> str:
        """One exchange over the network, and what must hold after it."""
        wire = Wire(self.serve, self._hurt, self.rng, self.late)
        code = laptop.exchange(wire)
        if code == "device.no-place":  # a copied disk: the office hands a county file for the second computer
            laptop.set_up(self.office.home.enrol(laptop.name, 1).to_json())
            code = laptop.exchange(wire)
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
        held = {row[0]: row[6] for row in self.office.logged()}
        for run in (*receipt.accepted, *receipt.duplicate):
            need(held.get(run.digest) == "", "I6 durable", "a receipt for a record that the log does not hold")

    def _hurt(self, sent: Sent) -> str:
        if not self._chance("network", 0.35):
            return ""
        return self._one(list(HURTS))

    def _write_stick(self) -> str:
        laptop, stick = self._one(self.laptops), self._one(self.sticks)
        if stick.lost:
            return "lost"
        self._fuse(laptop)
        trouble = self._one(["pulled", "full"]) if self._chance("stick-pulled", 0.3) else ""
        code = laptop.use_stick(stick.folder, stick.write_until(trouble))
        return f"{laptop.name} {stick.folder.name} {trouble} {code}"

    def _receive_stick(self) -> str:
        stick = self._one(self.sticks)
        if stick.lost:
            return "lost"
        self._fuse(None)
        trouble = self._one(["pulled", "full"]) if self._chance("stick-pulled", 0.3) else ""
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
        self._fuse(None)
        self.office.drain()
        return ""

    def _spoil_outbox(self) -> str:
        """A bad disk, a cleaner or a virus scanner took or spoilt what waits in the outbox."""
        laptop = self._one(self.laptops)
        files = sorted(laptop.home.glob("outbox/*")) + sorted(laptop.home.glob("receipts/*"))
        if not files:
            return ""
        path = self._one(files)
        if self.rng.random() < 0.5:
            path.unlink()
            return f"{laptop.name} lost a file of {path.parent.name}"
        data = path.read_bytes()
        path.write_bytes(data[: int(self.rng.random() * len(data))])
        return f"{laptop.name} tore a file of {path.parent.name}"

    def _arrive_late(self) -> str:
        if not self.late:
            return ""
        self.serve(self.late.pop(int(self.rng.random() * len(self.late))), None)
        return "a request of before"

    def _harm_stick(self) -> str:
        return self._one(self.sticks).harm(self.ledger)

    def _copy_or_put_back(self) -> str:
        stick = self._one(self.sticks)
        if not stick.copies or self.rng.random() < 0.5:
            stick.copy()
            return f"{stick.folder.name} copied"
        stick.put_back(self._one(stick.copies), over=self.rng.random() < 0.5)
        return f"{stick.folder.name} put back"

    def _lose_stick(self) -> str:
        stick = self._one(self.sticks)
        stick.lost = not stick.lost
        return f"{stick.folder.name} {'lost' if stick.lost else 'found'}"

    def _jump(self) -> str:
        laptop = self._one(self.laptops)
        days = self._one([-400, -1, -0.01, 0, 0.1, 30, 1826])
        laptop.clock.wrong = timedelta(days=days)
        return f"{laptop.name} {days} days"

    def _back_up_or_restore(self) -> str:
        if not self.office.backups or self.rng.random() < 0.5:
            self.office.back_up()
            self.notices_at.append(len(self.notices))
            return "backup"
        place = int(self.rng.random() * len(self.office.backups))
        self.office.restore(self.office.backups[place])
        self.notices = self.notices[: self.notices_at[place]]
        self.seen = set()
        self.mark_destroyed()
        return "restored"

    def _image_or_restore(self) -> str:
        laptop = self._one(self.laptops)
        if not laptop.images or self.rng.random() < 0.6:
            laptop.image()
            return f"{laptop.name} image"
        whole = self.rng.random() < 0.5
        laptop.restore(self._one(laptop.images), whole)
        self.mark_destroyed()
        return f"{laptop.name} restored{' with its profile' if whole else ''}"

    def _clone(self) -> str:
        if len(self.laptops) > 4:
            return ""
        laptop = self._one(self.laptops)
        laptop.close()
        folder = self.folder / f"clone-{len(self.laptops)}"
        shutil.copytree(laptop.folder, folder, ignore=shutil.ignore_patterns("outside", "image-*"))
        twin = Laptop(folder.name, folder, laptop.scope, LaptopClock(self.now, laptop.clock.wrong), self.power)
        self.laptops.append(twin)
        return f"{laptop.name} to {twin.name}"

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
        for _ in range(ROUNDS):
            for laptop in self.laptops:
                self.minutes += 5
                if laptop.name in by_stick:
                    codes = [
                        laptop.use_stick(fresh.folder, os.write),
                        self.receive(fresh),
                        laptop.use_stick(fresh.folder, os.write),
                    ]
                    self.say(f"heal by stick {laptop.name} {codes}")
                    if any(one.code.startswith("device.") for one in self.office.refusals):
                        by_stick.discard(laptop.name)  # the clerk reads the list and lets the laptop be connected once
                else:
                    self.say(f"heal {laptop.name} {self.exchange(laptop)}")
            if checks.all_well(self):
                break
        checks.at_the_end(self)
        self.say(f"log {sha(repr(self.office.logged()).encode())}")
