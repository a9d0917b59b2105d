"""The papers that are measured: a notice of 1,000 households, a ledger of 20,000 rows, filled visit forms."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from printing.document import A4_LANDSCAPE, Column, Document, Face, Heading, Ink, Table, Totals
from printing.layouts import board, verification_form
from printing.layouts.common import Imprint
from printing.layouts.verification_form import ListColumn, ListTable, Section, Signer, Step, VerificationForm

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香玉建国志华文春梅凤福贵德顺长庆永喜"
RARE = ("张𬱖", "刘㛃", "王䶮", "欧阳喆堃", "李𫖯", "赵𪛖", "陈𠅤", "杨𫍯")
IMPRINT = Imprint("1a2b3c4d" * 8, "VV1/D/0198F3C2/1A2B3C4D", "2026-11-22 10:00", "李芳（YZ001）")


def name(pick: random.Random, number: int) -> str:
    """Every tenth has characters beyond the usual fonts."""
    if number % 10 == 9:
        return RARE[number // 10 % len(RARE)]
    return pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2))))


def notice(households: int = 1000, variant: int = 0) -> Document:
    pick = random.Random(variant)
    rows = tuple(
        board.BoardRow(
            name(pick, number), f"第{'一二三四五六七八'[number % 8]}组", pick.choice(("农村低保", "特困供养")),
            pick.randint(1, 6), 1, Decimal(pick.randint(10_000, 99_999)) / 100, pick.choice(("新增", "续保", "调增")),
        )
        for number in range(households)
    )  # fmt: skip
    day = date(2026, 11, 24)
    return board.layout(
        board.Board("initial", "示范县", "清溪镇", "红星村", rows, day, date(2026, 11, 25), date(2026, 12, 1), IMPRINT)
    )


_LEDGER = (
    Column("序号", 12, "right"), Column("户编号", 26), Column("户主", 18, face=Face.HEI), Column("性别", 10, "centre"),
    Column("年龄", 10, "right"), Column("村（居）", 18), Column("人口", 10, "right"), Column("救助类别", 18),
    Column("保障人数", 14, "right"), Column("月金额", 18, "right"), Column("批准时间", 20), Column("复核时间", 20),
    Column("下次复核", 20), Column("卡号", 22), Column("备注", 14),
)  # fmt: skip


def ledger(count: int = 20_000, variant: int = 0) -> Document:
    pick = random.Random(variant)
    rows = tuple(
        (
            str(n + 1), f"99999910{n:06d}", name(pick, n), pick.choice("男女"), str(pick.randint(1, 95)),
            f"{pick.choice(GIVEN)}{pick.choice(GIVEN)}村", str(pick.randint(1, 7)),
            pick.choice(("农村低保", "城市低保")), str(pick.randint(1, 5)),
            f"{pick.randint(10_000, 199_999) / 100:,.2f}", f"20{pick.randint(10, 25)}-0{n % 9 + 1}-11",
            f"2026-11-{n % 28 + 1:02d}", f"2027-11-{n % 28 + 1:02d}", f"6217****{n % 10_000:04d}",
            pick.choice(("新增", "续保", "/")),
        )
        for n in range(count)
    )  # fmt: skip
    head = (Heading("清溪镇低保对象台账", 16, Face.TITLE, "centre", before=0),)
    households = (4,) * (count // 4)
    table = Table(_LEDGER, rows, size=8, head_size=8, row_height=5.6, totals=Totals((8, 9)), together=households)
    return Document("低保对象台账", A4_LANDSCAPE, (table,), first_head=head, next_head=head)


def form(number: int) -> Document:
    """A filled visit form of four pages."""
    pick = random.Random(number)
    who = [name(pick, number + 9 * at) for at in range(5)]
    said = ("是", "否", "承包地 5 亩，收入 3,200 元", "长期服药")
    pairs = tuple((f"核查事项 {at}", pick.choice(said)) for at in range(70))
    members = ListTable(
        (ListColumn("姓名", 20), ListColumn("证件号码", 36), ListColumn("计入", 9, "centre")),
        tuple((one, "999999********0016", "是") for one in who),
    )
    ink = Ink(300, 120, tuple(tuple((pick.random() * 300, pick.random() * 120) for _ in range(40)) for _ in range(6)))
    parts = (Section("一、调查信息", pairs[:20]), Section("二、家庭成员", table=members))
    sections = (*parts, Section("三、收入和财产", pairs[20:]))
    filled = VerificationForm(
        "F01 · v2026.1", f"HX-2026-{number:04d}", f"红星村 二组　HX-{number:04d}　{who[0]}", sections,
        (Step("人均月收入", "10,145.00 ÷ 12 个月 ÷ 计入 3 人", "281.81"),), "2026-11-22", ink, "",
        (Signer("李芳", "2026-11-22 10:05"), Signer("王强", "2026-11-22 10:07")),
        replace(IMPRINT, code=f"VV1/S/{number:032X}/1A2B3C4D"), "李芳 YZ001 2026-11-22 10:00",
    )  # fmt: skip
    return verification_form.layout(filled)
