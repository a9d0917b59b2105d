"""Made-up health papers and labels."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.curve import Curve, CurveLine
from printing.gallery.people import HOTLINE, ID_A, IMPRINT, NAMES, PHONE, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import contact_plate, contract, followup, health_cover, health_curves, health_records, labels

EHR = "99999900110100037"
ORG = f"{TOWNSHIP}卫生院"
TEAM = (
    contact_plate.Doctor(NAMES[0], "签约医生、团队队长", "0000-1234501"),
    contact_plate.Doctor(NAMES[1], "护士", "0000-1234502"),
    contact_plate.Doctor(UYGHUR, "乡村医生", "0000-1234503"),
)


def cover() -> health_cover.HealthCover:
    home = "示范县清溪镇红星村二组18号"
    return health_cover.HealthCover(
        IMPRINT, EHR, UYGHUR, home, home, PHONE, TOWNSHIP, VILLAGE, ORG, NAMES[5], NAMES[0], date(2026, 3, 2)
    )


def plate() -> contact_plate.ContactPlate:
    return contact_plate.ContactPlate(
        IMPRINT, VILLAGE, "王", ORG, HOTLINE, TEAM, "2026年3月至2027年2月", "0000-7654321"
    )


def followed() -> followup.Followup:
    first = {
        "date": "2026-03-02", "way": "家庭", "symptom": "头痛头晕", "pressure": "148／86", "weight": "72／26.4",
        "heart": "76", "smoke": "10／5", "drink": "2／1", "exercise": "3次、30分钟", "salt": "中／轻",
        "mind": "良好、一般", "adherence": "规律", "reaction": "无", "grade": "控制不满意",
        "drugs": "氨氯地平 每日1次 5mg",
        "refer": "否", "next": "2026-03-16", "doctor": NAMES[0],
    }  # fmt: skip
    return followup.Followup(IMPRINT, "htn", UYGHUR, EHR, (first,), WATERMARK)


def agreed() -> contract.Contract:
    return contract.Contract(
        IMPRINT, "清卫签〔2026〕118号", ORG, UYGHUR, ID_A, PHONE, EHR, "示范县清溪镇红星村二组18号",
        "高血压患者、65岁及以上老年人",
        TEAM, "基础性签约服务、慢病服务包", 4, "2026年3月2日至2027年3月1日", True, Decimal(120),
        "医保60元、公共卫生50元、个人10元",
        "示范县卫生健康局", HOTLINE, WATERMARK,
    )  # fmt: skip


def curves() -> health_curves.HealthCurves:
    days = [date(2025, 3, 2), date(2025, 6, 5), date(2025, 9, 1), date(2026, 3, 2)]
    upper = CurveLine("收缩压", tuple(zip(days, (168.0, 152.0, 146.0, 138.0), strict=True)))
    lower = CurveLine("舒张压", tuple(zip(days, (98.0, 94.0, 88.0, 84.0), strict=True)))
    pressure = Curve((upper, lower), ((140, "控制线 140"), (90, "控制线 90")))
    drawn = (
        health_curves.Drawn("血压（mmHg）", "2025-03-02 至 2026-03-02，4 次", pressure),
        health_curves.Drawn("空腹血糖（mmol/L）", "", None),
    )
    return health_curves.HealthCurves(
        IMPRINT, UYGHUR, EHR, "男", "72 岁", VILLAGE, NAMES[0], "药物过敏：青霉素、布洛芬", drawn, WATERMARK
    )


def built() -> health_records.HealthRecords:
    figures = ("1822", "94.11%", "1437", "74.23%", "96", "1877")
    stated = health_records.Line(VILLAGE, "1936", "公安户籍年报（2025-12-31）", *figures)
    return health_records.HealthRecords(IMPRINT, TOWNSHIP, "2026-03-02", (stated,))


def stickers() -> labels.Labels:
    people = (*NAMES, UYGHUR)
    numbers = [f"HX-{n:04d}" for n in range(1, 27)]
    rows = (
        labels.Label(number, people[n % 7], VILLAGE, "2026年", f"VV1/H/{number}/1A2B3C4D")
        for n, number in enumerate(numbers)
    )
    return labels.Labels(IMPRINT, tuple(rows))


SAMPLES: Mapping[str, Sample] = {
    "health_cover": sample(health_cover.layout, cover()),
    "contact_plate": sample(contact_plate.layout, plate()),
    "followup-htn": sample(followup.layout, followed()),
    "followup-dm": sample(followup.layout, followup.Followup(IMPRINT, "dm", NAMES[1], EHR)),
    "contract": sample(contract.layout, agreed()),
    "health_curves": sample(health_curves.layout, curves()),
    "health_records": sample(health_records.layout, built()),
    "labels": sample(labels.layout, stickers()),
}
