"""A made-up official paper and a bulletin."""

from collections.abc import Mapping
from datetime import date

from printing.gallery.people import COUNTY, HOTLINE, IMPRINT, NAMES, TOWNSHIP
from printing.gallery.sample import Sample, sample
from printing.layouts import bulletin, bulletin_month, letter, official

_FOOT = f"核对码 {IMPRINT.short}"


def notice() -> official.Official:
    body = (
        "为进一步规范最低生活保障工作，做到应保尽保、应退尽退，现就开展集中核查有关事项通知如下。",
        official.Level(1, "总体要求"),
        "坚持两人入户、当场签字、张榜公示，确保每一户情况真实、每一笔资金安全。",
        official.Level(1, "工作安排"),
        official.Level(2, "入户核查。", "各乡镇（街道）于12月15日前完成在保家庭逐户核查。"),
        official.Level(2, "张榜公示。", "初审意见公示不少于7日，公布不少于15日。"),
        official.Level(1, "工作要求"),
        "严格回避制度，近亲属一律备案；对弄虚作假、优亲厚友的，依纪依法追究责任。",
    )
    return official.Official(
        f"{COUNTY}民政局", "示民发〔2026〕31号", "关于开展农村低保集中核查工作的通知", "各乡镇人民政府、街道办事处",
        body,
        date(2026, 11, 22), attachments=(official.Attachment("集中核查进度表"),), copies=("县委办公室", "县政府办公室"),
        printer=f"{COUNTY}民政局办公室", printed=date(2026, 11, 23), foot=_FOOT, code=IMPRINT.code,
    )  # fmt: skip


def written() -> official.Official:
    body = (
        "你局《关于商请协助核对低保家庭不动产登记信息的函》（示自然资函〔2026〕18号）收悉。经研究，现函复如下：",
        "一、同意建立按月核对机制。每月5日前，我局提供在保家庭名单，请你局于10日前反馈不动产登记情况。",
        "二、双方按最小必要原则使用信息，名单只用于低保核查，用后销毁，经办人员签订保密承诺。",
        "专此函复。",
    )
    return official.Official(
        f"{COUNTY}民政局", "示民函〔2026〕12号", "关于协助核对低保家庭不动产登记信息的复函", f"{COUNTY}自然资源局",
        body, date(2026, 11, 22), note=f"联系人：{NAMES[5]}，电话：{HOTLINE}",
        copies=("县委办公室", "县政府办公室"), foot=_FOOT, code=IMPRINT.code,
    )  # fmt: skip


def issued() -> bulletin.Bulletin:
    body = (
        "今年9月以来，清溪镇对388户在保家庭逐户上门核查，两人一组，当场填表、当场签字。",
        official.Level(1, "主要做法"),
        "一是先培训后入户。二是随机分户，抽签种子公开，近亲属一律回避。三是当天核对，县里随机抽查一成。",
        official.Level(1, "存在问题和建议"),
        "外出务工家庭难见面，建议由村代办员提前联系，用电话、视频方式核查，回乡后补签字。",
    )
    article = bulletin.Article("两人一组进村入户　一户一表核准核实", body, f"关于{TOWNSHIP}集中核查工作的调研报告")
    second = bulletin.Article("张榜公示在村口　疑问当面说清楚", ("公示榜贴在村务公开栏、村口和便民服务中心三处。",))
    return bulletin.Bulletin(
        "示范民生工作简报", 3, 27, f"{COUNTY}民政局编", date(2026, 11, 22), (article, second),
        note="清溪镇的做法具体、管用，现予刊发，供各乡镇学习借鉴。", to=("市民政局",), copies=("各乡镇（街道）",),
        signed=NAMES[5], checked=NAMES[2], edited=NAMES[1], phone=HOTLINE, foot=_FOOT, code=IMPRINT.code,
    )  # fmt: skip


_FIGURES = {
    "start_hh": 331, "start_p": 662, "added_hh": 12, "added_p": 30, "stopped_hh": 196, "stopped_p": 400,
    "adjusted_hh": 5, "end_hh": 138, "end_p": 292, "appraisals": 2, "boards_posted": 6, "boards_hanging": 4,
    "objections": 3, "inquiries": 59, "visitors": 300, "major_petitions": 0, "clues": 5, "checks": 20, "filings": 2,
    "accountable": 1,
}  # fmt: skip
_SHARES = {
    "visited": (97, 120), "boards_stale": (1, 4), "objections_settled": (3, 3), "objections_upheld": (1, 3),
    "inquiries_closed": (59, 59), "clues_concluded": (4, 5), "checks_right": (19, 20), "pledged": (38, 40),
}  # fmt: skip


def told() -> bulletin_month.BulletinMonth:
    ranked = (
        bulletin_month.Ranked(1, "清溪镇", 60, 130, 8, 90, 60, 60, "绿"),
        bulletin_month.Ranked(2, "石桥街道", 48, 102, 4, 66, 37, 48, "黄"),
        bulletin_month.Ranked(3, "大河乡", 30, 60, 0, 40, 0, 12, "红"),
    )
    return bulletin_month.BulletinMonth(
        IMPRINT, f"{COUNTY}民政局", COUNTY, date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 30),
        date(2026, 12, 1), 11, 23, {**{key: (value, None) for key, value in _FIGURES.items()}, **_SHARES},
        {
            "category": {"1": (100, 220), "3": (38, 72)}, "reason": {"income": (177, 370), "death": (19, 30)},
            "channel": {"1": (40, 0), "2": (19, 0)}, "severity": {"talk": (1, 0)},
        },
        ranked, ("90%", "70%"), ((9, 340), (10, 331), (11, 138)),
        {
            "bulletin.check.flow_hh": (147, 138), "bulletin.check.flow_p": (292, 292),
            "bulletin.check.unit_hh": (138, 138),
        },
        {"bulletin.check.flow_hh": bulletin_month.Gap("9户上月重复登记，已核减。", NAMES[1], date(2026, 12, 1))},
        {"good": "清溪镇推行晚间入户。", "problems": "大河乡进度慢。", "next": "12月15日前完成补访。"},
    )  # fmt: skip


SAMPLES: Mapping[str, Sample] = {
    "official": sample(official.layout, notice()),
    "letter": sample(letter.layout, written()),
    "bulletin": sample(bulletin.layout, issued()),
    "bulletin_month": sample(bulletin_month.layout, told()),
}
