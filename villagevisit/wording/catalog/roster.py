"""Words of the roster: problems of rows, decisions, fields, the report, and refusals of files."""

TEXTS: dict[str, tuple[str, str]] = {
    "roster.problem.name-missing": (
        "这一行没有姓名，没有导入。请在原表补上姓名后重新导入。",
        "This row has no name and was not imported. Add the name in the file and import it again.",
    ),
    "roster.problem.id-lost-by-excel": (
        "身份证号被表格软件当成数字，后几位已经丢失，无法恢复，也不会猜。请把这一列设为“文本”，重新填写后再导入。",
        (
            "The spreadsheet took the ID number for a quantity and lost its last digits; it cannot be recovered and is "
            "never guessed. Set the column to text, write the number again, and import again."
        ),
    ),
    "roster.problem.village-unknown": (
        "不知道这一行是哪个村的（表里写的是“{village}”），没有导入。请在导入时指定村，或先在设置里加上这个村。",
        (
            "It is not known which village this row belongs to (the file says “{village}”); it was not imported. Choose the "
            "village when importing, or add it in the settings first."
        ),
    ),
    "roster.problem.row-repeated": (
        "与第 {row} 行完全是同一个人，只收一次。",
        "The same person as in row {row}; taken once.",
    ),
    "roster.problem.id-missing": ("没有身份证号。", "There is no ID number."),
    "roster.problem.id-malformed": (
        "身份证号不是 18 位（也不是旧的 15 位），可能抄错了。",
        "The ID number has neither 18 characters nor the old 15; it may be a slip.",
    ),
    "roster.problem.id-checksum": (
        "身份证号的最后一位校验码不对，可能有一位抄错了。",
        "The last character of the ID number does not fit the others; one digit may be wrong.",
    ),
    "roster.problem.id-birth": (
        "身份证号里的出生日期不存在，或不可能。",
        "The birth date inside the ID number does not exist or is impossible.",
    ),
    "roster.problem.id-historic": (
        "这是旧的 15 位身份证号，2013 年起已停用。",
        "This is an old 15-digit ID number, out of use since 2013.",
    ),
    "roster.problem.sex-disagrees": (
        "表里写的性别与身份证号不一致。",
        "The sex in the file differs from the ID number.",
    ),
    "roster.problem.birth-disagrees": (
        "表里写的出生日期 {written} 与身份证号里的 {in_id} 不一致。",
        "The birth date in the file, {written}, differs from {in_id} in the ID number.",
    ),
    "roster.problem.duplicate-in-file": (
        "同一个身份证号在第 {row} 行已经出现过（户主 {head}，户号 {household_no}）。",
        "The same ID number stands in row {row} already (head {head}, household {household_no}).",
    ),
    "roster.problem.duplicate-in-store": (
        "同一个身份证号已登记在另一户（户主 {head}，户号 {household_no}）。",
        "The same ID number is already registered in another household (head {head}, number {household_no}).",
    ),
    "roster.problem.head-missing": (
        "这一户没有写户主。这一行是本户的第一个人：{name}。",
        "This household names no head. This row is its first person: {name}.",
    ),
    "roster.problem.head-twice": (
        "这一户写了两个户主，这是后一个。",
        "This household names two heads; this is the later one.",
    ),
    "roster.problem.name-damaged": (
        "姓名“{name}”里有显示不出来或被替换掉的字。",
        "The name “{name}” holds a character that was lost or replaced.",
    ),
    "roster.problem.name-odd": (
        "“{name}”不像一个人的姓名，可能写了几个人或带了说明。几个人写在一格的，请在原表里一人一行，再导入一次。",
        (
            "“{name}” does not look like one person's name; it may hold several people or a remark. Write several people "
            "in rows of their own and import again."
        ),
    ),
    "roster.problem.relation-unknown": (
        "不认识“{text}”这种关系，已按“其他亲属”导入。",
        "The relation “{text}” is not known; imported as another relative.",
    ),
    "roster.problem.assist-unknown": (
        "不认识“{text}”这种救助类别，已原样记在备注里。",
        "The category “{text}” is not known; kept as a remark.",
    ),
    "roster.problem.amount-unreadable": (
        "金额“{text}”读不出来，没有记入。",
        "The amount “{text}” cannot be read and was left out.",
    ),
    "roster.problem.number-unreadable": (
        "人数“{text}”读不出来，没有记入。",
        "The number of persons “{text}” cannot be read and was left out.",
    ),
    "roster.problem.account-lost-by-excel": (
        "银行账号被表格软件当成数字，后几位已丢失，没有记入。",
        "The spreadsheet lost the last digits of the account number; it was left out.",
    ),
    "roster.problem.spouse-twice": (
        "这一户列了两个配偶，可能是漏写了下一户的户主，请核对。",
        "This household lists two spouses; the head of the next household may be missing. Please check.",
    ),
    "roster.problem.members-differ": (
        "表里写家庭人口 {stated} 人，实际列出 {listed} 人。",
        "The file says {stated} members but lists {listed}.",
    ),
    "roster.problem.listed-again-moved": (
        "走访时这一户已搬走，名册里仍有这一户。走访结果没有改动，下一轮走访会再去核实。",
        "A visit found this household moved away, yet it is listed. The visit stands; the next round looks again.",
    ),
    "roster.problem.listed-again-deceased": (
        "走访时这一户已无人在世，名册里仍有这一户。走访结果没有改动，下一轮走访会再去核实；请查一下是否还在发钱。",
        (
            "A visit found nobody of this household alive, yet it is listed. The visit stands; the next round looks again. "
            "Check whether money is still paid."
        ),
    ),
    "roster.decision.accept": ("照写的收下，入户时核对", "Take it as written, check on the visit"),
    "roster.decision.no_id": ("收下这个人，证号先空着", "Take the person, leave the number empty"),
    "roster.decision.historic": ("作为历史号码收下", "Take it as a historic number"),
    "roster.decision.use_id": ("以身份证号为准", "Go by the ID number"),
    "roster.decision.keep_written": ("以表里写的为准", "Go by what is written"),
    "roster.decision.keep_first": ("留在原来那一户，这行不收", "Leave the person there, drop this row"),
    "roster.decision.move": ("移到这一户", "Move the person to this household"),
    "roster.decision.keep_both": ("两户都保留，入户时核对", "Keep both, check on the visit"),
    "roster.decision.make_head": ("这个人就是户主", "This person is the head"),
    "roster.decision.keep_member": ("作为家庭成员收下", "Take as a member"),
    "roster.decision.reject": ("这行不要", "Drop this row"),
    "roster.decision.superseded": ("已由新的名册代替", "Replaced by a newer roster"),
    "roster.field.household_no": ("户编号", "Household number"),
    "roster.field.village": ("村", "Village"),
    "roster.field.village_group": ("村民小组", "Village group"),
    "roster.field.head_name": ("户主姓名", "Head of household"),
    "roster.field.head_id_no": ("户主身份证号", "Head's ID number"),
    "roster.field.name": ("姓名", "Name"),
    "roster.field.relation": ("与户主关系", "Relation to head"),
    "roster.field.id_no": ("身份证号", "ID number"),
    "roster.field.id_kind": ("证号状态", "State of the ID number"),
    "roster.field.sex": ("性别", "Sex"),
    "roster.field.birth": ("出生日期", "Birth date"),
    "roster.field.assist_category": ("救助类别", "Assistance category"),
    "roster.field.insured_persons": ("保障人数", "Persons covered"),
    "roster.field.amount_month": ("月保障金额", "Amount per month"),
    "roster.field.members": ("家庭人口", "Members"),
    "roster.field.hukou_type": ("户口性质", "Hukou type"),
    "roster.field.phone": ("联系电话", "Telephone"),
    "roster.field.address": ("住址", "Address"),
    "roster.field.payment_account": ("银行账号", "Account"),
    "roster.field.remark": ("备注", "Remarks"),
    "roster.field.serial": ("序号", "Serial number"),
    "roster.status.doubtful": ("待决定", "To decide"),
    "roster.status.rejected": ("未收", "Not taken"),
    "roster.status.warning": ("已收，有提醒", "Taken, with a note"),
    "roster.change.added": ("新增", "Added"),
    "roster.change.changed": ("变更", "Changed"),
    "roster.change.left": ("不再列出的成员", "Member no longer listed"),
    "roster.change.moved": ("移户", "Moved"),
    "roster.change.gone": ("名册里不见了的户", "Household no longer listed"),
    "roster.skipped.blank": ("空行", "Blank lines"),
    "roster.skipped.total": ("合计行", "Totals"),
    "roster.skipped.note": ("说明、签章行", "Notes and signature lines"),
    "roster.skipped.header": ("重复的表头", "Repeated headers"),
    "roster.skipped.section": ("村、组标题行", "Village and group headings"),
    "roster.skipped.sheet": ("没有导入的工作表里的行", "Rows of sheets that were not read"),
    "roster.report.summary": ("汇总", "Summary"),
    "roster.report.problems": ("问题行", "Rows with problems"),
    "roster.report.changes": ("变动", "Changes"),
    "roster.report.file": ("文件", "File"),
    "roster.report.at": ("导入时间", "Imported at"),
    "roster.report.item": ("项目", "Item"),
    "roster.report.count": ("数量", "Count"),
    "roster.report.rows": ("数据行", "Data rows"),
    "roster.report.imported": ("已导入行", "Rows imported"),
    "roster.report.households": ("户数", "Households"),
    "roster.report.persons": ("人数", "Persons"),
    "roster.report.added": ("新增户", "Households added"),
    "roster.report.changed": ("有变动的户", "Households changed"),
    "roster.report.unchanged": ("没有变动的户", "Households unchanged"),
    "roster.report.gone": ("名册里不见了的户（没有删除）", "Households no longer listed (not deleted)"),
    "roster.report.skipped": ("跳过：{reason}", "Skipped: {reason}"),
    "roster.report.sheet": ("工作表", "Sheet"),
    "roster.report.row_no": ("行号", "Row"),
    "roster.report.status": ("结果", "Result"),
    "roster.report.code": ("代码", "Code"),
    "roster.report.reason": ("原因", "Reason"),
    "roster.report.decision": ("处理", "Decision"),
    "roster.report.written": ("原表内容", "As written"),
    "roster.report.kind": ("变动", "Change"),
    "roster.report.village": ("村编码", "Village code"),
    "roster.report.field": ("项目", "Field"),
    "roster.report.before": ("原来", "Before"),
    "roster.report.after": ("现在", "Now"),
    "roster.cli.done": (
        (
            "共 {rows} 行：已导入 {imported}，待决定 {doubtful}，未收 {rejected}；{households} 户 {persons} 人，"
            "新增 {added} 户，变动 {changed} 户，没有变动 {unchanged} 户。"
        ),
        (
            "{rows} rows: {imported} imported, {doubtful} to decide, {rejected} not taken; {households} households, "
            "{persons} persons; {added} added, {changed} changed, {unchanged} unchanged."
        ),
    ),
    "roster.cli.dry_run": ("（试读，没有改动任何内容）", "(trial reading, nothing was changed)"),
    "error.roster.file-unreadable": (
        "打不开文件“{file}”。已有的名册没有改动；请确认文件还在、没有被别的程序占用，再试一次。",
        "The file “{file}” cannot be opened. The roster is unchanged; check that the file is there and not in use.",
    ),
    "error.roster.file-unwritable": (
        "没能写出“{file}”。已保存的内容不受影响；请换一个文件夹，或先关掉正在打开它的程序。",
        "“{file}” could not be written. What was saved is safe; choose another folder, or close the program that uses it.",
    ),
    "error.roster.file-empty": (
        "“{file}”是空的，没有导入。请确认选对了文件。",
        "“{file}” is empty; nothing was imported. Check that it is the right file.",
    ),
    "error.roster.file-protected": (
        "“{file}”加了密码，读不了，没有导入。请先用表格软件去掉打开密码，另存后再导入。",
        "“{file}” has a password and was not imported. Remove the password, save the file, and import again.",
    ),
    "error.roster.file-broken": (
        "“{file}”已损坏，没有导入。已有的名册没有改动；请用表格软件打开后另存一份再试。",
        (
            "“{file}” is damaged and was not imported. The roster is unchanged; open it in a spreadsheet program, save it "
            "anew, and try again."
        ),
    ),
    "error.roster.file-too-big": (
        "“{file}”太大，没有导入。请按乡镇或村拆成几个文件再导入。",
        "“{file}” is too big and was not imported. Split it by township or village.",
    ),
    "error.roster.not-a-workbook": (
        "“{file}”不是表格文件，没有导入，已有的名册没有改动。请用表格软件打开，另存为 .xlsx 再导入。",
        (
            "“{file}” is not a table and was not imported; the roster is unchanged. Open it in a spreadsheet program, save "
            "it as .xlsx, and import that."
        ),
    ),
    "error.roster.column-missing": (
        "表里没有找到姓名这一列，没有导入。请在预览里指出哪一列是姓名。",
        "No column of names was found, so nothing was imported. Say in the preview which column holds the names.",
    ),
    "error.roster.no-rows": (
        "表头下面没有内容，没有导入。",
        "There is nothing under the header, so nothing was imported.",
    ),
    "error.roster.village-needed": (
        "看不出这份名册是哪个村的，没有导入。请先选择村。",
        "The file does not say which village it is about, so nothing was imported. Choose the village first.",
    ),
    "error.roster.village-unknown-code": (
        "这里没有编码为“{village}”的村，没有导入。请先在设置里加上这个村。",
        "There is no village “{village}” here, so nothing was imported. Add it in the settings first.",
    ),
    "error.roster.sheet-unknown": (
        "文件里没有叫“{sheet}”的工作表，没有导入。",
        "The file has no sheet “{sheet}”, so nothing was imported.",
    ),
    "error.roster.mapping-shape": (
        "列对应文件的格式不对，没有导入。",
        "The mapping file does not have the right form, so nothing was imported.",
    ),
    "error.roster.mapping-field": (
        "列对应里写的“{field}”不是名册的项目，没有导入。",
        "“{field}” in the mapping is not a field of a roster, so nothing was imported.",
    ),
    "error.roster.row-unknown": (
        "找不到这一行，可能已由新的名册代替。没有改动任何内容。",
        "This row is not there; a newer roster may have replaced it. Nothing was changed.",
    ),
    "error.roster.row-decided": (
        "这一行已经有人处理过了，没有再改动。",
        "Somebody has settled this row already; nothing was changed.",
    ),
    "error.roster.decision-unknown": (
        "这一行不能这样处理，没有改动任何内容。",
        "This row cannot be settled that way; nothing was changed.",
    ),
    "error.roster.import-unknown": (
        "找不到这一次导入的记录。",
        "There is no record of this import.",
    ),
}
