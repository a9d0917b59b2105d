"""Made-up served papers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.gallery.people import COUNTY, HOTLINE, IMPRINT, NAMES, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import (
    acceptance,
    archive_cover,
    confirmation,
    decision,
    hearing_notice,
    rectification,
    recusal,
    refund,
    refusal,
    service_receipt,
    supervised_case,
    supplement,
)
from printing.layouts.notice import Letter, Reckoning
from printing.texts import wording

DIBAO = "最低生活保障"
E1 = Reckoning(3, Decimal(10145), Decimal(600))
RICHER = Reckoning(3, Decimal(31320), Decimal(600))
ARTICLE = "《社会救助法》第四十七条、第四十八条，《最低生活保障审核确认办法》第三十一条"


def head(number: str, to: str = NAMES[0]) -> Letter:
    issuer = f"{COUNTY}民政局" if number.startswith("示民") else f"{TOWNSHIP}人民政府"
    return Letter(IMPRINT, number, to, issuer, date(2026, 11, 23), HOTLINE)


def accepted() -> acceptance.Acceptance:
    return acceptance.Acceptance(
        head("清溪救受〔2026〕37号"), date(2026, 11, 20), DIBAO, "QX-2026-0037", NAMES[5], 30, date(2027, 1, 6)
    )


def supplemented() -> supplement.Supplement:
    missing = (
        supplement.Missing("家庭成员的授权书签字", "本人签字；外出的可以邮寄"),
        supplement.Missing("近12个月看病的票据", "算刚性支出用；医院收费处或医保窗口可以补打"),
        supplement.Missing("务工单位或雇主出具的收入证明", "没有的，填写收入申报即可"),
    )
    return supplement.Supplement(
        head("清溪救补〔2026〕12号", UYGHUR), date(2026, 11, 20), DIBAO, missing, date(2026, 12, 4)
    )


def confirmed() -> confirmation.Confirmation:
    return confirmation.Confirmation(
        head("示民救确〔2026〕37号"), DIBAO, 3, Decimal("954.58"), date(2026, 12, 1), E1, "农商银行（尾号0000）", 10
    )


def refused() -> refusal.Refusal:
    reason = "你家人均每月收入高于当地标准。这几年收入增加，主要是儿子外出务工。"
    return refusal.Refusal(
        head("示民救否确〔2026〕5号", NAMES[1]),
        date(2026, 10, 20),
        DIBAO,
        reason,
        RICHER,
        "《最低生活保障审核确认办法》第四条、第二十一条",
        COUNTY,
        NAMES[5],
    )


def asked() -> hearing_notice.HearingNotice:
    return hearing_notice.HearingNotice(
        head("清溪救听〔2026〕3号", NAMES[2]),
        "stop",
        DIBAO,
        Decimal("954.58"),
        Decimal(0),
        date(2026, 12, 1),
        "你的儿子今年3月起在外务工，有稳定工资，家庭人均收入已经高于标准。",
        RICHER,
        ARTICLE,
        date(2026, 11, 27),
        f"{TOWNSHIP}便民服务中心社会救助窗口",
        NAMES[5],
    )


def decided(change: hearing_notice.Change = "stop") -> decision.Decision:
    hearing = decision.Hearing(
        "清溪听〔2026〕3号", date(2026, 11, 20), "当面", "儿子的工资要还看病的债，请再等几个月。",
        "债务不计入扣减；考虑到家庭情况，给予3个月渐退期，期满停发。",
    )  # fmt: skip
    return decision.Decision(
        head("示民救停〔2026〕3号", NAMES[2]),
        change,
        DIBAO,
        Decimal("954.58"),
        Decimal(0) if change == "stop" else Decimal("318.19"),
        date(2027, 3, 1),
        "你的儿子今年3月起在外务工，经核对，近12个月工资 21,175.00 元，全家收入比上次核查时增加。",
        RICHER,
        ARTICLE,
        COUNTY,
        hearing,
        NAMES[5],
    )


def reduced() -> decision.Decision:
    return decided("reduce")


def served() -> service_receipt.ServiceReceipt:
    return service_receipt.ServiceReceipt(
        IMPRINT, "停发社会救助金决定书", "示民救停〔2026〕3号", UYGHUR, "红星村二组18号"
    )


def put_right() -> rectification.Rectification:
    faults = (
        rectification.Fault("红星村公示榜只贴了5天", "重新公示7天，拍照存档", date(2026, 12, 5)),
        rectification.Fault("HX-0041 户只有一人签字", "两人补充入户、补签", date(2026, 12, 1)),
    )
    return rectification.Rectification(
        head("示民整〔2026〕4号", f"{TOWNSHIP}人民政府"), "2026年第四季度抽查", faults, 5, NAMES[5]
    )


def handed_over() -> supervised_case.SupervisedCase:
    words = wording("supervised_case")
    to = "示范县纪委监委派驻第三纪检监察组"
    head = Letter(IMPRINT, "清溪移〔2026〕1号", to, f"{TOWNSHIP}人民政府", date(2026, 11, 23), HOTLINE)
    who = f"{NAMES[4]}　{VILLAGE}村委会　委员"
    told = words.line("content.discipline", who=who, fact="为亲属说情，要求把其列入低保。")
    demand = words.line("demand.discipline", article="《社会救助工作责任追究办法》第十二条")
    return supervised_case.SupervisedCase(
        head, "discipline", head.number, words.line("source.discipline"), to, told, demand, None, None,
        IMPRINT.printed_by, WATERMARK,
    )  # fmt: skip


def supervised() -> supervised_case.SupervisedCase:
    return supervised_case.SupervisedCase(
        head("示民督〔2026〕9号", f"{TOWNSHIP}人民政府"),
        "supervise",
        "督〔2026〕9号",
        "12345热线",
        f"主办：{TOWNSHIP}社会事务办；协办：{NAMES[2]}所在村委会",
        "反映红星村有家庭生活困难、没有纳入救助。",
        "两人上门核查，符合条件的主动告知、帮助申请。",
        date(2026, 12, 4),
        date(2026, 12, 7),
        NAMES[5],
    )


def paid_back() -> refund.Refund:
    return refund.Refund(
        head("示民退〔2026〕2号", UYGHUR),
        DIBAO,
        date(2026, 5, 1),
        date(2026, 9, 1),
        Decimal("4772.90"),
        date(2026, 12, 31),
        "示范县财政社会救助专户（户名：示范县财政局）",
        "2026年5月起家庭成员领取职工养老金，未告知。",
        "《社会救助法》第七十三条",
        COUNTY,
        NAMES[5],
    )


def stood_back() -> recusal.Recusal:
    return recusal.Recusal(
        head("清溪回〔2026〕1号", NAMES[4]),
        "HX-0037",
        "入户核查",
        "与该户户主系兄弟姐妹",
        "入户调查、评议和审核",
        UYGHUR,
        "《最低生活保障审核确认办法》第十一条",
    )


def archived() -> archive_cover.ArchiveCover:
    day = date(2026, 11, 2)
    titles = ("社会救助申请及授权书", "入户核查表", "信息核对报告", "初审公示（照片）", "审核确认通知书", "送达回证")
    contents = tuple(
        archive_cover.Item(f"清溪救〔2026〕{n}号", title, day, str(3 * n - 2)) for n, title in enumerate(titles,
        start=1)
    )
    return archive_cover.ArchiveCover(
        IMPRINT, f"{TOWNSHIP}人民政府", "2026年", "最低生活保障", "2026-HX-0037", "救助终止后3年", UYGHUR, "HX-0037",
        18, contents,
        "本卷材料齐全，照片2张。",
    )  # fmt: skip


SAMPLES: Mapping[str, Sample] = {
    "acceptance": sample(acceptance.layout, accepted()),
    "supplement": sample(supplement.layout, supplemented()),
    "confirmation": sample(confirmation.layout, confirmed()),
    "refusal": sample(refusal.layout, refused()),
    "hearing_notice": sample(hearing_notice.layout, asked()),
    "decision-stop": sample(decision.layout, decided()),
    "decision-reduce": sample(decision.layout, reduced()),
    "rectification": sample(rectification.layout, put_right()),
    "supervised_case": sample(supervised_case.layout, supervised()),
    "supervised_case-discipline": sample(supervised_case.layout, handed_over()),
    "refund": sample(refund.layout, paid_back()),
    "recusal": sample(recusal.layout, stood_back()),
    "archive_cover": sample(archive_cover.layout, archived()),
    "service_receipt": sample(service_receipt.layout, served()),
}
