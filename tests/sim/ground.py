"""The county that every run plays in: one township, three villages, their people and households, planted names."""

import atexit
import hashlib
import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sim.chance import seeded
from villagevisit.domain.area import Area
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services import setup
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Workspace
from villagevisit.store import households as rows
from villagevisit.store.households import HouseholdData, PersonData

START = datetime(2026, 11, 22, 8, 0, tzinfo=CHINA)
COUNTY = Area("999999000000", "云溪县", "county")
TOWNSHIP = Area("999999100000", "清溪镇", "township")
VILLAGES = tuple(
    Area(f"99999910020{number}", name, "village") for number, name in enumerate(("红星村", "石桥村", "白沙村"), start=1)
)
HOUSEHOLDS = 4
"""Per village."""
SCOPES = ((0,), (1,), (0, 1, 2))
"""Villages of each laptop: two teams and the clerk."""
_PEOPLE = (
    NewOfficer("001", "李芳", frozenset({Role.INVESTIGATOR})),
    NewOfficer("002", "王强", frozenset({Role.INVESTIGATOR})),
    NewOfficer("003", "孙经办", frozenset({Role.CLERK, Role.INVESTIGATOR})),
)


def planted(village: int) -> str:
    """A name that stands only in data of this village."""
    return f"户主{'甲乙丙丁'[village]}{hashlib.sha256(str(village).encode()).hexdigest()[:12]}"


def household_id(village: int, number: int) -> str:
    return f"019a0000-0000-7000-9000-{village:04d}{number:08d}"


@cache
def signing_key(staff_no: str) -> Ed25519PrivateKey:
    """The key of a person, the same on every laptop."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(staff_no.encode()).digest())


def quick_folder() -> Path:
    """Where a run lives: memory where the system has it, because every commit is flushed."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="vv-sim-", dir=memory if memory.is_dir() else None))


@cache
def template(villages: tuple[int, ...]) -> Path:
    """A data folder after set-up that holds these villages, made once per process."""
    folder = quick_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    with seeded("template"), Workspace.open(home, FixedClock(START)) as ws:
        setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, VILLAGES, _PEOPLE))
        with ws.store.transaction() as db:
            for village in villages:
                for number in range(1, HOUSEHOLDS + 1):
                    _household(db, village, number)
    return home


def warm() -> None:
    """Makes the templates, outside any run."""
    for scope in SCOPES:
        template(scope)


def _household(db: Any, village: int, number: int) -> None:
    one, name = household_id(village, number), planted(village)
    rows.insert(
        db,
        HouseholdData(
            id=one, village_code=VILLAGES[village].code, household_no=f"{number:04d}", village_group="一组",
            head_name=name, members=1, hukou_type="1", address=name, phone="13800000000", assist_category="1",
            insured_persons=1, amount_month="954.58",
        ),
    )  # fmt: skip
    rows.insert_person(db, PersonData(f"019b{one[4:]}", one, 1, name, "02", "", "none", "1", ""))
