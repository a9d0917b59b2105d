"""The county's daily root: what laptops, the auditor's page and the command line say of it."""

TEXTS: dict[str, tuple[str, str]] = {
    "error.root.other": (
        ("县里 {seen} 的日签与本机记得的 {known} 的日签对不上：县里的历史被换过。本机的数据没有动，下次发送时会报告审计人员。"
        "请把这件事也告诉审计人员。"),
        ("The county's daily root of {seen} contradicts the one of {known} that this computer remembers: the county's history "
        "was exchanged. What is here is untouched; the auditor is told with the next exchange. Tell the auditor as well."),
    ),
    "error.root.older": (
        ("县里退回到了以前：本机记得 {known} 的日签，县里现在拿不出来（只有 {seen} 的）。本机的数据没有动，下次发送时会报告审计人员。"
        "请把这件事也告诉审计人员。"),
        ("The county went back in time: this computer remembers the daily root of {known}, the county shows only {seen}. What "
        "is here is untouched; the auditor is told with the next exchange. Tell the auditor as well."),
    ),
    "error.root.gap": (
        "县里 {seen} 的日签接不上本机记得的 {known} 的日签。本机的数据没有动，下次发送时会报告审计人员。请把这件事也告诉审计人员。",
        ("The county's daily root of {seen} does not follow from the one of {known} that this computer remembers. What is here "
        "is untouched; the auditor is told with the next exchange. Tell the auditor as well."),
    ),
    "error.root.copied": (
        "县里的数据库被人手工换成了旧的（{known} 之后，{seen} 发现）。本机的数据没有动，缺的会自动补给县里，下次发送时会报告审计人员。",
        ("Somebody put an old database in the county's place by hand (after {known}, found on {seen}). What is here is "
        "untouched, what the county lacks is given back, and the auditor is told with the next exchange."),
    ),
    "error.root.restored": (
        "县里 {seen} 从备份恢复过（本机上次记下的是 {known}）。这是县里登记过的，缺的会自动补给县里，您不用做什么。",
        ("The county was restored from a backup on {seen} (last known here: {known}). The county declared it; what it lacks "
        "is given back by itself. You need do nothing."),
    ),
    "root.title": ("历史", "History"),
    "root.intro": (
        "县里每天把全部记录和操作记录签成一句话，发给每台电脑。谁想悄悄改掉过去，签过的话就对不上。这里逐条核对：每打开一次接着上次往下看。",
        ("Every day the county signs all records and deeds in one sentence and gives it to every computer. Whoever changes the "
        "past quietly contradicts what was signed. Here they are compared, each look going on where the last one stopped."),
    ),
    "root.so_far": (
        "已核对 {done} 条，共 {total} 条记录。再打开本页接着核对；一次核对全部用命令 county doctor。",
        ("{done} of {total} records were compared. Open this page again to go on; the command county doctor compares all "
         "at once."),
    ),
    "root.again": ("从头再核对一遍", "Begin again from the first record"),
    "root.chain_good": ("{count} 条记录一条接一条，没有被改动", "{count} record{s} follow one from another, unchanged"),
    "root.chain_bad": (
        "有记录被改动过。请保留现场，告诉审计人员，再从备份恢复。",
        "Records were changed. Keep everything as it is, tell the auditor, then restore from a backup.",
    ),
    "root.roots_good": ("{count} 次日签都与记录和操作记录相符", "{count} daily root{s} fit the records and the deeds"),
    "root.roots_bad": (
        "第 {places} 次日签与现在的记录或操作记录不符：签过之后有人动过。",
        "The records or deeds no longer fit daily root {places}: somebody changed them after it was signed.",
    ),
    "root.fork": (
        "{device} 交来过两种不同的历史（复制或恢复过的电脑），后一种已放在一边",
        "{device} sent two histories (a copied or restored computer); the later one was set aside",
    ),
    "root.no_reports": ("没有电脑说县里的历史变了", "No computer says that the county's history changed"),
    "root.reports": (
        "有电脑说县里的历史变了（{count} 条）",
        "Computers say that the county's history changed ({count} report{s})",
    ),
    "root.what": ("不符之处", "What does not fit"),
    "root.known": ("它记得的", "What it remembers"),
    "root.seen": ("县里给它的", "What the county gave it"),
    "root.none": ("没有", "none"),
    "root.not_ours": ("不是本县签的", "not signed by this county"),
    "root.said_other": ("同一次日签，内容不同", "the same root, other content"),
    "root.said_older": ("退回到了以前", "went back in time"),
    "root.said_gap": ("接不上", "does not follow"),
    "root.said_copied": ("数据库被手工换成旧的", "an old database was put in place by hand"),
    "root.short": (
        "{day}，第 {place} 次，{records} 条记录，{digest}",
        "{day}, number {place}, {records} records, {digest}",
    ),
    "root.newest": ("最新日签", "Newest daily root"),
    "root.print": (
        "可以打印出来贴在墙上：以后县里若拿不出这一句，就说明历史被换过。",
        "Print it for the wall: a county that cannot show this sentence later had its history exchanged.",
    ),
    "root.cli": (
        "已签：{day}，第 {place} 次，{records} 条记录，{digest}\n{qr}",
        "Signed: {day}, number {place}, {records} records, {digest}\n{qr}",
    ),
}
