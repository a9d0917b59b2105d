"""Wording of the chronic-disease appraisal: list of the county, applications, results."""

TEXTS: dict[str, tuple[str, str]] = {
    "health.tab.appraisal": ("慢病鉴定", "Chronic appraisal"),
    "health.book.chronic_appraisal": ("慢性病鉴定台账（按月申报）", "Chronic appraisals"),
    "chronic.state.late": ("过了期限没鉴定", "overdue"),
    "chronic.state.waits": ("待鉴定", "to be appraised"),
    "chronic.state.passed": ("合格", "passed"),
    "chronic.state.failed": ("不合格", "not passed"),
    "chronic.state.withdrawn": ("撤回", "withdrawn"),
    "chronic.list.helped": ("救助对象（找人申报）", "people who are helped"),
    "chronic.list.all": ("全部居民（找人申报）", "all residents"),
    "chronic.by": ("{day}前", "by {day}"),
    "chronic.case": ("{disease}　{day}申报　{state}", "{disease}, applied {day}: {state}"),
    "chronic.judged": ("{day}鉴定", "appraised {day}"),
    "chronic.month": ("证件月份{month}", "certificate {month}"),
    "chronic.free": ("免鉴定体检费", "no fee for appraisal and examination"),
    "chronic.not_free": ("不免费", "not free"),
    "chronic.yes": ("免", "free"),
    "chronic.no": ("不免", "no"),
    "chronic.off": ("不在县里的名单上", "not on the county's list"),
    "chronic.judge": ("鉴定结果：{disease}", "Result: {disease}"),
    "chronic.result": ("结果", "Result"),
    "chronic.judged_on": ("鉴定日期", "Appraised on"),
    "chronic.certificate": ("证件月份", "Month of the certificate"),
    "chronic.month_hint": ("不填就是鉴定的那个月", "the month of the appraisal when empty"),
    "chronic.note": ("说明", "Note"),
    "chronic.judge_enter": ("记下结果", "Enter the result"),
    "chronic.apply": ("申报", "Application"),
    "chronic.disease": ("病种（县里的名单）", "Disease on the county's list"),
    "chronic.off_list": ("名单上没有，写在下面", "not on the list, written below"),
    "chronic.written": ("名单外的病种", "Disease outside the list"),
    "chronic.day": ("申报日期", "Day of the application"),
    "chronic.papers": ("交来的材料", "Papers handed in"),
    "chronic.papers_hint": ("如：诊断证明、近一年病历", "such as: diagnosis, last year's case notes"),
    "chronic.fee": ("鉴定体检费", "Fee"),
    "chronic.apply_enter": ("登记申报", "Enter the application"),
    "chronic.entered": ("已记下。", "Entered."),
    "chronic.no_list": (
        "还没有读入县里的病种名单，病种先写在下面。名单在“台账”里选慢性病鉴定台账读入。",
        "The county's list has not been read yet; write the disease below. Read it under Ledgers, chronic appraisals.",
    ),
    "chronic.listed": (
        "县里的名单：{count}种，从{since}起（{file}）", "The county's list: {count} diseases, from {since} ({file})"
    ),
    "chronic.none_listed": ("县里的病种名单还没有读入。", "The county's list of diseases has not been read yet."),
    "chronic.since": ("新名单从哪天起", "A new list holds from"),
    "chronic.read": ("读入县里的名单…", "Read the county's list…"),
    "chronic.was_read": ("名单已读入。", "The list was read."),
    "costs.certificate": ("填入慢病证：{disease}，{month}", "Take over the certificate: {disease}, {month}"),
    "error.chronic.no-list": (
        "“{file}”里没有找到病种一列。原来的名单没有动。请在表头写上“病种”再读。",
        "“{file}” has no column of diseases. The list is as it was. Head the column “disease” and read it again.",
    ),
    "error.chronic.disease": (
        "没有写病种。什么都没有登记。请选或写上病种。", "No disease. Nothing was entered. Choose or write the disease."
    ),
    "error.chronic.applied": (
        "{disease}已经申报过，还在等鉴定。没有重复登记。请先记下结果。",
        "{disease} was applied for and waits. Nothing was entered twice. Enter its result first.",
    ),
    "error.chronic.result": (
        "结果没有选，或鉴定日期早于申报。没有登记。请改好再记。",
        "No result, or the appraisal lies before the application. Nothing was entered. Correct it.",
    ),
    "error.chronic.month": (
        "证件月份要写成2026-03这样。没有登记。", "Write the month as 2026-03. Nothing was entered."
    ),
}  # fmt: skip
