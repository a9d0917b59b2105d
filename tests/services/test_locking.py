"""Locking a computer: a new data key that nothing from before opens, wrong PINs, and a power cut in the middle."""

import io
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.services.town import PINS, Town
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import CodedError, EnvironmentFailed, Refused
from villagevisit.services import attachments, audit_trail, copies, enrolment, head, locking, people, rekeying, sealing
from villagevisit.services.ring import Keeper
from villagevisit.services.workspace import Workspace
from villagevisit.store.connection import Store


def with_doors(town: Town, *staff_nos: str) -> Town:
    """Everybody has a PIN, and these open the data with it."""
    town.with_pins()
    for one in map(town.officer, staff_nos):
        town.ws.ring.put_person(town.ws.key, one.id, one.name, one.staff_no, PINS.get(one.staff_no, "271828"))
    return town


@dataclass(frozen=True)
class Left:
    """A protected home whose key has not changed yet, and what is in it."""

    home: Path
    ids: tuple[str, str]
    """Of 001 and 002."""
    key: bytes
    digest: str
    photo: bytes
    device: bytes
    clock: FixedClock

    def unlocked(self, home: Path | None = None) -> bytes:
        return locking.unlock(Keeper(home or self.home, None), self.clock, self.ids[0], PINS["001"])

    def must_be_whole(self, home: Path, key: bytes) -> None:
        with Workspace.open(home, self.clock, key=key) as ws:
            assert {*self.ids} <= {one.id for one in people.officers(ws)}
            assert attachments.read(ws, self.digest) == self.photo
            assert enrolment.device_keys(ws).opening.private_bytes_raw() == self.device
            Store(copies.every(home)[0], sealing.subkey(ws.key, "store")).close()
            assert head.behind(ws) is False
            assert (home / "keys" / rekeying.mark_name(ws.key)).exists()


@pytest.fixture
def before(town: Town) -> Left:
    """Photo, keys and a daily copy, two people with PINs."""
    ws = with_doors(town, "001", "002").ws
    picture = io.BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(picture, "PNG")
    photo = attachments.small_jpeg(picture.getvalue())
    digest = attachments.store(ws, photo)
    device = enrolment.device_keys(ws).opening.private_bytes_raw()
    copies.make(ws)
    locking.protect(ws, town.actor("001"))
    left = Left(ws.home, (town.officer("001").id, town.officer("002").id), ws.key, digest, photo, device, town.clock)
    ws.close()
    return left


def test_after_protecting_only_a_pin_opens_and_the_old_key_opens_nothing(before: Left) -> None:
    home, ring = before.home, Keeper(before.home, None)
    with pytest.raises(Refused, match=r"ring\.locked"):
        Workspace.open(home, before.clock)
    before.must_be_whole(home, before.unlocked())
    assert before.unlocked() == locking.unlock(ring, before.clock, before.ids[1], PINS["002"]) != before.key
    for file in (home / "villagevisit.db", copies.every(home)[0]):
        with pytest.raises(EnvironmentFailed, match=r"store\.damaged"):
            Store(file, sealing.subkey(before.key, "store"))
    photo = home / "attachments" / before.digest[:2] / before.digest
    for use, file in (("device", home / "keys" / "device.key"), ("attachments", photo)):
        with pytest.raises(sealing.CannotOpen):
            sealing.unseal(sealing.subkey(before.key, use), file.read_bytes(), file.name)
    assert ring.read().before == b""
    assert not list(home.rglob("*.next"))


def test_a_power_cut_at_any_step_of_the_change_loses_nothing(
    before: Left, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    while not changed(before, tmp_path / f"cut-{steps}", steps, monkeypatch):
        steps += 1
    assert steps == 9, "ring twice, data file, device.key, photo, copy, mark, ring twice"


def changed(before: Left, home: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the change of key came to its end; the power is cut before the file `step` gets its name."""
    replace = Path.replace
    shutil.copytree(before.home, home)
    ring, key, done = Keeper(home, None), before.unlocked(home), False

    def cut(self: Path, target: Path) -> Path:
        nonlocal step
        step -= 1
        if step < 0:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(Path, "replace", cut)
        rekeying.settle(home, None, ring, key)
        done = True
    before.must_be_whole(home, before.unlocked(home))
    assert ring.read().before == b""
    return done


def test_the_change_waits_while_somebody_else_has_the_data_open(before: Left) -> None:
    ring, key = Keeper(before.home, None), before.unlocked()
    other = Store(before.home / "villagevisit.db", sealing.subkey(key, "store"))
    assert rekeying.settle(before.home, None, ring, key) == key
    assert ring.read().stale
    other.close()
    assert rekeying.settle(before.home, None, ring, key) != key
    before.must_be_whole(before.home, before.unlocked())


def test_wrong_pins_before_opening_are_counted_up_to_the_county(town: Town) -> None:
    with_doors(town, "001", "002")
    who, ring, clock = town.officer("001"), town.ws.ring, town.clock
    said = []
    for _ in range(12):
        with pytest.raises(Refused) as refused:
            locking.unlock(ring, clock, who.id, "000111")
        said.append(refused.value.code)
        if refused.value.code == "pin.locked":
            with pytest.raises(Refused, match=r"pin\.locked"):
                locking.unlock(ring, clock, who.id, PINS["001"])
            clock.advance(hours=13)
    assert said == ["pin.wrong"] * 4 + ["pin.locked"] * 5 + ["pin.county"] * 3
    with pytest.raises(Refused, match=r"pin\.county"):
        locking.unlock(ring, clock, who.id, PINS["001"])
    assert locking.unlock(ring, clock, town.officer("002").id, PINS["002"]) == town.ws.key


def test_wrong_pins_before_opening_stand_in_the_audit_log_once_it_is_open(town: Town) -> None:
    who = town.officer("001").id
    locking.note_wrong(town.ws, who, 0)
    assert audit_trail.rows(town.ws)[0].action != "pin.refused"
    locking.note_wrong(town.ws, who, 3)
    last = audit_trail.rows(town.ws)[0]
    assert (last.action, last.actor, last.detail) == ("pin.refused", "李芳", '{"code": "pin.wrong", "times": 3}')


def test_a_right_pin_forgets_the_wrong_ones_before_it(town: Town) -> None:
    with_doors(town, "001")
    who = town.officer("001")
    for _ in range(3):
        with pytest.raises(Refused, match=r"pin\.wrong"):
            locking.unlock(town.ws.ring, town.clock, who.id, "000111")
        assert locking.unlock(town.ws.ring, town.clock, who.id, PINS["001"]) == town.ws.key
    with pytest.raises(Refused) as refused:
        locking.unlock(town.ws.ring, town.clock, who.id, "000111")
    assert refused.value.params["left"] == 4


def test_a_new_pin_is_the_one_that_opens(town: Town) -> None:
    town.with_pins()
    who = town.officer("001")
    people.set_pin(town.ws, who.id, "718281", PINS["001"])
    with pytest.raises(CodedError, match=r"pin\.wrong"):
        locking.unlock(town.ws.ring, town.clock, who.id, PINS["001"])
    assert locking.unlock(town.ws.ring, town.clock, who.id, "718281") == town.ws.key


def test_the_office_lets_commands_work_without_a_pin_and_takes_it_back(town: Town) -> None:
    with_doors(town, "005")
    clerk = town.actor("005")
    locking.protect(town.ws, clerk)
    with pytest.raises(Refused, match=r"actor\.role"):
        locking.allow_commands(town.ws, town.actor("001"))
    assert town.ws.ring.by_computer() is None
    locking.allow_commands(town.ws, clerk)
    assert town.ws.ring.by_computer() == town.ws.key
    assert not locking.is_due(town.ws)
    locking.protect(town.ws, clerk)
    assert town.ws.ring.by_computer() is None
