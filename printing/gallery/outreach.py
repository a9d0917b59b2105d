"""Made-up blank visit, leaflet, inquiry, clue, spot check and public lists."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.gallery.people import (
    COUNTY,
    HOTLINE,
    ID_A,
    IMPRINT,
    NAMES,
    PHONE,
    TOWNSHIP,
    UYGHUR,
    VILLAGE,
    WATERMARK,
)
from printing.gallery.sample import Sample, sample
from printing.layouts import (
    clue,
    first_inquiry,
    leaflet,
    objection_result,
    pledge_list,
    sample_record,
    spot_check,
    verification_blank,
)
from printing.layouts.notice import Reckoning

DAY = date(2026, 11, 16)


def inquiry() -> first_inquiry.FirstInquiry:
    return first_inquiry.FirstInquiry(
        IMPRINT, "清溪首〔2026〕88号", "2026-11-16 9:20", "现场来访", NAMES[5], UYGHUR, real_name=True, phone=PHONE,
        household="HX-0037", matter="申请救助", content="问低保怎么申请，家里老人住院花费大。",
        handling="转承办人限期办理",
        handler=f"社会事务办　{NAMES[2]}", due=date(2026, 11, 20), closed=date(2026, 11, 18),
        answer="已上门讲清政策，帮助填写申请。", feedback=date(2026, 11, 18), satisfaction="满意", watermark=WATERMARK,
    )  # fmt: skip


def lots() -> sample_record.SampleRecord:
    rows = (
        sample_record.Row(1, "3713220010002", VILLAGE, "农村低保", "0968bf03"),
        sample_record.Row(2, "3713220010003", VILLAGE, "农村低保", "13cf266a", "家里没人"),
        sample_record.Row(3, "3713220010007", VILLAGE, "农村低保", "60067bff", "替换"),
    )
    return sample_record.SampleRecord(
        IMPRINT, "SC-2026-04", "随机抽样", TOWNSHIP, "所有在保户", date(2026, 11, 20), date(2026, 11, 21), 10,
        "5f" * 32, NAMES[5], "20261121-738216", "30%", "30%",
        ("20261121-738216|SC-2026-04|3713220010002", "0968bf03"),
        (sample_record.Quota(VILLAGE, "农村低保", 10, 3),), rows,
    )  # fmt: skip


def suspected() -> clue.Clue:
    return clue.Clue(
        IMPRINT, "示线〔2026〕33号", "2026年第四季度", "公安交管：车辆", date(2026, 10, 31), "名下有车辆", DAY,
        NAMES[3], ID_A,
        "HX-0041", "最低生活保障（农村）", Decimal("636.38"), "小型汽车一辆，2021年登记。", watermark=WATERMARK,
    )  # fmt: skip


def verified() -> clue.Clue:
    return clue.Clue(
        IMPRINT, "示线〔2026〕33号", "2026年第四季度", "公安交管：车辆", date(2026, 10, 31), "名下有车辆", DAY,
        NAMES[3], ID_A,
        "HX-0041", "最低生活保障（农村）", Decimal("636.38"), "小型汽车一辆，2021年登记。", DAY, told=True,
        statement="车是侄子买的，借我的名登记。", fact="车辆由侄子使用，购车款、保险均由其支付，有转账记录。",
        finding="不属实，维持",
        violation="无", watermark=WATERMARK,
    )  # fmt: skip


def checked() -> spot_check.SpotCheck:
    items = (
        spot_check.Item("家庭人口", "3人", "3人", "一致"),
        spot_check.Item("家庭收入", "10,145.00元", "11,345.00元", "一般差异", "零工收入多报两个月"),
        spot_check.Item("家庭财产", "无车、存款 2,000 元", "同", "一致"),
        spot_check.Item("住房状况", "B级", "B级", "一致"),
        spot_check.Item("公示情况", "已公示7天", "榜在", "一致"),
    )
    return spot_check.SpotCheck(
        IMPRINT, "2026-4-抽", "20261116", 7, "随机抽样", "HX-0037", NAMES[0], "F01 2026-09-12", DAY, items,
        Decimal("281.81"), Decimal("315.14"), 96, aware=True, conclusion="金额错误，应调整",
        order="按复核收入重新核算金额",
        order_due=date(2026, 12, 1), watermark=WATERMARK,
    )  # fmt: skip


def to_check() -> spot_check.SpotCheck:
    return spot_check.SpotCheck(
        IMPRINT, "2026-4-抽", "20261116", 8, "随机抽样", "HX-0041", UYGHUR, "F01 2026-09-12", watermark=WATERMARK
    )


def pledges() -> pledge_list.PledgeList:
    posts = ("社会事务办主任", "党支部书记", "村民委员会委员", "代办员")
    rows = tuple(
        pledge_list.Pledged(
            (*NAMES, UYGHUR)[n % 7], "清溪镇人民政府" if n < 6 else f"{VILLAGE}民委员会", posts[n % 4], DAY
        )
        for n in range(22)
    )
    return pledge_list.PledgeList(IMPRINT, TOWNSHIP, f"{TOWNSHIP}人民政府", DAY, HOTLINE, rows)


def objections() -> objection_result.ObjectionResult:
    rows = (
        objection_result.Reviewed("HX-0037", "keep"),
        objection_result.Reviewed("HX-0041", "change"),
        objection_result.Reviewed("HX-0052", "end"),
    )
    days = (DAY, date(2026, 11, 17), date(2026, 11, 19))
    return objection_result.ObjectionResult(IMPRINT, COUNTY, TOWNSHIP, VILLAGE, *days, HOTLINE, "0000-7654321", rows)


def handed_out() -> leaflet.Leaflet:
    return leaflet.Leaflet(
        IMPRINT, COUNTY, Decimal(600), Decimal(780), Decimal("1.5"), 7, 30, 45, 10,
        Reckoning(3, Decimal(10145), Decimal(600)), date(2026, 1, 1), HOTLINE, "0000-7654321", NAMES[5], "0000-1234568",
    )  # fmt: skip


SAMPLES: Mapping[str, Sample] = {
    "verification_blank": sample(
        verification_blank.layout,
        verification_blank.VerificationBlank(IMPRINT, f"{VILLAGE}二组", "HX-0037", UYGHUR, "2026年核查"),
    ),
    "leaflet": sample(leaflet.layout, handed_out()),
    "first_inquiry": sample(first_inquiry.layout, inquiry()),
    "first_inquiry-blank": sample(first_inquiry.layout, first_inquiry.FirstInquiry(IMPRINT, blank=True)),
    "sample_record": sample(sample_record.layout, lots()),
    "clue": sample(clue.layout, suspected()),
    "clue-verified": sample(clue.layout, verified()),
    "spot_check": sample(spot_check.layout, checked()),
    "spot_check-blank": sample(spot_check.layout, to_check()),
    "pledge_list": sample(pledge_list.layout, pledges()),
    "objection_result": sample(objection_result.layout, objections()),
}
