"""Made-up boards, pledge, draw and filled visit."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256

from printing.gallery.people import (
    COUNTY,
    HOTLINE,
    ID_A,
    IMPRINT,
    INK,
    NAMES,
    TOWNSHIP,
    UYGHUR,
    VILLAGE,
    WATERMARK,
)
from printing.gallery.sample import Sample, sample
from printing.layouts import board, draw, pledge, verification_form


def posted(kind: board.Kind = "initial", size: board.Size = "A3") -> board.Board:
    remarks = ("新增", "续保", "调增", "")
    rows = tuple(
        board.BoardRow(
            UYGHUR if n == 5 else NAMES[n % 6], f"第{'一二三'[n % 3]}组", "农村低保", 1 + n % 5, 1 + n % 3,
            Decimal("318.19") * (1 + n % 3), remarks[n % 4],
        )
        for n in range(18)
    )  # fmt: skip
    days = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 12, 1))
    return board.Board(
        kind, COUNTY, TOWNSHIP, VILLAGE, rows, *days, IMPRINT, size, batch="第二批", township_phone=HOTLINE,
        county_phone=HOTLINE,
    )  # fmt: skip


def pledged() -> pledge.Pledge:
    return pledge.Pledge(
        IMPRINT, "清溪承〔2026〕12号", "清溪镇人民政府", "社会事务办主任", UYGHUR, UYGHUR, has_kin=True, filing_no="12",
        signed_on=date(2026, 11, 2), phone=HOTLINE, mark=INK,
    )  # fmt: skip


def drawn() -> draw.Draw:
    teams = (draw.Team("第一组", 3, 4), draw.Team("第二组", 4, 4))
    lots = tuple(
        draw.Lot(f"HX-{n:04d}", NAMES[n % 6], "红星村二组", sha256(bytes([n])).hexdigest(), teams[n % 2].name)
        for n in range(1, 9)
    )
    example = ("20261122|2026-1|HX-0001", sha256(b"20261122|2026-1|HX-0001").hexdigest())
    return draw.Draw("2026年核查", "2026-1", "20261122", "2026-11-22 10:00", NAMES[5], teams, lots, example, IMPRINT)


def visited() -> verification_form.VerificationForm:
    members = verification_form.ListTable(
        (
            verification_form.ListColumn("姓名", 26),
            verification_form.ListColumn("与户主关系", 20),
            verification_form.ListColumn("证件号码", 44),
            verification_form.ListColumn("健康状况", 26),
        ),
        ((NAMES[0], "户主", ID_A, "慢性病"), (UYGHUR, "配偶", ID_A, "一般"), (NAMES[1], "女", ID_A, "良好")),
    )
    sections = (
        verification_form.Section("一、调查信息", (("核查类型", "集中复核"), ("调查日期", "2026-11-22"))),
        verification_form.Section("四、家庭成员", table=members),
    )
    steps = (
        verification_form.Step("年净收入", "13,325.00 − 1,080.00 − 2,100.00", "10,145.00"),
        verification_form.Step("人均月收入", "10,145.00 ÷ 12 个月 ÷ 计入 3 人", "281.81"),
        verification_form.Step("户月补差（未取整）", "标准 600.00 × 3 人 − 10,145.00 ÷ 12 个月", "954.58"),
    )
    signers = (
        verification_form.Signer(NAMES[5], "2026-11-22 10:05"),
        verification_form.Signer(NAMES[2], "2026-11-22 10:07"),
    )
    return verification_form.VerificationForm(
        "F01 · v2026.1", "HX-2026-0037", f"{VILLAGE} 二组　HX-0037　{NAMES[0]}", sections, steps, "2026-11-22", INK, "",
        signers, IMPRINT, WATERMARK,
    )  # fmt: skip


SAMPLES: Mapping[str, Sample] = {
    "board-initial": sample(board.layout, posted()),
    "board-result": sample(board.layout, posted("result", "A4")),
    "board-standing": sample(board.layout, posted("standing")),
    "board-reviewed": sample(board.layout, posted("reviewed")),
    "pledge": sample(pledge.layout, pledged()),
    "draw": sample(draw.layout, drawn()),
    "verification_form": sample(verification_form.layout, visited()),
}
