"""Which pages there are. A page's module is imported when somebody first goes there, so that starting stays quick."""

from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from villagevisit.domain.officer import Role
from villagevisit.ui.kit.page import Page
from villagevisit.wording import t

Frame = Literal["whole", "bar", "none"]
"""`whole`: side list and top bar; `bar`: top bar only, the page needs the width; `none`: the page alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: where its class lives and how the window frames it."""

    name: str
    module: str
    page: str
    frame: Frame = "whole"


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the side list; `roles` empty means everybody.

    Lines of one `group` follow each other, and fold under its name where the list has no room for all. `BELOW` stays at
    the foot of the list.
    """

    key: str
    label: str
    icon: str
    page: str
    params: dict[str, Any] = field(default_factory=dict)
    roles: frozenset[Role] = frozenset()
    group: str = ""


BELOW = "below"

PAGES: tuple[Entry, ...] = (
    Entry("setup", "villagevisit.ui.pages.setup_wizard", "SetupWizard", "none"),
    Entry("sign_in", "villagevisit.ui.pages.sign_in", "SignInPage", "none"),
    Entry("home", "villagevisit.ui.pages.home", "HomePage"),
    Entry("households", "villagevisit.ui.pages.household_list", "HouseholdListPage"),
    Entry("household", "villagevisit.ui.pages.household", "HouseholdPage"),
    Entry("round", "villagevisit.ui.pages.round", "RoundPage"),
    Entry("rights", "villagevisit.ui.pages.rights", "RightsPage"),
    Entry("cases", "villagevisit.ui.pages.case_list", "CaseListPage"),
    Entry("case", "villagevisit.ui.pages.case", "CasePage"),
    Entry("case_speed", "villagevisit.ui.pages.case_speed", "CaseSpeedPage"),
    Entry("delegation", "villagevisit.ui.pages.delegation", "DelegationPage"),
    Entry("doubtful", "villagevisit.ui.pages.doubtful", "DoubtfulPage"),
    Entry("publicity", "villagevisit.ui.pages.publicity", "PublicityPage"),
    Entry("board", "villagevisit.ui.pages.board", "BoardPage"),
    Entry("objection", "villagevisit.ui.pages.objection", "ObjectionPage"),
    Entry("inquiries", "villagevisit.ui.pages.inquiries", "InquiriesPage"),
    Entry("inquiry_new", "villagevisit.ui.pages.inquiry_new", "InquiryNewPage"),
    Entry("duty", "villagevisit.ui.pages.duty", "DutyPage"),
    Entry("campaign", "villagevisit.ui.pages.campaign", "CampaignPage"),
    Entry("appraisal", "villagevisit.ui.pages.appraisal", "AppraisalPage"),
    Entry("appraisal_meeting", "villagevisit.ui.pages.appraisal_meeting", "AppraisalMeetingPage"),
    Entry("checks", "villagevisit.ui.pages.checks", "ChecksPage"),
    Entry("roster", "villagevisit.ui.pages.roster", "RosterPage"),
    Entry("dynamic", "villagevisit.ui.pages.dynamic", "DynamicPage"),
    Entry("print", "villagevisit.ui.pages.print_centre", "PrintPage"),
    Entry("supervision", "villagevisit.ui.pages.supervision", "SupervisionPage"),
    Entry("office", "villagevisit.ui.pages.office", "OfficePage"),
    Entry("office_write", "villagevisit.ui.pages.office_write", "OfficeWritePage"),
    Entry("exchange", "villagevisit.ui.pages.exchange", "ExchangePage"),
    Entry("settings", "villagevisit.ui.pages.settings", "SettingsPage"),
    Entry("search", "villagevisit.ui.pages.search", "SearchPage"),
    Entry("standards", "villagevisit.ui.pages.standards", "StandardsPage"),
    Entry("two_lists", "villagevisit.ui.pages.two_lists", "TwoListsPage"),
    Entry("aid", "villagevisit.ui.pages.aid", "AidPage"),
    Entry("how_computed", "villagevisit.ui.pages.how_computed", "HowComputedPage"),
    Entry("health_record", "villagevisit.ui.pages.health_record", "HealthRecordPage"),
    Entry("health_overview", "villagevisit.ui.pages.health_overview", "HealthOverviewPage"),
    Entry("health_form", "villagevisit.ui.pages.health_form", "HealthFormPage"),
    Entry("contracts", "villagevisit.ui.pages.contracts", "ContractsPage"),
    Entry("health_ledgers", "villagevisit.ui.pages.health_ledgers", "HealthLedgersPage"),
    Entry("screening", "villagevisit.ui.pages.screening", "ScreeningPage"),
    Entry("health_special", "villagevisit.ui.pages.health_special", "HealthSpecialPage"),
    Entry("health_office", "villagevisit.ui.pages.health_office", "HealthOfficePage"),
    Entry("health_exchange", "villagevisit.ui.pages.health_exchange", "HealthExchangePage"),
    Entry("visit", "villagevisit.ui.pages.visit", "VisitPage", "bar"),
    Entry("sign_off", "villagevisit.ui.pages.sign_off", "SignOffPage", "none"),
)

_OFFICE, _DOCTOR = frozenset({Role.CLERK, Role.COUNTY}), frozenset({Role.VILLAGE_DOCTOR})


def ways() -> tuple[Way, ...]:
    """The side list in the present language."""
    return (
        Way("home", t("ui.nav.visit"), "visit", "home", {}, _OFFICE | {Role.INVESTIGATOR}),
        Way("round", t("round.nav"), "round", "round", {}, _DOCTOR),
        Way("health", t("ui.nav.health"), "health", "households", {"purpose": "health"}, _DOCTOR, "health"),
        Way("health_overview", t("health_overview.page"), "supervise", "health_overview", {}, _DOCTOR, "health"),
        Way("contracts", t("contracts.nav"), "pen", "contracts", {}, _DOCTOR, "health"),
        Way("health_ledgers", t("health.nav.ledgers"), "folder", "health_ledgers", {}, _DOCTOR, "health"),
        Way("screening", t("screening.nav"), "search", "screening", {}, _DOCTOR, "health"),
        Way("health_special", t("special.nav"), "done", "health_special", {}, _DOCTOR, "health"),
        Way("health_office", t("programme.nav"), "board", "health_office", {}, _DOCTOR, "health"),
        Way("households", t("ui.nav.households"), "people", "households"),
        Way("roster", t("ui.nav.roster"), "roster", "roster", {}, _OFFICE),
        Way("campaign", t("ui.nav.campaign"), "round", "campaign"),
        Way("cases", t("case.nav"), "case", "cases", {}, _OFFICE, "assist"),
        Way("appraisal", t("appraisal.nav"), "ballot", "appraisal", {}, _OFFICE, "assist"),
        Way("publicity", t("ui.nav.publicity"), "board", "publicity", {}, _OFFICE | {Role.INVESTIGATOR}, "assist"),
        Way("dynamic", t("ui.nav.dynamic"), "cycle", "dynamic", {}, _OFFICE, "assist"),
        Way("aid", t("aid.nav"), "aid", "aid", {}, _OFFICE | _DOCTOR, "assist"),
        Way("checks", t("ui.nav.checks"), "done", "checks", {}, _OFFICE | {Role.INVESTIGATOR}, "oversee"),
        Way("duty", t("ui.nav.duty"), "pen", "duty", {}, _OFFICE, "oversee"),
        Way("supervision", t("supervision.nav"), "supervise", "supervision", {}, _OFFICE, "oversee"),
        Way("office", t("office.nav"), "folder", "office", {}, _OFFICE, "oversee"),
        Way("print", t("ui.nav.print"), "print", "print"),
        Way("exchange", t("ui.nav.exchange"), "send", "exchange", group=BELOW),
        Way("settings", t("ui.nav.settings"), "settings", "settings", group=BELOW),
    )  # fmt: skip


def entry(name: str) -> Entry:
    """Raises KeyError for a page that was never registered: a bug, not a user's mistake."""
    return next(known for known in PAGES if known.name == name) if exists(name) else _missing(name)


def exists(name: str) -> bool:
    return any(known.name == name and find_spec(known.module) is not None for known in PAGES)


def page_class(known: Entry) -> type[Page]:
    found: type[Page] = getattr(import_module(known.module), known.page)
    return found


def _missing(name: str) -> Entry:
    raise KeyError(name)
