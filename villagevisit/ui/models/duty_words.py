"""Codes of the registers of duty as the words that people know."""

from villagevisit.wording import t

PLEDGE_ROLES = {
    "1": "duty.role.1", "2": "duty.role.2", "3": "duty.role.3", "4": "duty.role.4", "5": "duty.role.5",
    "6": "duty.role.6",
}  # fmt: skip
STANDINGS = {"none": "duty.standing.none", "expired": "duty.standing.expired", "valid": "duty.standing.valid"}
STAFF = {
    "1": "duty.staff.1", "2": "duty.staff.2", "3": "duty.staff.3", "4": "duty.staff.4", "5": "duty.staff.5",
    "6": "duty.staff.6", "7": "duty.staff.7", "8": "duty.staff.8", "9": "duty.staff.9",
}  # fmt: skip
KIN = {
    "1": "duty.kin.1", "2": "duty.kin.2", "3": "duty.kin.3", "4": "duty.kin.4", "5": "duty.kin.5", "6": "duty.kin.6",
    "7": "duty.kin.7", "8": "duty.kin.8", "9": "duty.kin.9", "10": "duty.kin.10", "11": "duty.kin.11",
}  # fmt: skip
STEPS = {"survey": "duty.step.survey", "appraisal": "duty.step.appraisal", "approval": "duty.step.approval"}
STATES = {
    "incomplete": "duty.state.incomplete", "filed": "duty.state.filed", "not_eligible": "duty.state.not_eligible",
    "exited": "duty.state.exited", "cancelled": "duty.state.cancelled",
}  # fmt: skip
SORTS = {
    "committee": "duty.sort.committee", "agent": "duty.sort.agent", "liaison": "duty.sort.liaison",
    "helper": "duty.sort.helper", "seconded": "duty.sort.seconded", "civil": "duty.sort.civil",
    "organ": "duty.sort.organ", "institution": "duty.sort.institution",
}  # fmt: skip
VIOLATIONS = {
    "1": "duty.violation.1", "2": "duty.violation.2", "3": "duty.violation.3", "4": "duty.violation.4",
    "5": "duty.violation.5", "6": "duty.violation.6", "7": "duty.violation.7",
}  # fmt: skip
HANDLINGS = {"talk": "duty.handling.talk", "joint": "duty.handling.joint", "transfer": "duty.handling.transfer"}
SEVERITIES = {
    "none": "duty.severity.none", "talk": "duty.severity.talk", "criticism": "duty.severity.criticism",
    "party": "duty.severity.party", "office": "duty.severity.office", "court": "duty.severity.court",
}  # fmt: skip
STAGES = {
    "found": "duty.stage.found", "handled": "duty.stage.handled", "closed": "duty.stage.closed",
    "approved": "duty.stage.approved", "published": "duty.stage.published",
}  # fmt: skip


def said(table: dict[str, str], code: str) -> str:
    """The word for a code; the code itself where there is none."""
    return t(table[code]) if code in table else code


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    """(code, word) for a field in which one is chosen."""
    return [(code, t(key)) for code, key in table.items()]


