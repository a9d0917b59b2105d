"""Codes of spot checks, clues, things to put right and discovery as the words that people know."""

from fractions import Fraction

from villagevisit.ui.models.words import assist
from villagevisit.wording import t


def coded(prefix: str, code: str) -> str:
    """The words of a code; a code that this version does not know stands as it is."""
    try:
        return t(prefix + code)
    except KeyError:
        return code


def mode(code: str) -> str:
    return coded("checks.mode.", code)


def frame(code: str) -> str:
    return coded("checks.frame.", code)


def item(code: str) -> str:
    return coded("checks.item.", code)


def grade(code: str) -> str:
    return coded("checks.grade.", code)


def conclusion(code: str) -> str:
    return coded("checks.conclusion.", code)


def source(code: str) -> str:
    return coded("checks.source.", code)


def kind(code: str) -> str:
    return coded("checks.kind.", code)


def violation(code: str) -> str:
    return coded("checks.violation.", code)


def matched(code: str) -> str:
    return coded("checks.match.", code)


def matched_why(code: str) -> str:
    return coded("checks.match_why.", code)


def ending(code: str) -> str:
    return coded("checks.ending.", code)


def reason(code: str) -> str:
    return coded("checks.reason.", code)


def level(code: str) -> str:
    return coded("checks.level.", code)


def origin(code: str) -> str:
    return coded("checks.origin.", code)


def lead_source(code: str) -> str:
    return coded("checks.lead_source.", code)


def lead_result(code: str) -> str:
    return coded("checks.lead_result.", code)


def outside(code: str) -> str:
    return coded("checks.outside.", code)


def tag(code: str) -> str:
    return coded("checks.tag.", code)


def percent(share: Fraction | None) -> str:
    """`30.0%`; a stroke where there is nothing to divide by."""
    return "—" if share is None else f"{float(share) * 100:.1f}%"


def finding(code: str) -> str:
    return coded("checks.finding.", code)


def category(code: str) -> str:
    return assist(code) or t("checks.no_benefit")


def heard(yes: bool) -> str:
    return t("checks.heard") if yes else t("checks.not_heard")


def fault(code: str) -> str:
    return coded("checks.fault.", code)
