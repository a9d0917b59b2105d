"""Overrides by the county's administrator, and their monthly bulletin."""

TEXTS: dict[str, tuple[str, str]] = {
    "override.page": ("例外通报", "Bulletin"),
    "override.heading": ("{county}例外通报 {month}", "{county}: bulletin of overrides {month}"),
    "override.intro": (
        "县里书面批准的例外，一条不少都在这里。每月打印一份，张贴或存档。",
        "Every override that the county gave in writing. Print it monthly, for the wall or the archive.",
    ),
    "override.none": ("{month} 没有例外。", "No overrides in {month}."),
    "override.where": ("村、户", "Village, household"),
    "override.rule": ("准许什么", "What is allowed"),
    "override.who": ("谁", "Who"),
    "override.until": ("从、到", "From, until"),
    "override.reason": ("理由", "Reason"),
    "override.ordered": ("批准人、文号（录入人）", "Ordered by, paper (entered by)"),
    "override.used": ("用在哪次走访", "Used for"),
    "override.unused": ("还没有用", "not used"),
    "override.kin": ("近亲属也可以入户、签字", "Near kin may visit and sign"),
    "override.own_village": ("两位都是本村干部也可以", "Both may be cadres of the village"),
    "override.alone": ("一人签字即可", "One signature is enough"),
    "override.month": ("月份", "Month"),
    "override.show": ("看这个月", "Show"),
    "override.village": ("村代码（12 位）", "Village code (12 digits)"),
    "override.household": ("户编号", "Household number"),
    "override.officers": ("工号（用空格隔开）", "Staff numbers, parted by blanks"),
    "override.visit": ("只用于哪条记录（一人签字时必填）", "For which record (needed for one signature)"),
    "override.until_day": ("有效到（最多 31 天）", "Until (31 days at most)"),
    "override.ordered_by": ("批准人", "Ordered by"),
    "override.paper": ("文号", "Number of the written order"),
    "override.give": ("录入一条书面批准的例外", "Enter an override that was ordered in writing"),
    "override.enter": ("录入", "Enter"),
    "override.given": ("已录入：户 {number}，有效到 {until}。它会出现在本月通报里。",
                       "Entered: household {number}, until {until}. It stands in this month's bulletin."),
    "override.line": (
        "{village} {number}：{rule}（{officers}），{since} 至 {until}。理由：{reason}。批准：{ordered} {paper}，录入：{by}。用于：{used}",
        (
            "{village} {number}: {rule} ({officers}), {since} to {until}. Reason: {reason}. "
            "Ordered by {ordered}, {paper}; entered by {by}. Used for: {used}"
        ),
    ),
    "override.finish_alone": ("按县里批准，一人签字完成", "Finish with one signature, as the county ordered"),
    "replica.kind.override": ("县里批准的例外", "Overrides"),
    "replica.count.override": ("{count} 条", "{count} override{s}"),
    "error.override.rule": (
        "没有写明准许什么、准许谁。什么也没有录入；请补全。",
        "It does not say what is allowed to whom. Nothing was entered; complete it.",
    ),
    "error.override.reason": (
        "理由太短，至少写 {least} 个字，通报上要让人看得明白。什么也没有录入。",
        "The reason is too short: at least {least} characters, so that the bulletin is understood. Nothing was entered.",
    ),
    "error.override.order": (
        "例外必须有书面批准：请写明批准人和文号。什么也没有录入。",
        "An override needs a written order: say who ordered it and its number. Nothing was entered.",
    ),
    "error.override.until": (
        "有效期写得不对：从今天起最多 {days} 天。什么也没有录入。",
        "The last day is not right: at most {days} days from today. Nothing was entered.",
    ),
    "error.override.visit": (
        "一人签字只能批给一条记录，请写明是哪一条。什么也没有录入。",
        "One signature alone is allowed for one record only; say for which. Nothing was entered.",
    ),
    "error.override.household": (
        "县里没有收到过这个村的这一户。什么也没有录入；请核对村代码和户编号。",
        "The county knows no such household in this village. Nothing was entered; check code and number.",
    ),
    "error.override.month": (
        "月份要写成 2026-11 这样。",
        "Write the month like 2026-11.",
    ),
    "error.override.unreadable": (
        "县里下发的一条例外读不出来，没有采用。请告诉县里。",
        "An override that came down cannot be read and was not taken. Tell the county.",
    ),
    "error.override.forged": (
        "有一条例外不是县里签发的，没有采用。请告诉县里。",
        "An override is not signed by the county and was not taken. Tell the county.",
    ),
}
