"""Health records that leave for another system or come from one."""

TEXTS: dict[str, tuple[str, str]] = {
    "health.exported": (
        "已写入 {people} 人的 {records} 份记录到“{file}”。没有单独同意使用健康信息的 {withheld} 人没有写入。",
        "Written to “{file}”: {records} records, {people} people. Left out because they have not agreed: {withheld}.",
    ),
    "health.taken": (
        "接收 {taken} 份记录（{people} 人）；已有 {known} 份；没有接收 {not_taken} 项。",
        "Taken: {taken} records, {people} people. Here already: {known}. Not taken: {not_taken}.",
    ),
    "health.would-take": (
        "可接收 {taken} 份记录（{people} 人）；已有 {known} 份；不能接收 {not_taken} 项。什么都没有改动。",
        "Could be taken: {taken} records, {people} people. Here already: {known}. Not: {not_taken}. Nothing was changed.",
    ),
    "health.left-out": (
        "文件里还有 {n} 项这里不用的内容，没有接收。",
        "The file holds {n} pieces of kinds that are not kept here.",
    ),
    "health.why.unknown-person": (
        "{name}：名册里没有这个人。先导入名册，再接收。",
        "{name}: not on the roster. Import the roster first.",
    ),
    "health.why.other-name": (
        "{name}：身份证号是别人的。请核对号码。",
        "{name}: the number belongs to somebody else. Check the number.",
    ),
    "health.why.several": (
        "{name}：名册里有几个同名同生日的人，分不清是谁。请在文件里补上身份证号。",
        "{name}: several people here have this name and birthday. Put the identity number into the file.",
    ),
    "health.why.consent": (
        "{name}：本人没有同意使用健康信息，没有接收。",
        "{name}: has not agreed to the use of health data; nothing was taken.",
    ),
    "health.why.clash": (
        "{name}：{detail} 的记录与这里已有的内容不同。已有的没有动，请核对哪一份对。",
        "{name}: the record {detail} differs from the one here, which was left alone. Check which is right.",
    ),
    "health.why.no-day": (
        "{name}：{detail} 的日期不完整，或早于出生、晚于今天，没有接收。",
        "{name}: the day of {detail} is not whole, before birth or after today; it was not taken.",
    ),
    "health.why.impossible": (
        "{name}：{detail} 里有不可能的测量值，没有接收。请与对方核对。",
        "{name}: {detail} holds a value that nobody can have; it was not taken. Ask who sent it.",
    ),
    "health.file.values": ("单项测量值", "single values"),
    "health.file.entry": ("其他记录", "another record"),
    "error.health.nothing": (
        "没有可导出的健康记录（其中 {withheld} 人没有单独同意使用健康信息）。没有写文件。",
        "There are no health records to write ({withheld} people have not agreed to their use). No file was written.",
    ),
    "error.health.file-broken": (
        "“{file}”读不出来，可能没有拷完。这里的数据没有动，请重新拷一份。",
        "“{file}” cannot be read; it may not have been copied whole. Nothing here was changed. Copy it again.",
    ),
    "error.health.file-unreadable": (
        "打不开“{file}”。这里的数据没有动，请检查 U 盘或文件夹。",
        "“{file}” cannot be opened. Nothing here was changed. Check the stick or folder.",
    ),
    "error.health.file-too-big": (
        "“{file}”太大，一次收不了。这里的数据没有动，请对方按村分开导出。",
        "“{file}” is too big to take at once. Nothing here was changed. Ask for one file per village.",
    ),
    "error.health.not-fhir": (
        "“{file}”不是符合标准的健康档案文件（{place}）。这里的数据没有动，请对方重新导出。",
        "“{file}” is not a health file that keeps the standard ({place}). Nothing here was changed. Ask for it again.",
    ),
    "error.health.row": (
        "“{sheet}”表第 {row} 行没有记录编号或没有写是谁的（合并的单元格要先拆开）。这里的数据没有动。",
        "Sheet “{sheet}”, row {row}: no id or no person (split merged cells first). Nothing here was changed.",
    ),
    "error.health.sheets": (
        "“{sheet}”表缺少这些列：{columns}。这里的数据没有动，请用原来的表头。",
        "Sheet “{sheet}” lacks these columns: {columns}. Nothing here was changed. Keep the header as it was.",
    ),
    "health.file.heading": ("档案互通", "Records to and from other systems"),
    "health.file.help": (
        ("把健康档案交给医院或卫健系统，或接收对方的档案。文件里是完整的身份证号和病情：只交给该收的人，用完从 U 盘上删掉。"
        "接收前先核对，名册里没有的人不会凭文件添加。"),
        ("Hands health records to a hospital or the health office, or takes theirs. The file holds full numbers and "
        "illness: give it only to whom it is for, and delete it from the stick afterwards. Nobody is added by a file."),
    ),
    "health.file.out": ("交给别的系统", "To another system"),
    "health.file.out_why": (
        "写出整村已完成并签名的健康记录。两个人以上要另一位医生同意，各输自己的口令。",
        ("Writes all finished and signed health records of a village. More than one person needs a second doctor; each "
        "enters his own PIN."),
    ),
    "health.file.in": ("接收别的系统的档案", "From another system"),
    "health.file.in_why": (
        "选对方给的文件，先看能收多少、哪些不能收，再接收。",
        "Choose the file; first see what can be taken and what cannot, then take it.",
    ),
    "health.file.village": ("村", "Village"),
    "health.file.format": ("格式", "Format"),
    "health.file.workbook": ("工作簿 (xlsx)", "Workbook (xlsx)"),
    "health.file.own_pin": ("本人口令", "Own PIN"),
    "health.file.second": ("同意的医生", "Doctor who agrees"),
    "health.file.second_pin": ("同意人口令", "PIN of who agrees"),
    "health.file.nobody": ("（无）", "(nobody)"),
    "health.file.write": ("写出文件", "Write the file"),
    "health.file.read": ("选择文件", "Choose a file"),
    "health.file.take": ("接收", "Take these records"),
    "health.file.name": ("健康档案-{village}", "health-{village}"),
}
