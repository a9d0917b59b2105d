"""Made-up application, filing and appraisal; ids have a region that does not exist."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.gallery.people import COUNTY, ID_A, ID_B, IMPRINT, INK, NAMES, PHONE, UYGHUR, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import application, kin_filing, kin_summary, own_copy

DAY = date(2026, 11, 2)


def applied() -> application.Application:
    members = (
        application.Member(NAMES[0], "本人", ID_A),
        application.Member(UYGHUR, "配偶", ID_B),
        application.Member(NAMES[1], "女", ID_A, NAMES[0]),
    )
    return application.Application(
        IMPRINT,
        COUNTY,
        number="清溪救申〔2026〕37号",
        name=NAMES[0],
        id_no=ID_A,
        phone=PHONE,
        registered="示范县清溪镇红星村二组18号",
        lives="示范县清溪镇红星村二组18号",
        by_permit=False,
        types=("最低生活保障",),
        causes=("因病", "缺劳动力"),
        statement="本人患慢性病，不能外出务工；妻子在家照料老人，女儿在读高中，全家靠二亩半承包地和零工收入生活。",
        members=members,
        obligors=(application.Obligor(NAMES[3], "子", ID_B),),
        income_month=Decimal("845.42"),
        watermark=WATERMARK,
    )


def application_blank() -> application.Application:
    return application.Application(IMPRINT, COUNTY, blank=True)


def filed() -> kin_filing.KinFiling:
    return kin_filing.KinFiling(
        IMPRINT,
        COUNTY,
        number="示民备〔2026〕12号",
        staff_name=NAMES[5],
        staff_id_no=ID_B,
        staff_role="村（居）委员会成员",
        staff_unit="清溪镇红星村民委员会",
        staff_post="委员",
        staff_phone=PHONE,
        household_no="HX-0037",
        head_name=NAMES[0],
        kin_name=UYGHUR,
        kin_id_no=ID_A,
        relation="兄弟姐妹",
        registered="红星村二组18号",
        category="最低生活保障（农村）",
        persons=3,
        insured=3,
        amount=Decimal("954.58"),
        reason="户主患重病，家庭年净收入 10,145.00 元，人均每月 281.81 元。",
        declared=True,
        recused_survey=True,
        recused_appraisal=True,
        recused_approval=True,
        visited_on=date(2026, 10, 28),
        visitors=f"{NAMES[2]}、{NAMES[3]}",
        finding="县级两人入户，收入、财产与申报一致。",
        result="符合条件，备案享受",
        next_review=date(2027, 4, 28),
        signed_on=DAY,
        staff_mark=INK,
        kin_mark=INK,
        watermark=WATERMARK,
    )


def filing_blank() -> kin_filing.KinFiling:
    return kin_filing.KinFiling(IMPRINT, COUNTY, blank=True)


def filing_summary() -> kin_summary.KinSummary:
    rows = tuple(
        kin_summary.Filed(
            f"示民备〔2026〕{number}号",
            (1, 3, 3, 9, 4)[number % 5],
            NAMES[number % 6],
            "清溪镇红星村民委员会　委员",
            ("兄弟姐妹", "父母", "配偶的父母")[number % 3],
            UYGHUR if number == 4 else NAMES[(number + 2) % 6],
            "红星村",
            "农村低保",
            DAY if number % 4 else None,
            "符合条件，备案享受" if number % 4 else "",
        )
        for number in range(1, 15)
    )
    return kin_summary.KinSummary(IMPRINT, COUNTY, DAY, rows, WATERMARK)


def own_copied() -> own_copy.OwnCopySheet:
    known = (("姓名", UYGHUR), ("与户主关系", "配偶"), ("村（居）", "红星村"), ("户编号", "HX-0037"))
    roster = own_copy.Part("名册上的记载", known)
    visit = own_copy.Part("入户核查表（2026年11月2日）", (("健康状况", "慢性病"), ("劳动能力", "部分丧失")), inner=True)
    looks = own_copy.Part("谁看过", (), ("2026-11-03 09:12　李芳　查看完整号码　复核",))
    foot = ("本副本按本人要求打印", "2026-11-20 10:00　李芳")
    intro = "以下是本县低保核查系统中保存的与您本人有关的全部内容。"
    return own_copy.OwnCopySheet(f"{UYGHUR}的个人信息副本", intro, (roster, visit, looks), *foot)


SAMPLES: Mapping[str, Sample] = {
    "own_copy": sample(own_copy.layout, own_copied()),
    "application": sample(application.layout, applied()),
    "application-blank": sample(application.layout, application_blank()),
    "kin_filing": sample(kin_filing.layout, filed()),
    "kin_filing-blank": sample(kin_filing.layout, filing_blank()),
    "kin_summary": sample(kin_summary.layout, filing_summary()),
}
