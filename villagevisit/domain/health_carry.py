"""What of the last follow-up may be taken over when the doctor says "asked, as last time", and what never.

The rule of honesty: nothing that has to be asked stands in a form before it was asked. Last time's answer stands beside
the question. One key takes over all of `same` that is still empty, and the record says so in its own field `as_last`
(`FIELD`); whoever changes such an answer afterwards takes its name off that field. `only_if` is taken over only where
last time nothing was found: a complaint, a reaction, a complication is asked anew. What is measured or judged
(pressure, weight, pulse, glucose, the foot, risk, insight) is never taken over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD = "as_last"
DRUGS, DRUG_ROWS = "has_drug", "drug"
"""With the answer that there are drugs go the rows of the repeat."""


@dataclass(frozen=True, slots=True)
class Carry:
    same: tuple[str, ...]
    """Names of fields, in the order of the form."""
    only_if: Mapping[str, str] = field(default_factory=dict)
    """Name → the answer with which it may be taken over."""

    def takes(self, name: str, before: str) -> bool:
        """Whether last time's answer of a field may be taken over."""
        return bool(before) and (name in self.same or self.only_if.get(name) == before)


_LIFE = ("smoke_now", "smoke_target", "drink_now", "drink_target", "ex_week", "ex_min")
CARRY: Mapping[str, Carry] = {
    "htn_followup": Carry(
        ("fu_ckd_dm", "fu_way", "height", "weight_target", *_LIFE, "ex_week_t", "ex_min_t", "salt_now", "salt_target",
         "mental", "obey", "adherence", DRUGS),
        {"symptom": "1", "adr": "1", "new_complication": "0"},
    ),
    "t2dm_followup": Carry(
        ("fu_way", "height", "weight_target", *_LIFE, "staple_now", "staple_target", "mental", "obey", "adherence",
         DRUGS, "insulin"),
        {"symptom": "1", "adr": "1", "hypo": "1", "new_complication": "0"},
    ),
    "smd_followup": Carry(
        ("fu_way", "sleep", "diet", "f_home", "f_work", "f_learn", "hospital", "adherence", "drugs", "rehab"),
        {"lock": "1", "lab": "1"},
    ),
}  # fmt: skip
"""By form."""
