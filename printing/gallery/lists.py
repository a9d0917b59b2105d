"""Made-up ledgers and supervision table."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from printing.gallery.people import COUNTY, IMPRINT, NAMES, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import aid_cost, ledger, supervision
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
            "amount": Decimal("8210.40") + n, "returned": Decimal(0), "back": Decimal("318.19"), "paid": "2026-11-09",
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


def reckoned() -> aid_cost.AidCost:
    document = "云溪县城乡医疗救助办法"
    layers = (
        aid_cost.Paid("基本医保", Decimal(400), "60,000.00", Decimal("10560.00"), Decimal("9440.00")),
        aid_cost.Paid("大病保险", Decimal(20_000), "不设", Decimal(0), Decimal("9440.00")),
        aid_cost.Paid("医疗救助", Decimal(0), "30,000.00", Decimal("4464.00"), Decimal("4976.00")),
    )
    steps = (
        aid_cost.Step("基本医保", "可算费用", "目录内 18,000.00 − 前面已付 0.00", Decimal(18_000)),
        aid_cost.Step("基本医保", "超过起付线", "18,000.00 − 起付线 400.00", Decimal(17_600)),
        aid_cost.Step("基本医保", "这一段", "（17,600.00 − 0.00）× 60%", Decimal(10_560)),
        aid_cost.Step("大病保险", "可算费用", "目录内 18,000.00 − 前面已付 10,560.00", Decimal(7_440)),
        aid_cost.Step("大病保险", "超过起付线", "7,440.00 − 起付线 20,000.00", Decimal(0)),
        aid_cost.Step("医疗救助", "可算费用", "目录内 18,000.00 − 前面已付 10,560.00", Decimal(7_440)),
        aid_cost.Step("医疗救助", "这一段", "（7,440.00 − 0.00）× 60%", Decimal(4_464)),
    )
    bases = tuple(
        aid_cost.Basis(layer, rule, value, "2026-01-01", document)
        for layer, rule, value in (
            ("基本医保", "起付线", "400.00"), ("基本医保", "比例", "60%"), ("基本医保", "封顶线", "60,000.00"),
            ("大病保险", "起付线", "20,000.00"), ("医疗救助", "比例", "60%"), ("医疗救助", "封顶线", "30,000.00"),
        )
    )  # fmt: skip
    return aid_cost.AidCost(
        IMPRINT, "云溪县一站式结算", date(2026, 11, 20), "县级医院", "住院", "低保对象", "", Decimal(20_000),
        Decimal(18_000), Decimal(2_000), Decimal(15_024), Decimal(4_976), "75.12%", "83.47%", layers, steps,
        ("大病保险：没有超过起付线 20,000.00。",), bases,
    )  # fmt: skip


_REST: tuple[ledger.Kind, ...] = (
    "change", "filing", "petition", "clue", "supervision", "major_illness", "waiver", "cost", "chronic", "doctor",
    "batch_a", "batch_b", "illness_poverty", "health_record", "two_cancer", "two_cancer_call",
    "temporary_relief", "issued", "growth",
)  # fmt: skip
SAMPLES: Mapping[str, Sample] = {
    "ledger-dibao": sample(ledger.layout, dibao()),
    "ledger-payment": sample(ledger.layout, payments()),
    **{f"ledger-{kind}": sample(ledger.layout, empty(kind)) for kind in _REST},
    "supervision": sample(supervision.layout, dispatched()),
    "aid_cost": sample(aid_cost.layout, reckoned()),
}
