"""申请书与授权书 as the household's newest F05 says it, with the number under which it was accepted."""

from collections.abc import Mapping, Sequence

from printing.layouts import application as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.case_steps import ACCEPTED
from villagevisit.services import paper_marks
from villagevisit.services.case_application import REPEATS
from villagevisit.services.consent_forms import APPLICATION_FORM
from villagevisit.services.visit_facts import Answers
from villagevisit.services.visit_presets import leaves
from villagevisit.services.workspace import Workspace
from villagevisit.store import events
from villagevisit.store import visits as rows

_TYPES = {"1": 0, "2": 0, "7": 0, "3": 1, "4": 2, "5": 3, "6": 4}
_CAUSES = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "9": 7, "8": 8, "99": 8}
"""Codes of F05 → places among the words of the paper; what the paper has no word for is 其他."""


class Filled:
    """The answers of one frozen F05."""

    def __init__(self, digest: str, number: str, answers: Answers) -> None:
        self.digest = digest
        self.number = number
        self._answers = answers

    def text(self, name: str) -> str:
        return self._answers.text(f"/data/g_app/{name}")

    def sheet(self, imprint: Imprint, county: str) -> sheet.Application:
        words, relations = wording("application"), _relations()
        day = self._answers.day("/data/g_accept/accept_date")
        return sheet.Application(
            imprint,
            county,
            number=self.number,
            name=self.text("app_name"),
            id_no=self.text("app_id_no"),
            phone=self.text("app_phone"),
            registered=self.text("app_hukou"),
            lives=self.text("app_live"),
            by_permit=self.text("app_permit") == "1",
            types=_ticked(words.words("types"), _TYPES, self.text("app_types")),
            causes=_ticked(words.words("causes"), _CAUSES, self.text("app_causes")),
            statement=self.text("app_reason"),
            agent=self.text("agent_name"),
            kin=self.text("app_kin_detail"),
            members=tuple(
                sheet.Member(
                    self._answers.text(f"{ref}/am_name"), relations.get(self._answers.text(f"{ref}/am_relation"), ""),
                    self._answers.text(f"{ref}/am_id"), self._answers.text(f"{ref}/am_guardian"),
                )
                for ref in self._answers.instances("/data/app_member")
            ),
            accepted_on=day if self.number else None,
            watermark=paper_marks.watermark(imprint),
        )  # fmt: skip


def newest(ws: Workspace, household_id: str) -> Filled | None:
    """The household's newest F05 on this laptop; None when there is none."""
    db = ws.store.reader()
    stored = rows.latest(db, APPLICATION_FORM, household_id, "")
    if stored is None:
        return None
    accepted = [one for one in events.of_household(db, household_id, ACCEPTED) if one.at >= stored.frozen_at]
    number = accepted[-1].text("number") if accepted else ""
    return Filled(stored.digest, number, Answers(leaves(stored.body, REPEATS)))


def _ticked(words: Sequence[str], places: Mapping[str, int], codes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words[places.get(code, len(words) - 1)] for code in codes.split()))


def _relations() -> Mapping[str, str]:
    return dict(line.split("|") for line in wording("application").words("relation"))
