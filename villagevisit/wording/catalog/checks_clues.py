"""Clues of data matching, in words."""

TEXTS: dict[str, tuple[str, str]] = {
    "checks.clue.reading": ("正在读取线索", "Reading the clues"),
    "checks.clue.nothing": (
        "还没有线索。收到比对结果后，在这里导入名单，或者逐条登记。",
        "No clues yet. Take in the list of a department here, or type one in.",
    ),
    "checks.clue.take": ("导入比对名单", "Take in a list"),
    "checks.clue.take_why": (
        (
            "名单里要有姓名和身份证号两栏，Excel 或 CSV 都可以。姓名和号码都对上才算是这个人；号码对上、姓名不同"
            "的，按信息有误登记。"
        ),
        (
            "The list needs a column for the name and one for the ID number; Excel or CSV. Name and number both have"
            " to fit; a number under another name is registered as a fault in the data."
        ),
    ),
    "checks.clue.hand": ("核对要上报的数据", "Check a list to hand in"),
    "checks.clue.hand_why": (
        "把要交出去比对的名单先查一遍：号码、姓名、日期、重复。",
        "Look at a list before it is handed in: numbers, names, dates, doubles.",
    ),
    "checks.clue.funnel": ("线索汇总", "Totals"),
    "checks.clue.ledger": ("打印台账", "Print the ledger"),
    "checks.clue.pair": ("核实人", "Verifiers"),
    "checks.clue.give": ("分给这两人", "Give to these two"),
    "checks.clue.given": ("分派了 {count} 条线索。", "Gave out {count} clue{s}."),
    "checks.clue.batch": ("批次", "Batch"),
    "checks.clue.detail": ("比对内容", "Detail"),
    "checks.clue.kind": ("疑点类型", "Kind"),
    "checks.clue.match": ("对上了吗", "Match"),
    "checks.clue.source": ("哪个部门", "Department"),
    "checks.clue.as_of": ("数据时点", "Data as of"),
    "checks.clue.id_no": ("身份证号", "ID number"),
    "checks.clue.benefit": ("现享受", "Benefit"),
    "checks.clue.no": ("编号", "No."),
    "checks.clue.choose": ("选择文件", "Choose a file"),
    "checks.clue.one": ("没有文件时逐条登记", "Or type one in"),
    "checks.clue.add": ("登记这一条", "Enter this one"),
    "checks.clue.taken": (
        (
            "导入完成：姓名号码都对上 {person} 条，信息有误 {quality} 条，名册里没有 {nobody} 条，以前登记过 {again}"
            " 条。"
        ),
        "Taken in: {person} fit, {quality} with faulty data, {nobody} not in the register, {again} listed before.",
    ),
    "checks.clue.rate": (
        "共 {lines} 行，有问题 {wrong} 行，差错率 {rate}",
        "{lines} lines, {wrong} with faults, error rate {rate}",
    ),
    "checks.clue.fault": ("第 {line} 行：{what}", "Line {line}: {what}"),
    "checks.clue.deliver": ("记下已交出", "Write down that it was handed in"),
    "checks.clue.delivered": ("已记下交出的行数。", "The lines handed in are written down."),
    "checks.fault.id": ("身份证号不对", "ID number does not check"),
    "checks.fault.empty": ("没有姓名", "no name"),
    "checks.fault.date": ("日期不对", "wrong date"),
    "checks.fault.twice": ("号码重复", "number twice"),
    "checks.clue.steps": (
        "交出比对 {delivered} 行 → 收到线索 {listed} 条，还有 {open} 条没有结论",
        "{delivered} lines handed in → {listed} clues, {open} still open",
    ),
    "checks.clue.true": (
        "属实 {count} 条，属实率 {rate}；取消待遇 {removed} 人（按人数，不按条数）",
        "{count} true ({rate}); {removed} persons lose the benefit (persons, not clues)",
    ),
    "checks.clue.unbalanced": (
        "合计对不上：各结论和未结的条数加起来不等于总数。请先核对再上报。",
        "The totals do not agree. Look into it before anything is reported.",
    ),
    "checks.clue.by_ending": ("按结论", "By ending"),
    "checks.clue.by_category": ("属实的按待遇", "True ones by benefit"),
    "checks.clue.by_violation": ("属实的按问题性质", "True ones by kind of problem"),
    "checks.clue.open": ("待分派", "To give out"),
    "checks.clue.due": ("{day} 前核实", "Verify by {day}"),
    "checks.clue.verified": ("已核实，待结论", "Verified, to end"),
    "checks.clue.with": ("核实人：{names}，{day} 前核实", "Verifiers: {names}, by {day}"),
    "checks.clue.rule": (
        "线索只是疑点，不能凭它停发或减发。两人核实、听过本人说明、作出决定以后，从下个月起改。",
        (
            "A clue is only a doubt; nothing is stopped because of it. Two people verify, the household is heard,"
            " a decision is written, then the payment changes from the next month."
        ),
    ),
    "checks.clue.ended": ("结论：{ending} {reason}（{day}）", "Ended: {ending} {reason} ({day})"),
    "checks.clue.reopen": ("重新核实", "Open again"),
    "checks.clue.found": ("核实结果：{finding}；{heard}", "Found: {finding}; {heard}"),
    "checks.clue.verify": ("去核实", "Verify"),
    "checks.clue.enter": ("登记已签字的核实表", "Enter the signed form"),
    "checks.clue.none_ready": (
        "还没有两人签好字的核实表。请先填表、签字。",
        "No form with both signatures yet. Fill in and sign first.",
    ),
    "checks.clue.end": ("作出结论", "End it"),
    "checks.clue.ending": ("结论", "Ending"),
    "checks.clue.reason": ("不属实的原因", "Why not true"),
    "checks.clue.sold_on": ("什么时候卖掉的（数据时点以前已处理时填）", "Sold on (where it was sold before)"),
    "checks.clue.was_ended": ("已作结论：{ending}。", "Ended: {ending}."),
    "checks.match.person": ("都对上", "Fits"),
    "checks.match.quality": ("信息有误", "Data fault"),
    "checks.match.nobody": ("不在名册", "Unknown"),
    "checks.match_why.quality": (
        "号码对上、姓名不同：信息有误，不是骗保",
        "Number fits, name differs: a fault in the data, not fraud",
    ),
    "checks.match_why.nobody": ("名册里没有这个人", "Not in the register"),
    "checks.ending.cancel": ("取消待遇", "Cancel"),
    "checks.ending.adjust": ("调整金额", "Adjust"),
    "checks.ending.rectify": ("限期整改", "Put right by a day"),
    "checks.ending.not_true": ("不属实", "Not true"),
    "checks.ending.duplicate": ("重复线索", "Duplicate"),
    "checks.reason.sold_before": ("数据时点以前已经卖掉", "Sold before the day of the data"),
    "checks.reason.data_error": ("信息录入有误", "Error in the data"),
    "checks.reason.other_person": ("不是同一个人", "Somebody else"),
    "checks.reason.within_limits": ("在规定限额以内", "Within the limits"),
    "checks.reason.not_in_benefit": ("没有享受待遇", "Not in benefit"),
    "checks.reason.other": ("其他", "Other"),
}
