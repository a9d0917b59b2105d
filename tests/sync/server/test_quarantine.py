"""Nobody fills the quarantine for the others; and no laptop writes into a chain of the county's own."""

from pathlib import Path

import pytest

from sync.batch import Content, seal
from sync.errors import SyncError
from sync.keys import KeyPairs
from sync.server import devices
from sync.server import intake as intake_module
from sync.server.intake import Intake
from sync.server.log import RecordLog
from tests.sync.makers import ADDRESS, AT, COUNTY, DEVICE, LAPTOP, chain, pairs, sealed

FULL = "county.quarantine-full"


def refused(intake: Intake, data: bytes) -> str:
    with pytest.raises(SyncError) as caught:
        intake.receive(data, "network")
    return caught.value.code


def greeting(name: str, keys: KeyPairs, number: int = 0) -> bytes:
    return seal(Content((), ()), ADDRESS, name, keys, f"{AT}{number}")


def kept(folder: Path) -> int:
    return len(list((folder / "quarantine").iterdir()))


def test_one_device_cannot_fill_the_quarantine_for_the_others(
    intake: Intake, log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "MOST_OF_ONE", 2)
    other = pairs(7)
    intake.receive(greeting(DEVICE, LAPTOP), "network")
    intake.receive(greeting("DZ-TEST-0002", other), "network")
    with log.writing() as s:
        devices.revoke(s, DEVICE)
        devices.revoke(s, "DZ-TEST-0002")
    batches = [greeting(DEVICE, LAPTOP, number) for number in (1, 2, 3)]
    assert [refused(intake, one) for one in batches] == ["device.revoked", "device.revoked", FULL]
    assert refused(intake, batches[0]) == "device.revoked"  # what is kept may come again
    assert refused(intake, greeting("DZ-TEST-0002", other, 1)) == "device.revoked"
    assert kept(tmp_path) == 3


def test_an_enrolled_device_cannot_fill_it_with_forks_either(
    intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "MOST_OF_ONE", 2)
    first, *_ = chain(1)
    intake.receive(sealed(Content((first,), ())), "network")
    forks = [sealed(Content(tuple(chain(1, salt=bytes([number]))), ())) for number in (1, 2, 3)]
    for one in forks[:2]:
        intake.receive(one, "network")
    assert refused(intake, forks[2]) == FULL
    assert kept(tmp_path) == 2


def test_all_strangers_together_have_a_bound(
    intake: Intake, log: RecordLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "MOST_OF_STRANGERS", 2)
    with log.writing() as s:
        s.db.execute(devices.enrolment.update().where(devices.enrolment.c.county == COUNTY).values(places=0))
    codes = [refused(intake, greeting(f"DZ-TEST-000{number}", pairs(number))) for number in (4, 5, 6)]
    assert codes == ["device.no-place", "device.no-place", FULL]
    assert kept(tmp_path) == 2


@pytest.mark.parametrize("name", [f"CO-{COUNTY}", f"CO-{COUNTY}-K7M2QX", "CO-1", "OR-3F7KQ2MD"])
def test_no_laptop_writes_into_a_chain_of_the_countys_own(intake: Intake, name: str) -> None:
    assert refused(intake, greeting(name, pairs(7))) == "device.other-key"
    intake.receive(greeting(DEVICE, LAPTOP), "network")
    assert refused(intake, greeting(name, LAPTOP)) == "device.other-key"
