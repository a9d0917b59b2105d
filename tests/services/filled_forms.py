"""Households whose visit forms both investigators have signed."""

from tests.services import f01
from tests.services.town import Town, signed_visit
from villagevisit.services import visit, visit_freeze


def fill_forms(town: Town, *numbers: str) -> Town:
    town.with_pins()
    visitors = town.actor("001", "002")
    for number in numbers:
        household = town.family(number)
        opened = visit.open_form(town.ws, visitors, "household_verification", household_id=household).value
        f01.fill(town, opened)
        signed_visit(town, visit_freeze.freeze(town.ws, visitors, opened.draft_id, opened.session).value.submission_id)
    return town
