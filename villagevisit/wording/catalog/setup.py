"""Set-up, areas, people, PINs and county parameters."""

TEXTS: dict[str, tuple[str, str]] = {
    "error.area.cannot-open": (
        "打不开文件“{file}”。没有改动任何内容；请确认文件还在、没有被别的程序占用，然后再选一次。",
        "The file “{file}” cannot be opened. Nothing was changed; check that it is there and not in use, then try again.",
    ),
    "error.area.not-a-table": (
        "这个文件不是区划代码表。没有改动任何内容；请选县里发的 CSV 表（用 Excel 打开后可以另存为 CSV）。",
        "This file is not a table of areas. Nothing was changed; choose the county's CSV (Excel can save as CSV).",
    ),
    "error.area.no-columns": (
        "表里找不到“代码”和“名称”两列。没有改动任何内容；请确认表头里有“区划代码”和“名称”。",
        "The table has no columns for code and name. Nothing was changed; its header must name both.",
    ),
    "error.area.bad-code": (
        (
            "第 {row} 行的代码“{value}”不是 12 位区划代码。没有改动任何内容；请在表里改正这一行再导入"
            "（代码列在 Excel 里要设成文本）。"
        ),
        (
            "The code “{value}” in row {row} is not a 12-digit area code. Nothing was changed; correct that row "
            "(in Excel the column must be text) and import again."
        ),
    ),
    "error.area.no-name": (
        "第 {row} 行有代码但没有名称。没有改动任何内容；请补上名称再导入。",
        "Row {row} has a code but no name. Nothing was changed; fill in the name and import again.",
    ),
    "error.area.twice": (
        "代码 {area} 在表里出现两次而名称不同（第 {row} 行）。没有改动任何内容；请留下正确的一行再导入。",
        "Code {area} appears twice with different names (row {row}). Nothing was changed; keep the right one.",
    ),
    "error.area.empty": (
        "表里没有一行可用的区划。没有改动任何内容；请确认选对了文件。",
        "The table holds no area. Nothing was changed; check that this is the right file.",
    ),
    "error.setup.already-done": (
        "本机已经完成初次设置，没有改动任何内容。要修改，请到“设置”里改。",
        "This computer has been set up already; nothing was changed. Use Settings to make changes.",
    ),
    "error.setup.no-village": (
        "还没有选村。请至少选一个村再继续。",
        "No village has been chosen yet. Choose at least one to go on.",
    ),
    "error.setup.village-elsewhere": (
        "“{village}”不属于{township}。没有改动任何内容；请去掉它或换一个乡镇。",
        "“{village}” does not belong to {township}. Nothing was changed; take it out or choose another township.",
    ),
    "error.setup.township-elsewhere": (
        "“{township}”不是{county}的乡镇。没有改动任何内容；请重新选择县和乡镇。",
        "“{township}” is not a township of {county}. Nothing was changed; choose county and township again.",
    ),
    "error.setup.no-people": (
        "还没有登记工作人员。请至少登记两名调查员再继续。",
        "Nobody has been entered yet. Enter at least two investigators to go on.",
    ),
    "error.setup.too-few-investigators": (
        "入户要两人一组，至少要登记两名调查员。请再登记一名，或给已登记的人加上“调查员”。",
        "Visits are made by two. Enter at least two investigators, or give somebody that duty.",
    ),
    "error.setup.bad-language": (
        "没有“{language}”这种语言，可选简体中文和英文。",
        "There is no language “{language}”; choose Simplified Chinese or English.",
    ),
    "error.officer.unknown": (
        "找不到这名工作人员。没有改动任何内容；请回到名单重新选择。",
        "This person is not on the list. Nothing was changed; choose again from the list.",
    ),
    "error.officer.no-staff-no": (
        "{officer}还没有工号，或工号里有空格。请填好工号再保存。",
        "{officer} has no staff number, or it contains spaces. Fill it in and save again.",
    ),
    "error.officer.no-name": (
        "工号 {staff_no} 还没有填姓名。请填好姓名再保存。",
        "Staff number {staff_no} has no name yet. Fill it in and save again.",
    ),
    "error.officer.no-role": (
        "{officer}还没有选职责。请至少选一项（调查员、经办人、村医或县级人员）。",
        "{officer} has no duty yet. Choose at least one (investigator, clerk, village doctor or county).",
    ),
    "error.officer.staff-no-used": (
        "工号 {staff_no} 已经有人用了。没有改动任何内容；请核对后换一个工号。",
        "Staff number {staff_no} is taken. Nothing was changed; check it and use another.",
    ),
    "error.officer.bad-id-no": (
        "{officer}的身份证号没有通过校验。没有改动任何内容；请对照证件再输一次，也可以先留空。",
        "The ID number of {officer} does not check. Nothing was changed; compare with the card, or leave it empty.",
    ),
    "error.kin.incomplete": (
        "{officer}申报的近亲属要填全姓名、关系和身份证号。请补全再保存。",
        "The relative that {officer} declares needs a name, a relation and an ID number. Complete it and save.",
    ),
    "error.kin.bad-id-no": (
        "{officer}申报的近亲属身份证号没有通过校验。没有改动任何内容；请对照证件再输一次。",
        "The ID number of {officer}'s relative does not check. Nothing was changed; compare with the card.",
    ),
    "error.pin.weak": (
        "口令太容易猜。请用至少 {shortest} 位数字或字母，不要全用同一个数，也不要用 123456 这样的顺序。",
        "This PIN is too easy to guess. Use at least {shortest} digits or letters, not all alike and not a run.",
    ),
    "error.pin.unset": (
        "{officer}还没有设口令。请本人先登录一次，设好自己的口令。",
        "{officer} has no PIN yet. Let this person sign in once and choose one.",
    ),
    "error.pin.wrong": (
        "{officer}的口令不对，还可以试 {left} 次。没有改动任何内容；请本人再输一次。",
        "The PIN of {officer} is wrong; {left} tries are left. Nothing was changed; enter it again.",
    ),
    "error.pin.locked": (
        "{officer}的口令输错次数太多，{until} 以后才能再试（约 {minutes} 分钟）。已填的内容完好，这件事已记入日志。",
        "Too many wrong PINs for {officer}; try again after {until} (in {minutes} min). Your work is safe; this is logged.",
    ),
    "error.pin.old-missing": (
        "换口令要先输入{officer}原来的口令。请输入后再换。",
        "To change the PIN, first enter the present one of {officer}.",
    ),
    "error.policy.missing": (
        "{day} 这一天没有设定参数“{key}”，无法计算。已填的内容完好；请经办人到“设置”里补上这个参数。",
        "No value of “{key}” holds on {day}, so this cannot be computed. Your answers are safe; ask the clerk to set it.",
    ),
    "error.policy.not-a-number": (
        "参数“{key}”的值“{value}”不是可用的数。没有改动任何内容；请改成数字再保存。",
        "The value “{value}” of “{key}” is not a usable number. Nothing was changed; enter a number and save again.",
    ),
    "error.policy.not-a-choice": (
        "参数“{key}”不能是“{value}”，可选：{allowed}。没有改动任何内容；请重新选择。",
        "“{key}” cannot be “{value}”; it is one of {allowed}. Nothing was changed; choose again.",
    ),
    "error.policy.bad-band-table": (
        "分档表“{value}”看不懂。请写成“A<200=450; B<400=300”，意思是人均月收入低于200元的每人450元。",
        "The band table “{value}” is not understood. Write “A<200=450; B<400=300”: below 200 a month, 450 per person.",
    ),
    "error.policy.bad-date": (
        "参数“{key}”的生效或截止日期不对。请写成 2026-07-01 这样，截止日不能早于生效日。",
        "The dates of “{key}” are wrong. Write them like 2026-07-01; the end may not lie before the start.",
    ),
    "error.policy.unknown-key": (
        "没有“{key}”这个参数。没有改动任何内容；请从列表里选择。",
        "There is no parameter “{key}”. Nothing was changed; choose one from the list.",
    ),
}
