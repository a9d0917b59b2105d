"""The county that every run plays in: one township, three villages, their people and households, planted names."""

import atexit
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sim.chance import seeded
from villagevisit.domain.area import Area
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.domain.officer import Role
from villagevisit.services import campaign, people, setup
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import households as rows
from villagevisit.store import replicas
from villagevisit.store.households import HouseholdData, PersonData

START = datetime(2026, 11, 22, 8, 0, tzinfo=CHINA)
COUNTY = Area("999999000000", "云溪县", "county")
TOWNSHIP = Area("999999100000", "清溪镇", "township")
VILLAGES = tuple(
    Area(f"99999910020{number}", name, "village") for number, name in enumerate(("红星村", "石桥村", "白沙村"), start=1)
)
HOUSEHOLDS = 4
"""Per village."""


@dataclass(frozen=True)
class Post:
    """What a laptop is for, and in which villages."""

    role: str
    villages: tuple[int, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        return tuple(VILLAGES[number].code for number in self.villages)

    @property
    def listed(self) -> tuple[int, ...]:
        """Villages whose lists are on it from the beginning; teams get theirs from the county."""
        return self.villages if self.role == "clerk" else ()


POSTS = (Post("team", (0,)), Post("team", (1,)), Post("clerk", (0, 1, 2)))
_PEOPLE = (
    NewOfficer("001", "李芳", frozenset({Role.INVESTIGATOR})),
    NewOfficer("002", "王强", frozenset({Role.INVESTIGATOR})),
    NewOfficer("003", "孙经办", frozenset({Role.CLERK, Role.INVESTIGATOR})),
)
STAFF = tuple(one.staff_no for one in _PEOPLE)


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
    """A data folder, made once per process: set up with these villages and a round in them; new when there are none."""
    folder = quick_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    with seeded("template"), Workspace.open(home, FixedClock(START)) as ws:
        if villages:
            setup.complete(ws, setup.SetupPlan(COUNTY, TOWNSHIP, VILLAGES, _PEOPLE))
            with ws.store.transaction() as db:
                for village in villages:
                    for number in range(1, HOUSEHOLDS + 1):
                        _household(db, village, number)
                replicas.own(db, [VILLAGES[village].code for village in villages])
            _round(ws, villages)
    return home


def warm() -> None:
    """Makes the templates, outside any run."""
    for post in POSTS:
        template(post.listed)


def _round(ws: Workspace, villages: tuple[int, ...]) -> None:
    """A round over the villages; one team visits everybody."""
    first, second, clerk = people.officers(ws)
    actor = Actor((clerk,))
    codes = [VILLAGES[number].code for number in villages]
    made = campaign.open_round(ws, actor, code="2026", name="集中复核", survey_kind="2", village_codes=codes).value
    team = campaign.add_team(ws, actor, made.id, "第一组", [first.id, second.id]).value
    homes = [item.household_id for item in campaign.worklist(ws, made.id)]
    campaign.assign(ws, actor, made.id, homes, team.id)


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
