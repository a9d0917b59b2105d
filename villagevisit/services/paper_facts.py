"""What this home knows of a recorded paper, as labelled figures to be compared with the sheet by eye."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from villagevisit.services import areas, office
from villagevisit.services.paper_types import PaperKind
from villagevisit.services.workspace import Workspace
from villagevisit.store import documents, people
from villagevisit.wording import t

_WRITTEN = (PaperKind.OFFICIAL, PaperKind.LETTER, PaperKind.BRIEF)


def of(ws: Workspace, paper: documents.Printed) -> tuple[tuple[str, str], ...]:
    """Figures of a recorded paper."""
    content = json.loads(paper.content)
    found: list[tuple[str, str]] = []
    if paper.kind == PaperKind.PUBLICITY_BOARD:
        found += [
            (t("paper.fact.village"), content["village"]["name"]),
            (t("paper.fact.posted"), content["posted"]),
            (t("paper.fact.households"), str(content["households"])),
            (t("paper.fact.persons"), str(content["persons"])),
            (t("paper.fact.amount"), content["amount"]),
        ]
        odd = [
            t("paper.over_counted", name=name, insured=insured, members=members)
            for name, _, _, members, insured, *_ in content["rows"]
            if insured > members
        ]
        found += [(t("paper.fact.look"), t("ui.semicolon").join(odd))] if odd else []
    if paper.kind == PaperKind.DRAW_RECORD:
        found += [
            (t("paper.fact.round"), content["round"]["name"]),
            (t("paper.fact.seed"), content["seed"]),
            (t("paper.fact.households"), str(content["households"])),
            (t("paper.fact.unassignable"), str(content["unassignable"])),
        ]
    if paper.kind in _WRITTEN:
        found += _written(ws, paper.subject_id, content)
    if content.get("name"):
        found.append((t("paper.fact.name"), content["name"]))
    found.append((t("paper.fact.printed-at"), paper.made_at[:16].replace("T", " ")))
    names = [people.get(ws.store.reader(), officer_id) for officer_id in paper.made_by.split()]
    found.append((t("paper.fact.printed-by"), "、".join(officer.name for officer in names if officer)))
    return tuple(found)


def _written(ws: Workspace, known: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """An issued paper that was withdrawn after this sheet was printed is told."""
    yield t("paper.fact.mark"), content["mark"]
    yield t("paper.fact.title"), content["text"]["title"].replace("\n", "")
    yield t("paper.fact.state"), t(f"office.state.{content['state']}")
    issued = office.find(ws, known)
    if issued and issued.withdrawn:
        gone = issued.withdrawn
        yield t("paper.fact.look"), t("office.withdrawn_on", day=gone.day, by=gone.by, reason=gone.reason)


def of_record(ws: Workspace, record: documents.Signed) -> tuple[tuple[str, str], ...]:
    """Where a signed record belongs, and who signed it when."""
    found = [
        (t("paper.fact.village"), areas.name(ws, record.village_code) if record.village_code else ""),
        (t("paper.fact.household"), f"{record.household_no} {record.head_name}".strip()),
        (t("paper.fact.frozen"), record.frozen_at[:16].replace("T", " ")),
        *(
            (t("paper.fact.signed", place=place), f"{name} {at[:16].replace('T', ' ')}")
            for place, name, at in record.signatures
        ),
    ]
    return tuple((label, value) for label, value in found if value)
