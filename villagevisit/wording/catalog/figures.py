"""Standards over the years, villages whose figures look odd, two lists beside one another, how a figure came about."""

TEXTS: dict[str, tuple[str, str]] = {
    "twolist.column.list": ("名单", "List"),
    "twolist.column.name": ("姓名", "Name"),
    "twolist.column.number": ("身份证号", "ID number"),
    "twolist.column.birth": ("出生日期", "Born"),
    "twolist.column.place": ("村组", "Village"),
    "twolist.column.kind": ("类别", "Kind"),
    "twolist.column.reason": ("原因", "Reason"),
    "twolist.column.note": ("说明", "Remark"),
    "twolist.column.meaning": ("口径", "What is counted"),
    "twolist.side.ours": ("只在低保", "In dibao only"),
    "twolist.side.theirs": ("只在扶贫", "On the poverty list only"),
    "twolist.side.open": ("待核对", "To be checked"),
    "twolist.meaning.ours": (
        "低保、特困在册，名单上没有。按身份证号逐人比对，家庭全体成员都算；名单读入日期 {day}",
        "In dibao or tekun and not on the list. Person by person by ID number, all members of a household; "
        "list read on {day}",
    ),
    "twolist.meaning.theirs": (
        "名单上有，低保、特困没有在册。按身份证号逐人比对；名单读入日期 {day}",
        "On the list and not in dibao or tekun. Person by person by ID number; list read on {day}",
    ),
    "twolist.meaning.open": (
        "身份证号、姓名或出生日期只对上一部分，要有人看；定下来以前两边各算一人。名单读入日期 {day}",
        "Number, name or birth date agree only in part, somebody has to look; until then counted on each list. "
        "List read on {day}",
    ),
    "twolist.reason.scope": ("所在地不在统计范围", "Place is outside the counted area"),
    "twolist.reason.unable": ("没有劳动能力，不属扶贫对象", "Unable to work, no object of that programme"),
    "twolist.reason.above_line": ("收入高于扶贫标准", "Income above the poverty line"),
    "twolist.reason.above_standard": ("收入高于低保标准", "Income above the dibao standard"),
    "twolist.reason.property": ("财产超过规定", "Property above the limits"),
    "twolist.reason.not_applied": ("没有申请", "Has not applied"),
    "twolist.reason.declined": ("本人不愿意", "Does not wish to"),
    "twolist.reason.wrong_data": ("信息有误", "Data are wrong"),
    "twolist.reason.left": ("去世或迁走", "Died or moved away"),
    "twolist.reason.propose": ("符合条件，转请对方办理", "Qualifies: passed on to the other office"),
    "error.twolist.no-columns": (
        "这个文件里没有找到姓名和身份证号（或出生日期）两栏。原来的名单没有变。请看一看表头，再选一次。",
        "No columns with names and ID numbers (or birth dates) were found in this file. The list that was here is "
        "unchanged. Look at the headings and choose again.",
    ),
    "error.twolist.unknown-reason": (
        "没有这个原因。什么都没有改。请从列出的原因里选一个。",
        "There is no such reason. Nothing was changed. Choose one of those listed.",
    ),
    "error.standards.not-amounts": (
        "“{text}”里有不是金额的内容。什么都没有改。请写成 600 650 700 这样。",
        "There is something in “{text}” that is no amount. Nothing was changed. Write it like 600 650 700.",
    ),
    "error.standards.too-many": (
        "一次最多试 {most} 个标准。什么都没有改。请少写几个。",
        "At most {most} standards can be tried at once. Nothing was changed. Write fewer.",
    ),
    "error.standards.no-source": (
        "还没有写依据的文件和文号。什么都没有改。请补上再定。",
        "The document that sets it is not named. Nothing was changed. Add it and try again.",
    ),
    "error.standards.nothing": (
        "还没有写新的标准。什么都没有改。请至少写一个。",
        "No new standard was entered. Nothing was changed. Enter at least one.",
    ),
}
