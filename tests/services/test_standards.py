"""Standards over the years and tried out beforehand; an old case keeps its figure; what a village's figures say."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal as D

import pytest

from tests.printing.papers import texts
from tests.services import f01
from tests.services.town import STONE, Town, opened, resident_id, signed_visit, team
from villagevisit.domain.errors import Refused
from villagevisit.domain.policy import PolicyEntry
from villagevisit.domain.standards import LINE, RURAL, URBAN
from villagevisit.services import (
    campaign,
    paper,
    policy,
    recomputed,
    standards,
    village_checks,
    visit,
    visit_facts,
    visit_freeze,
)
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.visit_facts import Answers


def visited(town: Town) -> str:
    """The worked example E1, signed; the submission's id."""
    household_id = town.with_pins().family()
    round_ = opened(town)
    mine = team(town, round_, "第 1 组", "001", "002")
    campaign.assign(town.ws, town.actor("005"), round_.id, [household_id], mine.id)
    actor = town.actor("001", "002")
    open_ = visit.open_form(town.ws, actor, f01.FORM, household_id=household_id, campaign_id=round_.id).value
    f01.fill(town, open_)
    done = visit_freeze.freeze(town.ws, actor, open_.draft_id, open_.session)
    signed_visit(town, done.value.submission_id)
    return done.value.submission_id


def set_values(town: Town, day: str, values: dict[str, str], source: str = "云政发〔2026〕9号") -> None:
    standards.plan(town.ws, town.actor("005"), date.fromisoformat(day), values, source)


def test_an_old_case_keeps_its_figure_and_another_standard_is_tried_out(town: Town) -> None:
    submission_id = visited(town)
    set_values(town, "2026-01-01", {RURAL: "700"})
    set_values(town, "2027-01-01", {RURAL: "650"})

    old = recomputed.of_submission(town.ws, submission_id)
    assert old is not None
    assert (old.printed, old.kept, old.day) == (955, 955, "2026-11-22")
    steps = {one.key.rpartition(".")[2]: one for one in old.steps}
    assert steps["topup"].inputs == {"standard": "600.00", "members": "3", "net": "10,145.00"}
    assert steps["topup"].amount == D("954.58")
    known = {one.key: one for one in old.bases}
    assert (known[RURAL].value, known[RURAL].source) == ("600", ""), "the document of 700 is not that of 600"
    assert known["work_cost_rate"].source.startswith("民发〔2021〕57号")
    assert recomputed.of_submission(town.ws, submission_id, within=(STONE.code,)) is None

    seen = standards.preview(town.ws, policy.on(town.ws, date(2027, 1, 1)))
    assert (seen.before.dibao, seen.before.amount, seen.after.amount) == (1, 1255, 1105)
    assert [(one.was.amount, one.becomes.amount, one.kind) for one in seen.changed] == [(1255, 1105, "less")]
    typed = standards.planned(town.ws, date(2027, 1, 1), {RURAL: "281.80"})
    assert standards.preview(town.ws, typed).kinds == {"leaves": 1}
    assert standards.history(town.ws)[-1].rural == 650, "trying out sets nothing"

    tried = standards.simulate(town.ws, standards.amounts("200 281.81，300"), standards.amounts("800"))
    # 281.8055… per head, unrounded, is below 281.81 and not below 281.80.
    found = [(one.rural, one.standard, one.totals.dibao, one.totals.edge) for one in tried]
    assert found == [(True, 200, 0, 1), (True, D("281.81"), 1, 0), (True, 300, 1, 0), (False, 800, 0, 0)]


def test_a_visit_that_nobody_signed_counts_for_nothing(town: Town) -> None:
    household_id = town.family()
    actor = town.actor("001", "002")
    open_ = visit.open_form(town.ws, actor, f01.FORM, household_id=household_id).value
    f01.fill(town, open_)
    visit_freeze.freeze(town.ws, actor, open_.draft_id, open_.session)
    assert standards.cases(town.ws) == []


def test_growth_share_plan_and_warnings_of_the_years(town: Town) -> None:
    for day, rural, urban in (("2014-01-01", "352", "488"), ("2015-01-01", "396", "528")):
        set_values(town, day, {RURAL: rural, URBAN: urban})
    set_values(town, "2026-06-01", {RURAL: "442", URBAN: "552", LINE: "2900"})
    set_values(town, "2026-07-01", {RURAL: "1907"})
    set_values(town, "2026-12-01", {RURAL: "1907", LINE: "24000", "standard_range_max": "1800"})
    years = {one.valid_from: one for one in standards.history(town.ws)}
    second = years["2015-01-01"]
    assert second.rural_growth is not None
    assert second.urban_growth is not None
    assert (round(second.urban_growth, 3), second.rural_growth, second.rural_share) == (D("8.197"), D("12.5"), 75)
    assert years["2014-01-01"].rural_growth is None, "no growth without the year before"
    assert years["2026-07-01"].warnings == ()
    assert set(years["2026-12-01"].warnings) == {"W_OUT_OF_RANGE", "W_BELOW_LINE", "W_LINE_MOVED_ALONE"}
    assert [one.valid_from for one in years.values() if one.planned] == ["2026-12-01"]


def test_an_amount_per_year_is_noticed(town: Town) -> None:
    set_values(town, "2026-07-01", {RURAL: "7200"})
    assert standards.history(town.ws)[-1].warnings == ("W_PER_YEAR",)


def test_what_a_plan_needs(town: Town) -> None:
    def refusal(staff_no: str, values: dict[str, str], source: str) -> str:
        with pytest.raises(Refused) as refused:
            standards.plan(town.ws, town.actor(staff_no), date(2027, 1, 1), values, source)
        return refused.value.code

    assert refusal("001", {RURAL: "650"}, "文号") == "actor.role"
    assert refusal("005", {RURAL: "650"}, " ") == "standards.no-source"
    assert refusal("005", {}, "文号") == "standards.nothing"
    assert refusal("005", {RURAL: "六百五"}, "文号") == "policy.not-a-number"
    for typed in ("六百", "600 -1", "NaN"):
        with pytest.raises(Refused, match=r"standards\.not-amounts"):
            standards.amounts(typed)
    with pytest.raises(Refused, match=r"standards\.too-many"):
        standards.amounts(" ".join(["600"] * 13))


def test_a_parameter_of_a_newer_program_begins_with_its_example(town: Town) -> None:
    with town.ws.store.transaction() as db:
        db.execute("DELETE FROM policy WHERE key IN ('average_pay_share', 'full_amount_unable')")
    now = policy.on(town.ws, date(2026, 11, 22))
    assert (now.decimal("average_pay_share"), now.holds("full_amount_unable")) == (D("0.80"), False)
    assert "average_pay_share" in {entry.key for entry in policy.entries(town.ws)}
    policy.set_value(town.ws, town.actor("005"), PolicyEntry("average_pay_share", "0.9", "2027-01-01"))
    with pytest.raises(Refused, match=r"policy\.missing"):
        policy.on(town.ws, date(2026, 11, 22)).decimal("average_pay_share")


def test_income_that_was_found_and_not_declared_is_a_doubt() -> None:
    def seen(*items: tuple[str, str]) -> bool:
        values = {"/data/survey_date": "2026-11-22"}
        for number, (found, declared) in enumerate(items, start=1):
            ref = f"/data/income[{number}]"
            values |= {f"{ref}/inc_cat": "1", f"{ref}/inc_gross_in": found, f"{ref}/inc_declared": declared}
        return "declared-differs" in visit_facts.facts(Answers(values)).seen

    assert not seen(("9600", "9600"))
    assert not seen(("9600", "")), "nobody was asked what he declared"
    assert seen(("9600", "9600"), ("3000", ""))
    assert not seen(("9600", "9600"), ("0", ""))
    assert seen(("9600", "7000"))


def pay(town: Town, homes: Iterable[str], amount: str, covered: int = 3) -> None:
    with town.ws.store.transaction() as db:
        for home in homes:
            db.execute(
                "UPDATE household SET amount_month = ?, insured_persons = ? WHERE id = ?", [amount, covered, home]
            )


def test_average_payment_and_persons_instead_of_households(town: Town) -> None:
    homes = [town.family(f"{number:04d}") for number in range(1, 7)]
    pay(town, homes, "450")
    pay(town, homes[:1], "280.50", covered=1)
    alone = town.household("0100", ("赵六", "02", resident_id("99999919600101777")), village=STONE)
    pay(town, [alone], "150", covered=1)

    found = village_checks.overview(town.ws)
    red, stone = found.villages
    assert (red.warnings, stone.warnings) == (("W_PARTIAL_HOUSEHOLD", "W_AVERAGE_PAYMENT"), ())
    assert (red.figures.same, red.figures.paid, red.figures.amount) == (5, 6, D(150))
    assert (red.figures.persons, red.figures.members) == (16, 18)
    assert [one.household_id for one in village_checks.behind(town.ws, red, "W_PARTIAL_HOUSEHOLD")] == homes[:1]
    assert [one.household_id for one in village_checks.behind(town.ws, red, "W_AVERAGE_PAYMENT")] == homes[1:]
    (rural,) = found.kinds
    assert (rural.households, rural.persons, rural.warning) == (7, 17, "")
    assert rural.average_month == D("157.68"), "(5 × 450 + 280.50 + 150) ÷ 17"
    assert village_checks.overview(town.ws, within=(STONE.code,)).warned == 0


def test_the_standards_on_paper_with_growth_and_document(town: Town) -> None:
    set_values(town, "2014-01-01", {RURAL: "352", URBAN: "488"})
    set_values(town, "2015-01-01", {RURAL: "396", URBAN: "528"}, "云政发〔2015〕3号")
    sheet = paper.make(town.ws, town.actor("005"), PaperRequest("standards", subject_id="999999100000")).value
    text = "".join(texts(sheet.pdf))
    assert "最低生活保障标准沿革" in text
    assert "8.20%" in text
    assert "云政发〔2015〕3号" in text
