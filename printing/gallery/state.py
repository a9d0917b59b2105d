"""A made-up official paper and a bulletin."""

from collections.abc import Mapping
from datetime import date

from printing.gallery.people import COUNTY, HOTLINE, IMPRINT, NAMES, TOWNSHIP
from printing.gallery.sample import Sample, sample
from printing.layouts import bulletin, official

_FOOT = f"核对码 {IMPRINT.short}"


def notice() -> official.Official:
    body = (
        "为进一步规范最低生活保障工作，做到应保尽保、应退尽退，现就开展集中核查有关事项通知如下。",
        official.Level(1, "总体要求"),
        "坚持两人入户、当场签字、张榜公示，确保每一户情况真实、每一笔资金安全。",
        official.Level(1, "工作安排"),
        official.Level(2, "入户核查", "各乡镇（街道）于12月15日前完成在保家庭逐户核查。"),
        official.Level(2, "张榜公示", "初审意见公示不少于7日，公布不少于15日。"),
        official.Level(1, "工作要求"),
        "严格回避制度，近亲属一律备案；对弄虚作假、优亲厚友的，依纪依法追究责任。",
    )
    return official.Official(
        f"{COUNTY}民政局", "示民发〔2026〕31号", "关于开展农村低保集中核查工作的通知", "各乡镇人民政府、街道办事处",
        body,
        date(2026, 11, 22), attachments=(official.Attachment("集中核查进度表"),), copies=("县委办公室", "县政府办公室"),
        printer=f"{COUNTY}民政局办公室", printed=date(2026, 11, 23), foot=_FOOT,
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
        signed=NAMES[5], checked=NAMES[2], edited=NAMES[1], phone=HOTLINE, foot=_FOOT,
    )  # fmt: skip


SAMPLES: Mapping[str, Sample] = {
    "official": sample(official.layout, notice()),
    "bulletin": sample(bulletin.layout, issued()),
}
