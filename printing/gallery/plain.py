"""Made-up sheets of plain words: answers, reasons, the checklist of the two key steps, a rota."""

from collections.abc import Mapping
from datetime import date

from printing.gallery.people import HOTLINE, IMPRINT, TOWNSHIP, UYGHUR, VILLAGE, WATERMARK
from printing.gallery.sample import Sample, sample
from printing.layouts import plain_sheet
from printing.layouts.plain_sheet import Part, PlainSheet
from printing.texts import wording

_FIGURES: Mapping[str, str | int] = {"persons": 3, "income": "24,120.00", "per_head": "670.00", "standard": "600.00"}
_STEPS = (
    ("家庭总收入", "工资 18,000.00＋经营 5,120.00＋财产 0.00＋转移 3,000.00＋其他 0.00", "26,120.00"),
    ("可计入收入", "26,120.00 − 就业成本 2,000.00 − 刚性支出 0.00", "24,120.00"),
    ("月人均收入", "24,120.00 ÷ 3 ÷ 12", "670.00"),
)


def _phones() -> Part:
    return Part(lines=(wording("plain_sheet").line("phones", township=HOTLINE, county=HOTLINE),))


def answered() -> PlainSheet:
    words = wording("plain_sheet")
    asked = (
        (
            "谁可以申请低保", "家庭成员人均收入低于当地低保标准，并且财产符合当地规定的，可以申请最低生活保障。",
            "社会救助法第19条",
        ),
        (
            "多长时间办完", "自受理之日起30个工作日内办结；有异议等特殊情况的，可以延长至45个工作日。",
            "民发〔2021〕57号第22条",
        ),
        ("会不会透露我的姓名", "不会。反映情况的人的姓名、电话依规定保密。", "民发〔2012〕220号第35条"),
    )  # fmt: skip
    parts = [
        Part(
            words.line("answers.question", number=number, question=question), (text,),
            note=words.line("answers.article", article=article),
        )
        for number, (question, text, article) in enumerate(asked, start=1)
    ]  # fmt: skip
    return PlainSheet(
        IMPRINT, words.line("answers.title"), words.line("answers.subtitle", place=TOWNSHIP), (*parts, _phones())
    )


def why() -> PlainSheet:
    words = wording("plain_sheet")
    parts = (
        Part(words.line("why.result"), (words.line("why.above", **_FIGURES),)),
        Part(words.line("why.how"), table="steps", rows=_STEPS, note=words.line("why.basis")),
        Part(words.line("why.others"), tuple(words.words("why.others.lines"))),
        Part(words.line("why.next"), tuple(words.words("why.next.lines"))),
        _phones(),
    )
    subtitle = words.line("why.subtitle", name=UYGHUR, place=f"{VILLAGE}二组", day="2026年11月21日")
    return PlainSheet(
        IMPRINT, words.line("why.title"), subtitle, parts, number="HX-0012", watermark=WATERMARK
    )  # fmt: skip


def reasons() -> PlainSheet:
    words = wording("plain_sheet")
    what = words.line(
        "reasons.stop.line", name=UYGHUR, category="农村低保", old="954.58", start="2027年1月"
    )  # fmt: skip
    then = (*words.paragraphs("reasons.then.lines", due="2026年12月1日"), words.line("reasons.grace", months=6))
    facts = "儿子王强 2026 年 8 月到县服装厂上班，每月工资 2,600 元。"
    parts = (
        Part(words.line("reasons.what"), (what,)),
        Part(
            words.line("reasons.why"), (facts, words.line("reasons.figures", **_FIGURES)),
            note=words.line("reasons.article", article="最低生活保障审核确认办法第三十一条"),
        ),
        Part(words.line("reasons.then"), (*then, words.line("reasons.again"))),
        _phones(),
    )  # fmt: skip
    number = "DT2026-1A2B3C4D"
    return PlainSheet(
        IMPRINT, words.line("reasons.title.stop"), words.line("reasons.subtitle", number=number), parts, number=number
    )


def key_steps() -> PlainSheet:
    words, parts, before = wording("plain_sheet"), [], 0
    for step in ("appraisal", "publicity"):
        asked = [line.split("|") for line in words.words(f"key_steps.{step}.rows")]
        rows = tuple((str(number), *cells, "", "") for number, cells in enumerate(asked, start=before + 1))
        parts.append(Part(words.line(f"key_steps.{step}"), table="key_steps_table", rows=rows))
        before += len(rows)
    parts.append(Part(note=words.line("key_steps.found")))
    subtitle = words.line("key_steps.subtitle", place=VILLAGE)
    return PlainSheet(
        IMPRINT, words.line("key_steps.title"), subtitle, tuple(parts), tuple(words.words("key_steps.sign"))
    )


def rota() -> PlainSheet:
    words = wording("plain_sheet")
    named, rows = words.words("rota.weekdays"), []
    for number in range(1, 32):
        at = date(2026, 12, number).weekday()
        rest = words.line("rota.rests") if at > 4 else "　"
        rows.append((words.line("rota.day", month=12, day=number), named[at], rest, "", "", "", ""))
    parts = (Part(table="rota_table", rows=tuple(rows)), Part(lines=(words.line("rota.note"),)))
    subtitle = words.line("rota.subtitle", place=TOWNSHIP, year=2026, month=12)
    return PlainSheet(IMPRINT, words.line("rota.title"), subtitle, parts, tuple(words.words("rota.sign")))


SAMPLES: Mapping[str, Sample] = {
    f"plain_sheet-{name}": sample(plain_sheet.layout, paper)
    for name, paper in (
        ("answers", answered()), ("why", why()), ("reasons", reasons()), ("key_steps", key_steps()), ("rota", rota()),
    )
}  # fmt: skip
