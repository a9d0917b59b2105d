"""What is wrong with a form written in Excel, and what its author should know although it works."""

TEXTS: dict[str, tuple[str, str]] = {
    "error.form.xlsform": (
        "工作表里有一处写得不对（{where} {column}）：{detail}。表单没有做成；请改正后再试。",
        "Something in the workbook is wrong ({where} {column}): {detail}. The form was not made; correct it and try again.",
    ),
    "error.form.xlsform-unreadable": (
        "这个文件不是完好的 Excel 工作簿，或者设了打开密码（{detail}）；原文件没有改动。请在 Excel 里打开，去掉密码，另存为 .xlsx 后再试。",
        "This file is no whole Excel workbook, or has a password ({detail}); it was left as it is. Open it in Excel, take the password off, save it as .xlsx and try again.",
    ),
    "error.form.xls-sheet-missing": (
        "工作簿里没有名为 {sheet} 的工作表（现有：{value}）。表单没有做成；请把工作表改名为 {sheet}，或补上这张表。",
        "The workbook has no sheet named {sheet} (there are: {value}). The form was not made; rename or add the sheet.",
    ),
    "error.form.xls-empty": (
        "工作表 {sheet} 是空的，一行内容也没有。表单没有做成；请填好后再试。",
        "The sheet {sheet} has no rows. The form was not made; fill it in and try again.",
    ),
    "error.form.xls-column-missing": (
        "工作表 {sheet} 第 {row} 行的表头里没有 {column} 这一列。表单没有做成；请补上这一列，列名用英文原样书写。",
        "The header in row {row} of sheet {sheet} has no column {column}. The form was not made; add it under that very name.",
    ),
    "error.form.xls-column-twice": (
        "工作表 {sheet} 第 {row} 行的表头里，{column} 与另一列是同一个意思。表单没有做成；请只留一列。",
        "In row {row} of sheet {sheet}, column {column} means the same as another. The form was not made; keep one of them.",
    ),
    "error.form.xls-column-unknown": (
        "工作表 {sheet} 第 {row} 行的表头里有不认识的列 {column}。表单没有做成；请核对列名，或删去这一列。",
        "Row {row} of sheet {sheet} has an unknown column {column}. The form was not made; check its name or delete it.",
    ),
    "error.form.xls-type": (
        "工作表 {sheet} 第 {row} 行的“{value}”不是题型。表单没有做成；请核对 {column} 列的拼写，例如 text、integer、select_one。",
        '"{value}" in row {row} of sheet {sheet} is no question type. The form was not made; check the spelling in column {column}.',
    ),
    "error.form.xls-type-missing": (
        "工作表 {sheet} 第 {row} 行没有写题型。表单没有做成；请在 {column} 列填上题型。",
        "Row {row} of sheet {sheet} has no question type. The form was not made; fill in column {column}.",
    ),
    "error.form.xls-name-missing": (
        "工作表 {sheet} 第 {row} 行没有名字。表单没有做成；请在 {column} 列填上名字。",
        "Row {row} of sheet {sheet} has no name. The form was not made; fill in column {column}.",
    ),
    "error.form.xls-name": (
        "工作表 {sheet} 第 {row} 行 {column} 列的名字不能用。表单没有做成；名字要以文字或下划线开头，中间不留空格，只用文字、数字、下划线、短横和点。",
        "The name in row {row}, column {column} of sheet {sheet} cannot be used. The form was not made; begin with a letter or underscore, use no blanks.",
    ),
    "error.form.xls-name-twice": (
        "工作表 {sheet} 第 {row} 行的名字“{value}”前面已经用过。表单没有做成；请在 {column} 列换一个名字。",
        'The name "{value}" in row {row} of sheet {sheet} is taken already. The form was not made; choose another in column {column}.',
    ),
    "error.form.xls-name-reserved": (
        "工作表 {sheet} 第 {row} 行 {column} 列的名字留作别用，不能写在这里。表单没有做成；请换一个名字，不要用 meta、data、name、label，不要以两条下划线开头，也不要带点。",
        "The name in row {row}, column {column} of sheet {sheet} is reserved. The form was not made; use none of meta, data, name, label, no leading underscores, no points.",
    ),
    "error.form.xls-label-missing": (
        "工作表 {sheet} 第 {row} 行的“{value}”没有题目文字。表单没有做成；请在 {column} 列写上题目。",
        '"{value}" in row {row} of sheet {sheet} has no text. The form was not made; write the question in column {column}.',
    ),
    "error.form.xls-list-missing": (
        "工作表 {sheet} 第 {row} 行用到的选项表“{value}”在 choices 里找不到。表单没有做成；请核对 {column} 列，或在 choices 里补上。",
        'The list "{value}" of row {row} in sheet {sheet} is not among the choices. The form was not made; check column {column} or add the list.',
    ),
    "error.form.xls-choice-twice": (
        "工作表 {sheet} 第 {row} 行的选项在同一张选项表里已经有了。表单没有做成；请在 {column} 列换一个值。",
        "The choice in row {row} of sheet {sheet} is on its list already. The form was not made; change column {column}.",
    ),
    "error.form.xls-choice-blank": (
        "工作表 {sheet} 第 {row} 行的选项“{value}”带有空格，不能用在多选题里。表单没有做成；请去掉 {column} 列里的空格。",
        'The choice "{value}" in row {row} of sheet {sheet} has a blank and cannot be used where several may be chosen. The form was not made; remove the blank from column {column}.',
    ),
    "error.form.xls-reference": (
        "工作表 {sheet} 第 {row} 行 {column} 列提到了“{value}”，但表里没有这道题。表单没有做成；请核对名字。",
        'Row {row}, column {column} of sheet {sheet} speaks of "{value}", but there is no such question. The form was not made; check the name.',
    ),
    "error.form.xls-reference-twice": (
        "工作表 {sheet} 第 {row} 行 {column} 列提到了“{value}”，可是有不止一道题叫这个名字。表单没有做成；请给它们各取一个名字。",
        'Row {row}, column {column} of sheet {sheet} speaks of "{value}", but several questions are named so. The form was not made; give each its own name.',
    ),
    "error.form.xls-reference-form": (
        "工作表 {sheet} 第 {row} 行 {column} 列里引用题目的写法不对。表单没有做成；请写成 ${{题目的名字}}，括号要成对。",
        "Row {row}, column {column} of sheet {sheet} does not refer to a question properly. The form was not made; write ${{name}} with both braces.",
    ),
    "error.form.xls-end-missing": (
        "工作表 {sheet} 第 {row} 行开始的一组没有结束。表单没有做成；请在这一组的后面加一行，{column} 列写 end_{value}。",
        "The group that begins in row {row} of sheet {sheet} never ends. The form was not made; add a row after it with end_{value} in column {column}.",
    ),
    "error.form.xls-begin-missing": (
        "工作表 {sheet} 第 {row} 行结束了一组，可是前面没有对应的 begin_{value}。表单没有做成；请补上开头，或删去这一行（{column} 列）。",
        "Row {row} of sheet {sheet} ends what no begin_{value} has begun. The form was not made; add the beginning or delete this row (column {column}).",
    ),
    "error.form.xls-parameters-form": (
        "工作表 {sheet} 第 {row} 行 {column} 列写得不对。表单没有做成；请写成 名称=值，几项之间用空格隔开。",
        "Row {row}, column {column} of sheet {sheet} is wrong. The form was not made; write name=value, with blanks between several.",
    ),
    "error.form.xls-parameter-unknown": (
        "工作表 {sheet} 第 {row} 行 {column} 列里的“{value}”不适用于这种题型。表单没有做成；请核对或删去。",
        '"{value}" in row {row}, column {column} of sheet {sheet} does not go with this type. The form was not made; check or delete it.',
    ),
    "error.form.xls-parameter-value": (
        "工作表 {sheet} 第 {row} 行 {column} 列里 {value} 的值不对。表单没有做成；请改成允许的值。",
        "The value of {value} in row {row}, column {column} of sheet {sheet} is not allowed. The form was not made; change it.",
    ),
    "error.form.xls-calculation-missing": (
        "工作表 {sheet} 第 {row} 行要计算，但 {column} 列没有写算式。表单没有做成；请写上算式。",
        "Row {row} of sheet {sheet} calculates, but column {column} is empty. The form was not made; write the expression.",
    ),
    "error.form.xls-filter-other": (
        "工作表 {sheet} 第 {row} 行同时用了 or_other 和 {column}，两者不能一起用。表单没有做成；请只留一个。",
        "Row {row} of sheet {sheet} uses or_other together with {column}. The form was not made; keep one of them.",
    ),
    "error.form.xls-file-kind": (
        "工作表 {sheet} 第 {row} 行的“{value}”要从文件里取选项，文件名要以 .csv、.xml 或 .geojson 结尾。表单没有做成；请改 {column} 列。",
        'The file of "{value}" in row {row} of sheet {sheet} must end in .csv, .xml or .geojson. The form was not made; correct column {column}.',
    ),
    "error.form.xls-audit-name": (
        "工作表 {sheet} 第 {row} 行是填写过程记录，名字只能是 audit。表单没有做成；请把 {column} 列留空。",
        "Row {row} of sheet {sheet} is the audit, which is always named audit. The form was not made; leave column {column} empty.",
    ),
    "error.form.xls-entities-missing": (
        "工作表 {sheet} 第 {row} 行 {column} 列要写入名册，但工作簿里没有 entities 表。表单没有做成；请补上 entities 表，写明是哪个名册。",
        "Row {row}, column {column} of sheet {sheet} saves to a list, but there is no sheet entities. The form was not made; add the sheet.",
    ),
    "error.form.xls-save-list": (
        "工作表 {sheet} 第 {row} 行 {column} 列写的名册“{value}”在 entities 表里找不到。表单没有做成；请核对名字。",
        'The list "{value}" in row {row}, column {column} of sheet {sheet} is not on the sheet entities. The form was not made; check the name.',
    ),
    "error.form.xls-save-twice": (
        "工作表 {sheet} 第 {row} 行 {column} 列的“{value}”前面已经有一道题在写。表单没有做成；请换一个名字。",
        '"{value}" in row {row}, column {column} of sheet {sheet} is written by another question already. The form was not made; choose another name.',
    ),
    "error.form.xls-save-group": (
        "工作表 {sheet} 第 {row} 行是一组，不能写入名册。表单没有做成；请把 {column} 列写到组里的题目上。",
        "Row {row} of sheet {sheet} is a group and cannot be saved to a list. The form was not made; move column {column} to a question in it.",
    ),
    "error.form.xls-save-prefix": (
        "工作表 {sheet} 第 {row} 行 {column} 列没有说写入哪个名册。表单没有做成；有几个名册时，请写成 名册#列名。",
        "Row {row}, column {column} of sheet {sheet} does not say which list. The form was not made; where there are several, write list#property.",
    ),
    "error.form.xls-entity-label": (
        "工作表 {sheet} 第 {row} 行的名册“{value}”没有写显示的名称。表单没有做成；请在 {column} 列写上，例如 ${{姓名}}。",
        'The list "{value}" in row {row} of sheet {sheet} has no label. The form was not made; write one in column {column}, such as ${{name}}.',
    ),
    "error.form.xls-entity-id": (
        "工作表 {sheet} 第 {row} 行的名册“{value}”要修改已有的记录，却没有说改哪一条。表单没有做成；请在 {column} 列写上选中记录的那道题。",
        'The list "{value}" in row {row} of sheet {sheet} is to be changed, but not which record. The form was not made; name the question in column {column}.',
    ),
    "error.form.xls-entity-update": (
        "工作表 {sheet} 第 {row} 行的名册“{value}”既能新增又能修改，却没有说什么时候修改。表单没有做成；请在 {column} 列写上条件。",
        'The list "{value}" in row {row} of sheet {sheet} may be added to and changed, but not when to change. The form was not made; write the condition in column {column}.',
    ),
    "error.form.undone": (
        "表里用了 {what}（{where}），电脑上做不到。填表照常进行，这一处不起作用。",
        "The form uses {what} ({where}), which a computer does not do. The form runs; this has no effect.",
    ),
    "error.form.note-choice-label": (
        "工作表 {sheet} 第 {row} 行的选项没有文字，填表时会是空白。建议在 {column} 列补上。",
        "The choice in row {row} of sheet {sheet} has no text and will look empty. Better fill in column {column}.",
    ),
    "error.form.note-choice-list": (
        "工作表 {sheet} 第 {row} 行的选项没有写属于哪张选项表，没有用上。请核对 {column} 列。",
        "The choice in row {row} of sheet {sheet} belongs to no list and was left out. Check column {column}.",
    ),
    "error.form.note-name-case": (
        "工作表 {sheet} 第 {row} 行的名字“{value}”与另一个名字只差大小写，统计时容易混。建议改 {column} 列。",
        'The name "{value}" in row {row} of sheet {sheet} differs from another only in case. Better change column {column}.',
    ),
    "error.form.note-column-unknown": (
        "工作表 {sheet} 第 {row} 行表头里的 {column} 列不起作用。如果不是备注，请核对列名。",
        "Column {column} in row {row} of sheet {sheet} has no effect. Unless it is a remark of yours, check its name.",
    ),
    "error.form.note-column-name": (
        "工作表 {sheet} 表头里有空的或带空格的列名（{column}）。请去掉空格，或写上列名。",
        "A column of sheet {sheet} has no name or one with a blank ({column}). Remove the blank or name the column.",
    ),
    "error.form.note-translation": (
        "工作表 {sheet} 里，“{value}”这种语言缺少：{column}。填表时会显示别的语言或空白。",
        'In sheet {sheet} the language "{value}" lacks: {column}. Another language or nothing will show there.',
    ),
    "error.form.note-language-code": (
        "语言名后面没有代码：{value}。建议写成“中文 (zh)”这样。",
        'These languages have no code: {value}. Better write "English (en)".',
    ),
    "error.form.note-photo-size": (
        "工作表 {sheet} 第 {row} 行的照片没有限定大小，发送会慢。建议在 {column} 列写 max-pixels=1600。",
        "The photo in row {row} of sheet {sheet} may be of any size and slow to send. Better write max-pixels=1600 in column {column}.",
    ),
    "error.form.note-group-label": (
        "工作表 {sheet} 第 {row} 行的“{value}”组没有标题。建议在 {column} 列写上。",
        'The group "{value}" in row {row} of sheet {sheet} has no title. Better write one in column {column}.',
    ),
    "error.form.note-row-skipped": (
        "工作表 {sheet} 第 {row} 行没有名字也没有文字，没有用上。",
        "Row {row} of sheet {sheet} has neither name nor text and was left out.",
    ),
    "error.form.note-phone-only": (
        "工作表 {sheet} 第 {row} 行的 {value} 只有旧手机才有，电脑上会是空的。",
        "{value} in row {row} of sheet {sheet} exists on old telephones only and stays empty on a computer.",
    ),
    "error.form.note-sheet-name": (
        "没有找到 {sheet} 表，但有名字相近的：{value}。如果是写错了，请改名。",
        "There is no sheet {sheet}, but similar names: {value}. Rename it if that is a slip.",
    ),
    "error.form.note-other-words": (
        "or_other 自动加的“其他”没有译文。多语言的表建议自己写“其他”选项。",
        "The choice that or_other adds is not translated. Better write it yourself in a form of several languages.",
    ),
    "error.form.note-other": (
        "做表时的提醒（{where}）：{detail}",
        "A remark on the form ({where}): {detail}",
    ),
}
