"""A village with three signed visits, a panel of 24, and a meeting that can be taken to any point."""

from tests.services.f01 import PAD, picture
from tests.services.filled_forms import fill_forms
from tests.services.town import RED_STAR, Town
from villagevisit.domain.appraisal import Member
from villagevisit.domain.appraisal_meeting import Heard, Judged
from villagevisit.domain.policy import PolicyEntry
from villagevisit.services import appraisal, appraisal_close, appraisal_count, policy
from villagevisit.services.appraisal import Plan, Present

ROLES = ("1", "2", "3", "3", "4", "4", "6", "7", *["9"] * 16)
_SURNAMES = "赵钱孙李周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔"
NAMES = tuple(f"{surname}评{'一二三四五六七八'[at // 3]}" for at, surname in enumerate(_SURNAMES))
HERE = frozenset((*NAMES[:6], *NAMES[8:21]))
"""19 of 24, 13 of them villagers' representatives."""
DAY = "2026-11-23"


def visited(town: Town) -> list[str]:
    """Three households whose visits are signed; the county appraises everybody."""
    always(town)
    fill_forms(town, "0001", "0002", "0003")
    return [one.household_id for one in appraisal.due(town.ws, RED_STAR.code)]


def always(town: Town) -> None:
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("appraisal_mode", "always", "2026-11-01"))


def people(recused: dict[int, dict[str, str]] | None = None) -> list[Member]:
    return [
        Member(name, role, True, (recused or {}).get(at, {}))
        for at, (name, role) in enumerate(zip(NAMES, ROLES, strict=True), start=1)
    ]


def called(town: Town, homes: dict[str, str], form: str = "1", seats: int = 0) -> str:
    plan = Plan(RED_STAR.code, "HX-2026-02", DAY, "红星村党群服务中心", form, homes, seats)
    return appraisal.call(town.ws, town.actor("005"), plan).value


def began(
    town: Town, homes: dict[str, str], form: str = "1", seats: int = 0, recused: dict[int, dict[str, str]] | None = None
) -> str:
    """Called, with its panel, signed in."""
    meeting, clerk = called(town, homes, form, seats), town.actor("005")
    appraisal.set_panel(town.ws, clerk, meeting, people(recused))
    appraisal.sign_in(town.ws, clerk, meeting, Present(HERE, NAMES[0], "孙经办", "郑评三", policy_read=True))
    return meeting


def voted(town: Town, meeting: str, home: str, marks: str) -> None:
    """Reads these ballots out and closes the round; as many came back."""
    clerk = town.actor("005")
    now = appraisal_count.tally(town.ws, clerk, meeting, home)
    appraisal_count.issue(town.ws, clerk, meeting, home, now.issued, len(marks))
    for mark in marks:
        appraisal_count.read(town.ws, clerk, meeting, home, mark)
    appraisal_count.close_round(town.ws, clerk, meeting, home)


def said(town: Town, meeting: str, home: str, result: str = "1", item: str = "", reason: str = "") -> None:
    clerk = town.actor("005")
    appraisal_count.hear(town.ws, clerk, meeting, home, Heard("患病不能外出务工", "两人入户，收入与申报一致", ""))
    appraisal_count.announce(town.ws, clerk, meeting, home, Judged(result, item, reason))


def photographed(town: Town, meeting: str) -> None:
    clerk = town.actor("005")
    for place in ("sign_in", "meeting", "ballots"):
        appraisal_close.attach(town.ws, clerk, meeting, place, picture(), "photo")
    for place in ("chair", "recorder"):
        appraisal_close.attach(town.ws, clerk, meeting, place, PAD, "signature")
