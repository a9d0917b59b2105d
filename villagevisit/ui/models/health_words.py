"""How health services, what is due of them and what the last visit came to are said."""

from decimal import Decimal

from villagevisit.domain.health import LOST, Service
from villagevisit.domain.health_followup import bmi_band
from villagevisit.domain.health_schedule import age_on
from villagevisit.services import health_rules
from villagevisit.services.health_due import Due
from villagevisit.wording import t


def service(one: Service) -> str:
    return t(f"round.service.{one}")


def what(one: Due) -> str:
    """The service, and of a timetable which item."""
    if one.service is Service.VACCINATION and not one.row.last_day:
        return t("vaccination.unknown")
    if one.item:
        item = health_rules.title(one.service, one.item)
        return t("round.child_item", item=item) if one.service is Service.CHILD else item
    if one.service is Service.ELDER and one.row.state in ("no_exam", "no_selfcare"):
        return t("round.elder.no_exam") if one.row.state == "no_exam" else t("round.elder.no_selfcare")
    return service(one.service)


def who(one: Due, today: str) -> str:
    """Name, sex and age."""
    sex = {"1": t("round.male"), "2": t("round.female")}.get(one.row.sex, "")
    age = t("round.age", count=age_on(one.row.birth, today)) if one.row.birth else ""
    return " ".join(word for word in (one.row.name, sex, age) if word)


def when(one: Due) -> str:
    if one.late > 0:
        return t("round.late", count=one.late)
    return t("round.today") if one.late == 0 else t("round.by", day=one.day)


def kind(one: Due) -> str:
    """Of a status: overdue is red, today waits."""
    return "refused" if one.late > 0 else "wait" if one.late == 0 else "muted"


def last(one: Due) -> str:
    """When he was seen last and what it came to."""
    if not one.row.last_day:
        return t("round.never")
    state = one.row.state
    if one.service in (Service.HYPERTENSION, Service.DIABETES) and state in "1234":
        state = t(f"round.class.{state}")
    elif one.service is Service.SMD and state in "123":
        state = t(f"round.mental.{state}")
    else:
        state = t("round.lost") if state == LOST else ""
    return " · ".join(word for word in (t("round.last", day=one.row.last_day), state) if word)


def bmi(value: str) -> str:
    """The figure and its band."""
    return t("round.bmi", value=value, band=t(f"round.bmi.{bmi_band(Decimal(value))}"))
