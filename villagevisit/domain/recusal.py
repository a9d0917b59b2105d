"""Who may not verify whom: two distinct people, none of them kin, never the village's own cadres alone (R-11)."""

from collections.abc import Collection, Sequence

from villagevisit.domain.errors import Refused
from villagevisit.domain.officer import Kin, Officer
from villagevisit.domain.policy import Policy

TEAM_SIZE = 2
KIN, OWN_VILLAGE, ALONE = "recusal.kin", "recusal.own-village-alone", "recusal.too-few"
Excused = frozenset[tuple[str, str]]
"""(code of a refusal, staff number) of those whom the county's administrator excused in writing from a rule."""
NOBODY_EXCUSED: Excused = frozenset()
STATUTORY = frozenset({"1", "2", "3", "4", "5", "6"})
"""Codes of `kin_rel`: spouse, parents, children, siblings, grandparents, grandchildren (220号 Art 14)."""
EXTENDED = frozenset({"7", "8", "9", "10", "11"})
"""In-laws, children's spouses, uncles and aunts: kin only where the county says so."""


def is_kin(officer: Officer, member_ids: Collection[str], policy: Policy) -> bool:
    """By declared id numbers. A relation without a known code counts as kin, to be on the safe side."""
    return any(kin.id_no in member_ids and counts(kin, policy) for kin in officer.kin if kin.id_no)


def counts(kin: Kin, policy: Policy) -> bool:
    """Whether a declared relation is kin by the county's scope."""
    return policy.choice("kin_scope", "statutory", "extended") == "extended" or kin.relation not in EXTENDED


def person_refusal(
    officer: Officer, member_ids: Collection[str], policy: Policy, excused: Excused = NOBODY_EXCUSED
) -> Refused | None:
    """Why this one person may not verify this household; None when he may. Nobody is excused for his own household."""
    if officer.id_no and officer.id_no in member_ids:
        return Refused("recusal.own-household", officer=officer.name)
    if is_kin(officer, member_ids, policy) and (KIN, officer.staff_no) not in excused:
        return Refused(KIN, officer=officer.name)
    return None


def revisit_refusal(officers: Sequence[Officer], barred: Collection[str]) -> Refused | None:
    """After an objection others visit than those whose visit was objected to. `barred`: staff numbers (issue 7)."""
    for officer in officers:
        if officer.staff_no in barred:
            return Refused("recusal.same-pair", officer=officer.name)
    return None


def team_refusal(
    officers: Sequence[Officer], village_code: str, member_ids: Collection[str], policy: Policy,
    excused: Excused = NOBODY_EXCUSED,
) -> Refused | None:  # fmt: skip
    """Why these people together may not verify this household; None when they may."""
    if len({officer.id for officer in officers}) < TEAM_SIZE:
        return Refused(ALONE)
    for officer in officers:
        refusal = person_refusal(officer, member_ids, policy, excused)
        if refusal:
            return refusal
    lifted = all((OWN_VILLAGE, officer.staff_no) in excused for officer in officers)
    if not lifted and all(officer.village_code == village_code for officer in officers):
        return Refused(OWN_VILLAGE, officers="、".join(officer.name for officer in officers))
    return None
