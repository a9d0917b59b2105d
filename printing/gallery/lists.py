"""Made-up ledgers, supervision table and bulletin."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.gallery.people import COUNTY, HOTLINE, IMPRINT, NAMES, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import bulletin, ledger, supervision
from printing.texts import wording

_PEOPLE = (*NAMES, UYGHUR)


def dibao(count: int = 70) -> ledger.Ledger:
    rows = tuple(_in_benefit(n) for n in range(count))
    return ledger.Ledger(IMPRINT, "dibao", f"{TOWNSHIP}", "2026年11月", rows, WATERMARK)


def _in_benefit(n: int) -> dict[str, ledger.Value]:
    return {
        "village": VILLAGE, "household": f"HX-{n + 1:04d}", "head": _PEOPLE[n % 7], "name": _PEOPLE[n % 7],
        "sex": "男女"[n % 2], "age": 30 + n % 50, "relation": "户主", "persons": 3, "phone": "138****0000",
        "cause": "因病", "category": "农村低保", "insured": 1 + n % 3, "amount": Decimal("318.19") * (1 + n % 3),
        "approved": "2025-03-12", "reviewed": "2026-09-12", "next_review": "2027-09", "card": "尾号0000",
    }  # fmt: skip


def payments() -> ledger.Ledger:
    rows = tuple[dict[str, ledger.Value], ...](
        {
            "month": "2026年11月", "village": f"{name}村", "households": 20 + n, "persons": 35 + n,
            "amount": Decimal("8210.40") + n, "returned": Decimal(0), "back": Decimal("318.19"),
        }
        for n, name in enumerate(("红星", "前进", "和平", "团结", "青山", "柳河"))
    )  # fmt: skip
    return ledger.Ledger(IMPRINT, "payment", TOWNSHIP, "2026年11月", rows)


def empty(kind: ledger.Kind) -> ledger.Ledger:
    """A ledger with one line, so that its columns can be judged."""
    names = [line.split("|") for line in wording("ledger").words(kind)]
    row: dict[str, ledger.Value] = {}
    for name, title, *rest in names:
        if name != "#":
            row[name] = Decimal("318.19") if "sum" in rest else NAMES[1] if "名" in title else "示例"
    return ledger.Ledger(IMPRINT, kind, TOWNSHIP, "2026年", (row,), WATERMARK)


def dispatched() -> supervision.Supervision:
    names = ("清溪镇", "柳河镇", "前山乡", "北关街道", "南坪镇")
    units = tuple(zip(names, (388, 420, 250, 200, 300), (388, 399, 200, 160, 99), strict=True))
    rows = tuple(
        supervision.Township(
            unit, total, done, 6, 14, 45, n + 2, (n, 2 * n), (n + 1, n + 3), (8 - n, 9), (3, 3 + n % 2), (18 - n, 18),
            0 if n < 3 else n - 2, "部分外出户联系不上" if n > 1 else "", "请公安协助查询去向" if n == 3 else "",
            "周三前完成外出户电话核查" if n > 1 else "",
        )
        for n, (unit, total, done) in enumerate(units)
    )  # fmt: skip
    return supervision.Supervision(IMPRINT, COUNTY, "2026年11月16日至11月22日", rows)


def issued() -> bulletin.Bulletin:
    article = bulletin.Article(
        "两人一组进村入户　一户一表核准核实",
        f"关于{TOWNSHIP}集中核查工作的调研报告",
        (
            "今年9月以来，清溪镇按照县里部署，对388户在保家庭逐户上门核查，两人一组，当场填表、当场签字。",
            "一、主要做法",
            "一是先培训后入户。全镇28名调查员集中学习两天，考试合格后上岗。",
            "二是随机分户。抽签种子公开，近亲属一律回避。三是当天核对。核查结果当天回传，县里随机抽查一成。",
            "二、存在问题和建议",
            "外出务工家庭难见面，建议由村代办员提前联系，用电话、视频方式核查，回乡后补签字。",
        ),
    )
    told = (
        "红星村把公示榜贴在村务公开栏、村口和便民服务中心三处，群众随时可以看、可以问。",
        "公示期内，村里安排两名干部每天下午在公开栏前值守，谁家为什么能享受、谁家为什么不能，当面讲政策、讲程序，不讲别人家的隐私。",
        "截至目前，全村收到异议3件，全部按规定复核并反馈。",
    )
    second = bulletin.Article("张榜公示在村口　疑问当面说清楚", "", told)
    return bulletin.Bulletin(
        IMPRINT, "示范民生工作简报", 3, 27, f"{COUNTY}民政局编", date(2026, 11, 22),
        "清溪镇的做法具体、管用，现予刊发，供各乡镇学习借鉴。", (article, second), "市民政局，县委、县政府",
        "各乡镇（街道），县直有关部门",
        NAMES[5], NAMES[2], NAMES[1], HOTLINE,
    )  # fmt: skip


_REST: tuple[ledger.Kind, ...] = (
    "change", "filing", "petition", "clue", "supervision", "major_illness", "waiver", "cost", "chronic", "doctor",
    "batch_a", "batch_b", "illness_poverty", "health_record", "two_cancer", "borrowing",
)  # fmt: skip
SAMPLES: Mapping[str, Sample] = {
    "ledger-dibao": sample(ledger.layout, dibao()),
    "ledger-payment": sample(ledger.layout, payments()),
    **{f"ledger-{kind}": sample(ledger.layout, empty(kind)) for kind in _REST},
    "supervision": sample(supervision.layout, dispatched()),
    "bulletin": sample(bulletin.layout, issued()),
}
