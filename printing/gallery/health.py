"""Made-up health papers and labels."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.curve import Curve, CurveLine
from printing.document import Signature
from printing.gallery.people import HOTLINE, ID_A, IMPRINT, INK, NAMES, PHONE, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import (
    contact_plate,
    contract,
    followup,
    health_consent,
    health_cover,
    health_curves,
    health_form,
    health_records,
    labels,
)
from printing.texts import wording

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
    second = first | {
        "date": "2026-03-15", "pressure": "138／84", "symptom": "无症状", "grade": "控制满意", "next": "2026-06-13",
        "exam": "心电图：左心室高电压", "exercise": "3次、30分钟（目标 5次、30分钟）",
        "drugs": "氨氯地平 每日1次 5mg；厄贝沙坦 每日1次 150mg",
    }  # fmt: skip
    return followup.Followup(IMPRINT, "htn", UYGHUR, EHR, (first, second), WATERMARK, "2026年", f"{VILLAGE}二组")


def _ticked(label: str, options: str, ticked: str = "") -> health_form.Item:
    return health_form.Item(
        label, options=tuple(health_form.Option(one, one in ticked.split()) for one in options.split())
    )


def examined(*, blank: bool = False) -> health_form.HealthForm:
    """Some of F10."""

    def said(label: str, value: str, *, figure: bool = True) -> health_form.Item:
        return health_form.Item(label, "" if blank else value, figure=figure)

    def ticked(label: str, options: str, chosen: str) -> health_form.Item:
        return _ticked(label, options, "" if blank else chosen)

    parts = (
        health_form.Part("登记信息", (
            said("档案编码", EHR, figure=False), said("姓名", UYGHUR, figure=False), said("体检日期", "2026-11-22"),
            said("责任医生", NAMES[0], figure=False),
            ticked("症状", "无症状 头痛 头晕 心悸 胸闷 慢性咳嗽 呼吸困难 乏力 其他", "头晕 乏力"),
        )),
        health_form.Part("一般状况", (
            said("体温(℃)", "36.5"), said("脉率(次/分)", "76"), said("呼吸频率(次/分)", "18"),
            said("左侧收缩压(mmHg)", "148"), said("左侧舒张压", "86"), said("身高(cm)", "165"), said("体重(kg)", "72"),
            said("腰围(cm)", "88"),
            ticked("老年人健康状态自我评估", "满意 基本满意 说不清楚 不太满意 不满意", "基本满意"),
        )),
        health_form.Part("辅助检查", (
            said("血红蛋白(g/L)", "138"), said("白细胞(×10⁹/L)", "6.2"), said("血小板(×10⁹/L)", "210"),
            said("空腹血糖(mmol/L)", "6.1"), said("血清肌酐(μmol/L)", ""), said("总胆固醇(mmol/L)", ""),
            ticked("心电图", "正常 异常", "正常"), ticked("大便潜血", "阴性 阳性", "阴性"),
            said("其他", "", figure=False),
        )),
        health_form.Part("主要用药情况(近1年)", lines=health_form.Lines(
            ("药物名称", "用法", "用量", "用药时间", "服药依从性"),
            () if blank else (
                ("氨氯地平", "每日一次", "5mg", "2年", "规律"), ("二甲双胍", "每日两次", "0.5g", "1年", ""),
            ),
        )),
        health_form.Part("健康评价", (
            ticked("健康评价", "体检无异常 有异常", "有异常"), said("异常1", "血压偏高", figure=False),
            ticked("危险因素控制", "戒烟 健康饮酒 饮食 锻炼 减体重 建议接种疫苗 其他", "饮食 锻炼"),
        ), notes=() if blank else ("体质指数 26.4，超重。",)),
    )  # fmt: skip
    day = "　　　　年　　月　　日"
    marks = (Signature("本人签字", note=day), Signature("责任医生签字", note=day))
    if not blank:
        signed = Signature("记录人（用本人口令签字）", None, NAMES[0], "2026-11-22 10:05 签字")
        marks = (Signature("本人签字", INK, note="在现场签字（见电子记录）"), signed)
    return health_form.HealthForm(
        IMPRINT, "F10 · 2026112201", "健康体检表", "" if blank else EHR, "" if blank else f"{UYGHUR}　{VILLAGE}",
        parts, marks, blank, "" if blank else WATERMARK,
    )  # fmt: skip


def agreed() -> contract.Contract:
    return contract.Contract(
        IMPRINT, "清卫签〔2026〕118号", ORG, UYGHUR, ID_A, PHONE, EHR, "示范县清溪镇红星村二组18号",
        "高血压患者、65岁及以上老年人",
        TEAM, "基础性签约服务、慢病服务包", 4, "2026年3月2日至2027年3月1日", True, Decimal(120),
        "医保60元、公共卫生50元、个人10元",
        "示范县卫生健康局", HOTLINE, WATERMARK,
    )  # fmt: skip


def consents() -> health_consent.HealthConsent:
    words = wording("health_consent")
    text = words.paragraphs("text", place=TOWNSHIP, doctor=words.line("doctor.blank"))
    people = tuple(health_consent.Signer(name) for name in (*NAMES[:3], UYGHUR))
    return health_consent.HealthConsent(IMPRINT, text, people, "0018")


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
    "health_consent": sample(health_consent.layout, consents()),
    "contact_plate": sample(contact_plate.layout, plate()),
    "followup-htn": sample(followup.layout, followed()),
    "followup-dm": sample(followup.layout, followup.Followup(IMPRINT, "dm", "", "")),
    "health_form": sample(health_form.layout, examined()),
    "health_form-blank": sample(health_form.layout, examined(blank=True)),
    "contract": sample(contract.layout, agreed()),
    "health_curves": sample(health_curves.layout, curves()),
    "health_records": sample(health_records.layout, built()),
    "labels": sample(labels.layout, stickers()),
}
