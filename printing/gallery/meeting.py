"""A made-up appraisal meeting with its papers."""

from collections.abc import Mapping

from printing.gallery.people import IMPRINT, NAMES, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import appraisal, appraisal_result, ballot, sign_in, tally
from printing.layouts.votes import Votes

NUMBER = "HX-2026-02"
HELD = "2026年11月12日 9:00"
PLACE = "红星村党群服务中心"
PASSED = Votes(voters=17, recused=2, issued=17, returned=17, void=1, yes=12, no=3)
SECOND = Votes(voters=19, recused=0, issued=19, returned=18, void=0, yes=16, no=1)


def recorded() -> appraisal.Appraisal:
    cases = (
        appraisal.Case(
            "HX-0037", NAMES[0], "等额投票", "患病不能外出务工，家里三口人靠承包地和零工生活。",
            "两人入户，收入、财产与申报一致，近12个月计入收入 10,145.00 元。",
            "问：地是不是租出去了？答：租出一亩半，已计入。",
            "调查结果真实有效，同意进入审核", count=PASSED,
        ),
        appraisal.Case(
            "HX-0041", UYGHUR, "差额投票", "子女上学，开支大。", "务工收入需要再核实两个月。",
            "", "争议较大，重新调查", "务工收入：申报与邻里说法不一致", SECOND,
        ),
    )  # fmt: skip
    return appraisal.Appraisal(
        IMPRINT, VILLAGE, NUMBER, "分步评议（等额、差额）", HELD, PLACE, NAMES[5], NAMES[2], 24, 19, 13,
        "县民政局列席1人", cases, WATERMARK,
    )  # fmt: skip


def signed_in() -> sign_in.SignIn:
    roles = ("乡镇工作人员（主持）", "村党组织成员", "村民代表", "村民代表", "党员代表", "政协委员")
    people = tuple(
        sign_in.Attendee((*NAMES, UYGHUR)[n % 7], roles[n % 6], n != 0, "HX-0037" if n == 3 else "") for n in range(14)
    )
    return sign_in.SignIn(IMPRINT, VILLAGE, NUMBER, HELD, PLACE, 24, people)


def voted(seats: int = 0) -> ballot.Ballot:
    heads = (NAMES[0], UYGHUR, NAMES[1], NAMES[2]) if seats else (NAMES[0], NAMES[3], UYGHUR)
    return ballot.Ballot(IMPRINT, VILLAGE, f"评议批次 {NUMBER}", heads, 7, seats)


def competitive() -> ballot.Ballot:
    return voted(2)


def counted() -> tally.Tally:
    rows = (
        tally.Counted("HX-0037", NAMES[0], "等额投票", PASSED),
        tally.Counted("HX-0041", UYGHUR, "差额投票", SECOND),
    )
    return tally.Tally(IMPRINT, VILLAGE, NUMBER, HELD, PLACE, "本户有表决权人数", rows)


def announced() -> appraisal_result.AppraisalResult:
    return appraisal_result.AppraisalResult(
        IMPRINT, VILLAGE, NUMBER, HELD, PLACE, "HX-0041", UYGHUR, "差额投票",
        "发出 19　收回 18　有效 18　废票 0　同意 16　不同意 1　弃权 1", "16/19 = 84.21 % ≥ 2/3",
        "第 1 名（只排核查先后，不是指标）", "争议较大，重新调查", "家庭收入：申报与邻里说法不一致", WATERMARK,
    )  # fmt: skip


SAMPLES: Mapping[str, Sample] = {
    "appraisal": sample(appraisal.layout, recorded()),
    "appraisal_result": sample(appraisal_result.layout, announced()),
    "sign_in": sample(sign_in.layout, signed_in()),
    "ballot": sample(ballot.layout, voted()),
    "ballot-competitive": sample(ballot.layout, competitive()),
    "tally": sample(tally.layout, counted()),
}
