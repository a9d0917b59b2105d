"""Health records that leave for another system or come from one."""

TEXTS: dict[str, tuple[str, str]] = {
    "health.exported": (
        "已写入 {people} 人的 {records} 份记录到“{file}”。不同意使用健康信息的 {withheld} 人没有写入。",
        "{records} records of {people} people were written to “{file}”. {withheld} people who do not agree are not in it.",
    ),
    "health.taken": (
        "接收 {taken} 份记录（{people} 人）；已有 {known} 份；没有接收 {not_taken} 项。",
        "{taken} records of {people} people taken; {known} were here already; {not_taken} not taken.",
    ),
    "health.would-take": (
        "可接收 {taken} 份记录（{people} 人）；已有 {known} 份；不能接收 {not_taken} 项。什么都没有改动。",
        "{taken} records of {people} people could be taken; {known} are here already; {not_taken} could not. Nothing was "
        "changed.",
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
    "error.health.nothing": (
        "没有可导出的健康记录（其中 {withheld} 人没有同意使用健康信息）。没有写文件。",
        "There are no health records to write ({withheld} people do not agree to their use). No file was written.",
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
    "error.health.sheets": (
        "“{sheet}”表缺少这些列：{columns}。这里的数据没有动，请用原来的表头。",
        "Sheet “{sheet}” lacks these columns: {columns}. Nothing here was changed. Keep the header as it was.",
    ),
}
