"""First start: which county, township and villages; who works here; by which parameters."""

from dataclasses import dataclass, field

from villagevisit.domain.area import Area
from villagevisit.domain.changes import Done, Topic, changes
from villagevisit.domain.clock import stamp
from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Role
from villagevisit.domain.policy import PolicyEntry
from villagevisit.domain.recusal import TEAM_SIZE
from villagevisit.services import areas, people, policy
from villagevisit.services.people import NewOfficer
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import areas as rows
from villagevisit.store import audit, policies, settings

DONE = "setup.complete"
_LANGUAGE = "language"
_LANGUAGES = ("zh_CN", "en")


@dataclass(frozen=True, slots=True)
class SetupState:
    complete: bool
    county: Area | None
    township: Area | None
    villages: tuple[Area, ...]
    language: str


@dataclass(frozen=True, slots=True)
class SetupPlan:
    """`policy` empty means the shipped examples."""

    county: Area
    township: Area
    villages: tuple[Area, ...]
    people: tuple[NewOfficer, ...]
    policy: tuple[PolicyEntry, ...] = field(default=())
    language: str = "zh_CN"


def state(ws: Workspace) -> SetupState:
    db = ws.store.reader()
    return SetupState(
        complete=settings.get(db, DONE) == "1",
        county=areas.county(ws),
        township=areas.township(ws),
        villages=areas.villages(ws),
        language=settings.get(db, _LANGUAGE, _LANGUAGES[0]),
    )


def complete(ws: Workspace, plan: SetupPlan) -> Done[None]:
    """Everything of the wizard at once, or nothing.

    Raises:
        Refused: `setup.already-done`, `setup.no-village`, `setup.village-elsewhere` (village, township),
            `setup.township-elsewhere` (township, county), `setup.no-people`, `setup.too-few-investigators`,
            `setup.bad-language`, and what `people.add` and `policy.set_value` raise.
    """
    _check(plan)
    parameters = plan.policy or policy.defaults()
    for entry in parameters:
        policy.check(entry)
    with ws.store.transaction() as db:
        if settings.get(db, DONE) == "1":
            raise Refused("setup.already-done")
        rows.clear_scope(db)
        rows.put(db, (plan.county, plan.township, *plan.villages), in_scope=True)
        for entry in parameters:
            policies.put(db, entry)
        for new in plan.people:
            people.add(ws, NOBODY, new)
        settings.put(db, _LANGUAGE, plan.language)
        settings.put(db, DONE, "1")
        detail = {"villages": len(plan.villages), "people": len(plan.people), "parameters": len(parameters)}
        audit.append(db, stamp(ws.clock), "", "setup.completed", plan.township.code, detail)
    return Done(None, changes(Topic.SETUP, Topic.PEOPLE, Topic.POLICY))


def add_villages(ws: Workspace, villages: tuple[Area, ...]) -> Done[None]:
    """More villages of the same county, after set-up. Raises Refused `setup.village-elsewhere`."""
    county = areas.county(ws)
    for village in villages:
        if village.level != "village" or county is None or village.code[:6] != county.code[:6]:
            raise Refused("setup.village-elsewhere", village=village.name, township=county.name if county else "")
    with ws.store.transaction() as db:
        rows.put(db, villages, in_scope=True)
        audit.append(db, stamp(ws.clock), "", "setup.villages-added", "", {"villages": len(villages)})
    return Done(None, changes(Topic.SETUP))


def set_language(ws: Workspace, language: str) -> Done[None]:
    """Remembers the language of this installation: `zh_CN` or `en`. Raises Refused `setup.bad-language`."""
    if language not in _LANGUAGES:
        raise Refused("setup.bad-language", language=language)
    with ws.store.transaction() as db:
        settings.put(db, _LANGUAGE, language)
        audit.append(db, stamp(ws.clock), "", "setup.language", language)
    return Done(None, changes(Topic.SETUP))


def _check(plan: SetupPlan) -> None:
    if plan.language not in _LANGUAGES:
        raise Refused("setup.bad-language", language=plan.language)
    if plan.county.level != "county" or plan.township.level != "township" or (
        plan.township.parent_code != plan.county.code
    ):
        raise Refused("setup.township-elsewhere", township=plan.township.name, county=plan.county.name)
    if not plan.villages:
        raise Refused("setup.no-village")
    for village in plan.villages:
        if village.level != "village" or village.parent_code != plan.township.code:
            raise Refused("setup.village-elsewhere", village=village.name, township=plan.township.name)
    if not plan.people:
        raise Refused("setup.no-people")
    if sum(Role.INVESTIGATOR in new.roles for new in plan.people) < TEAM_SIZE:
        raise Refused("setup.too-few-investigators")
