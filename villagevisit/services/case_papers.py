"""Papers of a case: what is on file and is not asked for again (S-024, S-213), and the numbers of served papers."""

from dataclasses import dataclass

from villagevisit.domain.case_flow import Case
from villagevisit.domain.case_steps import ACCEPTED, APPLIED, ASKED, BROUGHT, CONFIRMED, REFUSED
from villagevisit.domain.clock import today
from villagevisit.services import areas
from villagevisit.services.workspace import Workspace
from villagevisit.store import events as rows

_USUAL = (
    "居民身份证", "居民户口簿", "居住证", "残疾人证", "病历和诊断证明", "医疗费用票据", "在读证明", "收入证明",
    "授权书",
)  # fmt: skip
_NUMBERED = {ASKED: "救补", ACCEPTED: "救受", CONFIRMED: "救确", REFUSED: "救不"}


@dataclass(frozen=True, slots=True)
class Missing:
    name: str
    why: str = ""


def on_file(ws: Workspace, household_id: str) -> dict[str, str]:
    """Name of each paper that the household ever handed in → ISO day of the last time."""
    found: dict[str, str] = {}
    for one in rows.of_household(ws.store.reader(), household_id, "case."):
        papers = one.data.get("papers") if one.kind in (APPLIED, BROUGHT, ACCEPTED) else None
        for name in papers if isinstance(papers, list) else ():
            found[str(name)] = one.day
    return found


def asked_for(case: Case) -> tuple[Missing, ...]:
    """What the one list named; none when nothing was missing."""
    listed = case.asked.data.get("missing") if case.asked else None
    rows = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return tuple(Missing(str(one.get("name", "")), str(one.get("why", ""))) for one in rows)


def usual() -> tuple[str, ...]:
    """Papers that an application may need and that no register can say, by the names that stand on paper."""
    return _USUAL


def next_number(ws: Workspace, village_code: str, kind: str = ACCEPTED) -> str:
    """The next 文号 of the township's year, by what this laptop knows; the clerk may write another one."""
    year = today(ws.clock).year
    prefix = village_code[:9]
    known = rows.of_kinds(ws.store.reader(), [kind], since=f"{year}-01-01", until=f"{year}-12-31")
    count = sum(one.area.startswith(prefix) for one in known) + 1
    place = areas.name(ws, f"{prefix}000").removesuffix("镇").removesuffix("乡").removesuffix("街道")
    return f"{place}{_NUMBERED[kind]}〔{year}〕{count}号"
