"""Wording of pledges, kin filings, letters of responsibility, accountability, the people around."""

TEXTS: dict[str, tuple[str, str]] = {
    "error.pledge.missing": (
        "{officers} 没有有效的承诺书，不能派任务，也不能审批或复核。其他内容不受影响。请先到“承诺备案”签承诺书。",
        ("{officers}: no valid pledge, so no work, approval or check may be given. Nothing else changed. Sign the "
        "pledge first under Pledges."),
    ),
    "error.pledge.dates": (
        "没有记下：有效期要晚于签订日期。请核对两个日期。",
        "Not entered: a pledge ends after the day on which it was signed. Check the two dates.",
    ),
    "error.pledge.nobody": (
        "还没有人有有效的承诺书，没有名单可以公示。请先签承诺书。",
        "Nobody has a valid pledge, so there is no list to post. Have pledges signed first.",
    ),
    "error.duty.term-over": (
        "{officer} 在这里工作的期限到 {day} 为止，不能再派任务。已做的不受影响。确要继续的，请到“培训”里改期限。",
        ("{officer} was here until {day} and can be given no more work. What was done stays. If he goes on, change his "
        "last day under Training."),
    ),
    "error.duty.bad-day": ("日期不对，没有记下。请写成 2026-11-22。", "Not a date; nothing was entered. Write 2026-11-22."),
    "error.duty.future-day": (
        "日期在今天以后，没有记下。请核对日期。",
        "The day lies ahead; nothing was entered. Check the day.",
    ),
    "error.duty.missing": (
        "还有必填的没有填，没有记下。请把空着的填上。",
        "Something that is needed is empty; nothing was entered. Fill it in.",
    ),
    "error.duty.unknown": (
        "没有选好，或者选的已经不在了，没有记下。请重新选。",
        "Nothing was chosen, or it is no longer there; nothing was entered. Choose again.",
    ),
    "error.duty.no-end": (
        "{name}：代办员、志愿者和抽调人员要写到哪天为止，没有记下。请填期限。",
        "{name}: agents, helpers and seconded staff need a last day; nothing was entered. Fill it in.",
    ),
    "error.duty.nobody": (
        "没有写谁参加了，没有记下。请每行写一个人。",
        "Nobody is named; nothing was entered. Write one person a line.",
    ),
    "error.kin.no-step": (
        "没有选回避哪个环节，没有记下。请选入户、评议或审批。",
        "No step is chosen; nothing was entered. Choose survey, appraisal or approval.",
    ),
    "error.kin.not-waiting": (
        "这份备案表不缺签字，不用再记。",
        "This filing lacks no signature; nothing needs to be entered.",
    ),
    "error.letter.same-party": (
        "责任书要上下两方，不能是同一方。没有记下，请核对。",
        "A letter has two parties; nothing was entered. Check the names.",
    ),
    "error.letter.no-place": (
        "没有选是哪个县、乡镇或村的责任书，没有记下。请先选。",
        "The place is not chosen; nothing was entered. Choose it first.",
    ),
    "error.blame.order": (
        "{person} 的这一步还不到时候，或者已经记过了，没有记下。请按发现、处理、办结、批准、曝光的顺序办。",
        ("{person}: this step is not due, or was entered before; nothing was entered. The order is found, handled, "
        "closed, approved, published."),
    ),
    "error.blame.no-receipt": (
        "{person} 的问题已移交，还没有回执，不能办结。请先记下回执。",
        "{person}: handed over, but no receipt yet, so it cannot be closed. Enter the receipt first.",
    ),
    "error.blame.not-approved": (
        "{person} 的问题还没有办结并批准，不能曝光。没有记下。请先办结、批准。",
        "{person}: not closed and approved yet, so it cannot be published. Nothing was entered. Close and approve first.",
    ),
    "error.blame.no-sheet": (
        "移交要写移交单号和接收单位，没有记下。请填上。",
        "A transfer needs the number of its sheet and the body that takes it; nothing was entered. Fill them in.",
    ),
}
