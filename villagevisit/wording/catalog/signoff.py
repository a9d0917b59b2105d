"""Signing: the summary's own words, and why a signature is refused."""

TEXTS: dict[str, tuple[str, str]] = {
    "signoff.section": ("{title} {number} {name}", "{title} {number} {name}"),
    "signoff.figure.counted": ("计入人口", "Counted members"),
    "signoff.figure.net_year": ("年净收入（元）", "Net income of the year (yuan)"),
    "signoff.figure.per_capita_month": ("月人均收入（元）", "Income per head and month (yuan)"),
    "signoff.figure.standard_month": ("月低保标准（元）", "Standard per month (yuan)"),
    "signoff.figure.printed_supplement": ("建议月补差（元）", "Suggested supplement per month (yuan)"),
    "error.signoff.complete": (
        "这份记录已经签完，不再需要签字。记录完好。",
        "This record has all its signatures; nothing more is needed. It is safe.",
    ),
    "error.signoff.same-person": (
        "{officer}已经签过了，第二个签字要由另一个人来签。记录完好；请换另一名调查员。",
        "{officer} has signed already; the second signature must be somebody else's. The record is safe.",
    ),
    "error.signoff.order": (
        "要先由第一位调查员签，再由第二位签。记录完好；请按顺序来。",
        "The first investigator signs before the second. The record is safe; go in that order.",
    ),
    "error.signoff.not-named": (
        "{officer}不是这份记录上写的调查员，不能签。记录完好；请表上写的人来签。",
        "{officer} is not named in this record and cannot sign it. The record is safe; let those named sign.",
    ),
    "error.signoff.correcting": (
        "这份记录正在更正，现在不能签字。原记录完好；请先把更正做完再签更正后的那一份，或者放弃更正。",
        (
            "This record is being corrected and cannot be signed now. It is safe; finish the correction and sign that, or "
            "discard the correction."
        ),
    ),
    "error.signoff.altered": (
        "这份记录与定稿时不一致，不能签字。请不要再动这台电脑，马上联系县里核查。",
        "This record is no longer what was frozen and cannot be signed. Leave this computer as it is and call the county.",
    ),
}
