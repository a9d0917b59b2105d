"""The wording of papers: dated and versioned, apart from the words of the screen.

Each file is `{"version", "valid_from", "texts": {key: line | [paragraphs]}}`; `{blank}` places are filled by layouts.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Paper = Literal[
    "acceptance",
    "application",
    "appraisal",
    "archive_cover",
    "ballot",
    "board",
    "board_web",
    "bulletin",
    "bulletin_month",
    "clue",
    "common",
    "confirmation",
    "contact_plate",
    "contract",
    "decision",
    "draw",
    "first_inquiry",
    "followup",
    "health_consent",
    "health_cover",
    "health_form",
    "health_curves",
    "health_records",
    "hearing_notice",
    "kin_filing",
    "kin_summary",
    "labels",
    "leaflet",
    "ledger",
    "minutes",
    "objection_result",
    "office",
    "official",
    "plain_sheet",
    "pledge",
    "pledge_list",
    "rectification",
    "recusal",
    "refund",
    "refusal",
    "service_receipt",
    "sign_in",
    "spot_check",
    "supervised_case",
    "supervision",
    "supplement",
    "tally",
    "verification_blank",
    "verification_form",
]


@dataclass(frozen=True)
class Wording:
    version: str
    """Such as `board-2026.1`: recorded with every document that was printed with it."""
    texts: dict[str, str | list[str]]

    def line(self, key: str, **blanks: str | int) -> str:
        text = self.texts[key]
        assert isinstance(text, str), key
        return text.format(**blanks)

    def paragraphs(self, key: str, **blanks: str | int) -> tuple[str, ...]:
        lines = self.texts[key]
        assert isinstance(lines, list), key
        return tuple(line.format(**blanks) for line in lines)

    def words(self, key: str) -> list[str]:
        """A list as it is, without blanks: the columns of a table."""
        lines = self.texts[key]
        assert isinstance(lines, list), key
        return lines


@cache
def wording(paper: Paper) -> Wording:
    """The wording in force."""
    raw = json.loads(resources.files("printing.texts").joinpath(f"{paper}.json").read_text("utf-8"))
    return Wording(raw["version"], raw["texts"])
