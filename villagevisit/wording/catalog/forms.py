"""Titles of the shipped forms, the default words for problems, and what is wrong with a form."""

TEXTS: dict[str, tuple[str, str]] = {
    "form.title.F01": ("入户核查表", "Household verification"),
    "form.title.F02": ("民主评议(听证)记录表", "Democratic appraisal record"),
    "form.title.F03": ("低保备案表", "Kin filing form"),
    "form.title.F04": ("不插手不干预低保承诺书", "Non-interference pledge"),
    "form.title.F05": ("社会救助申请及授权书", "Application and authorisation"),
    "form.title.F06": ("公示榜", "Publicity board"),
    "form.title.F07": ("首问负责登记表", "First-inquiry register"),
    "form.title.F08": ("疑点线索核实表", "Clue verification"),
    "form.title.F09": ("健康档案与个人基本信息表", "Health record and personal basics"),
    "form.title.F10": ("健康体检表", "Annual physical examination"),
    "form.title.F11": ("高血压患者随访服务记录表", "Hypertension follow-up"),
    "form.title.F12": ("2型糖尿病患者随访服务记录表", "Type-2 diabetes follow-up"),
    "form.title.F13": ("老年人生活自理能力评估表", "Elderly self-care assessment"),
    "form.title.F14": ("因病致贫(返贫)核实表", "Illness-induced poverty verification"),
    "form.title.F15": ("家庭医生签约服务登记表", "Family-doctor contract"),
    "form.title.F16": ("抽查复核表", "Spot-check re-verification"),
    "form.title.F17": ("特困人员生活自理能力评估表", "Destitute self-care assessment"),
    "form.title.F18": ("严重精神障碍患者随访服务记录表", "Severe mental disorder follow-up"),
    "form.title.F19": ("动态调整审批表", "Benefit change approval"),
    "form.title.F20": ("督导检查表", "Supervision report"),
    "form.title.F21": ("“七免一减”与费用台账", "Fee waiver ledger"),
    "form.title.F22": ("农村妇女“两癌”筛查登记表", "Two-cancer screening register"),
    "form.done.compiled": ("已做成表单包：{out}", "Form package written: {out}"),
    "form.done.exported": ("已导出表单：{out}", "Form exported: {out}"),
    "error.form.unknown": (
        "这台电脑上没有这份表（{form} {version}）。已填的内容不受影响；请与县里交换一次，取回新表。",
        "This computer does not have this form ({form} {version}). Answers are safe; exchange with the county to get it.",
    ),
    "error.form.has-problems": (
        "还有 {count} 处没有填好，内容都已保存。请点开问题清单逐处补好，再请两位签字。",
        "Still to be mended: {count} answer{s}; everything is saved. Open the list, mend them, then sign.",
    ),
    "error.form.ref-nowhere": (
        "表里没有 {ref} 这一处（{where}）。没有改动任何内容；请核对写法。",
        "The form has no {ref} ({where}). Nothing was changed; please check the spelling.",
    ),
    "error.form.repeat-closed": (
        "{ref} 的条数由表单算出，不能手工增减。没有改动任何内容。",
        "The form counts {ref} itself; entries cannot be added or taken away by hand. Nothing was changed.",
    ),
    "error.form.not-a-question": (
        "{ref} 是一组内容，不是一道题。没有改动任何内容。",
        "{ref} is a group, no question. Nothing was changed.",
    ),
    "error.form.language": (
        "这份表没有“{name}”这种语言。请改选表里有的语言。",
        'The form has no language "{name}". Please choose one that it has.',
    ),
    "error.form.draft-broken": (
        "这份草稿读不出来，原文件没有改动。请不要删除它，把它交给县里查看。",
        "This draft cannot be read; it was left as it is. Keep it and show it to the county.",
    ),
    "error.form.other-form": (
        "这份记录不是用这份表填的（{where}）。没有改动任何内容；请打开对应的表。",
        "This record belongs to another form ({where}). Nothing was changed; open the right form.",
    ),
    "error.form.package-broken": (
        "表单包不完整或被改动过，没有使用它。请向县里重新取一份。",
        "The form package is damaged or altered and was not used. Please get it from the county again.",
    ),
    "error.form.not-xml": (
        "表单文件第 {line} 行第 {column} 列不是正确的 XML，没有使用它。请改正后再试。",
        "Line {line}, column {column} of the form file is not well-formed XML. Correct it and try again.",
    ),
    "error.form.not-xform": (
        "这个文件不是 XForm 表单（{where}），没有使用它。请选择正确的文件。",
        "This file is no XForm ({where}) and was not used. Please choose another file.",
    ),
    "error.form.markdown-cells": (
        "表格 {sheet} 第 {row} 行的格数比表头多。竖线请写成 \\|，改正后再试。",
        "Row {row} of sheet {sheet} has more cells than its header. Write a bar as \\| and try again.",
    ),
    "error.form.cycle": (
        "表里的计算首尾相连，算不出来：{loop}。表单没有使用；请断开其中一处。",
        "Calculations of the form go round in a circle: {loop}. The form was not used; break the circle somewhere.",
    ),
    "error.form.no-end": (
        "{where} 的计算停不下来。已填的内容完好；请把这份表交给县里改正。",
        "The calculation of {where} never ends. Answers are safe; ask the county to correct the form.",
    ),
    "error.form.unsupported": (
        "表里用了本程序还不支持的写法 {what}（{where}）。表单没有使用；请换一种写法。",
        "The form uses {what}, which this program does not support ({where}). The form was not used; write it another way.",
    ),
    "error.form.expression-syntax": (
        "算式从第 {at} 个字起写得不对：{source}（{where}）。表单没有使用；请改正。",
        "The expression is wrong from character {at} on: {source} ({where}). Correct it and try again.",
    ),
    "error.form.expression-deep": (
        "算式套了太多层，算不了：{source}（{where}）。表单没有使用；请把它拆成几步计算。",
        "The expression is nested too deeply: {source} ({where}). The form was not used; split it into several calculations.",
    ),
    "error.form.function-unknown": (
        "没有 {name}() 这个函数（{where}）。表单没有使用；请核对函数名。",
        "There is no function {name}() ({where}). The form was not used; check the name.",
    ),
    "error.form.function-arguments": (
        "函数 {name}() 不能带 {given} 个参数（{where}）。表单没有使用；请改正。",
        "The function {name}() does not take {given} arguments ({where}). Correct it and try again.",
    ),
    "error.form.function-nodes": (
        "{name} 需要的是表中的一组题，而不是一个值（{where}）。请改正后再试。",
        "{name} needs a set of nodes, not a value ({where}). Correct it and try again.",
    ),
    "error.form.no-context": (
        "算式 {source} 说的是它所在的那一题，可没有指明是哪一题。没有改动任何内容；请指明题目。",
        "The expression {source} speaks of the node it stands at, and none was given. Nothing changed; name the node.",
    ),
    "error.form.choices-none": (
        "选择题 {where} 一个选项也没有。表单没有使用；请补上选项。",
        "The select question {where} has no choices. The form was not used; add some.",
    ),
    "error.form.itemset-child": (
        "选项表里没有 {name} 这一列（{where}）。表单没有使用；请核对选项表的列名。",
        "The list of choices has no {name} ({where}). The form was not used; check the names of its columns.",
    ),
    "error.form.range": (
        "范围题 {where} 的 {name} 写的是 {given}，不是数。表单没有使用；请改正。",
        "{name} of the range question {where} is {given}, which is no number. The form was not used; correct it.",
    ),
    "error.form.function-place": (
        "{name}() 里写的不是地点，也不是范围（{where}）。表单没有使用；请改正。",
        "What {name}() was given is no place and no shape ({where}). The form was not used; correct it.",
    ),
    "error.form.not-a-date": (
        "算式里遇到了不是日期的内容。已填的内容完好；请核对日期，或把表交给县里改正。",
        "An expression met something that is no date. Answers are safe; check the dates or have the form corrected.",
    ),
    "error.form.date-format": (
        "日期格式里不能用 %{escape}。请改正表单后再试。",
        "A date format cannot contain %{escape}. Correct the form.",
    ),
    "error.form.regex": (
        "格式规则写得不对：{pattern}。请改正表单后再试。",
        "The pattern is wrong: {pattern}. Correct the form.",
    ),
    "error.form.digest": (
        "digest() 不支持 {algorithm} {encoding}。请改正表单后再试。",
        "digest() does not support {algorithm} {encoding}. Correct the form.",
    ),
    "error.form.instance-unknown": (
        "表里没有名为 {id} 的名单（{where}）。请改正后再试。",
        "The form has no list named {id} ({where}). Correct it and try again.",
    ),
    "error.form.instance-id": (
        "有一份名单没有编号（{where}）。请改正后再试。",
        "A list has no id ({where}). Correct it and try again.",
    ),
    "error.form.instance-twice": (
        "名单 {id} 出现了两次（{where}）。请改正后再试。",
        "The list {id} stands twice ({where}). Correct it and try again.",
    ),
    "error.form.media-missing": (
        "表单缺少附带的文件 {file}。已填的内容完好；请与县里交换一次，取回整套表单。",
        "The form lacks its file {file}. Answers are safe; exchange with the county to get the whole form.",
    ),
    "error.form.media-kind": (
        "附带的文件 {src} 不是本程序能用的类型。请换成 CSV 后再试。",
        "The file {src} is of a kind that this program cannot use. Replace it by CSV.",
    ),
    "error.form.media-broken": (
        "附带的文件 {file} 读不出来。已填的内容完好；请与县里交换一次，重新取回。",
        "The file {file} of the form cannot be read. Answers are safe; exchange with the county to get it again.",
    ),
    "error.form.column-unknown": (
        "附带的表 {table} 里没有 {column} 这一列。请核对后再试。",
        "The table {table} has no column {column}. Please check it.",
    ),
    "error.form.itext-missing": (
        "表里没有 {id} 这句话（{where}）。请改正后再试。",
        "The form has no text {id} ({where}). Correct it and try again.",
    ),
    "error.form.itext": (
        "语言表里有一句没有编号（{where}）。请改正后再试。",
        "A translation has no id ({where}). Correct it.",
    ),
    "error.form.output-empty": (
        "有一处输出没有写内容（{where}）。请改正后再试。",
        "An output says nothing ({where}). Correct it.",
    ),
    "error.form.itemset": (
        "选项写得不完整（{where}）。请改正后再试。",
        "A list of choices is incomplete ({where}). Correct it.",
    ),
    "error.form.item-value": (
        "有一个选项没有值（{where}）。请改正后再试。",
        "A choice has no value ({where}). Correct it.",
    ),
    "error.form.bind-unknown": (
        "没有编号为 {bind} 的绑定（{where}）。请改正后再试。",
        "There is no bind {bind} ({where}). Correct it.",
    ),
    "error.form.bind-empty": (
        "有一处绑定没有写位置（{where}）。请改正后再试。",
        "A bind has no nodeset ({where}). Correct it.",
    ),
    "error.form.control-nowhere": (
        "有一道题没有写位置（{where}）。请改正后再试。",
        "A question has no ref ({where}). Correct it.",
    ),
    "error.form.repeat-nowhere": (
        "有一组重复内容没有位置（{where}）。请改正后再试。",
        "A repeat has no place ({where}). Correct it.",
    ),
    "error.form.no-instance": (
        "表里没有主体内容（{where}）。请改正后再试。",
        "The form has no primary instance ({where}). Correct it.",
    ),
    "error.form.no-id": ("表没有编号（{where}）。请改正后再试。", "The form has no id ({where}). Correct it."),
    "error.form.event-unknown": (
        "没有 {events} 这种事件（{where}）。请改正后再试。",
        "There is no event {events} ({where}). Correct it.",
    ),
    "error.form.new-repeat-outside": (
        "odk-new-repeat 只能写在重复内容里（{where}）。请改正后再试。",
        "odk-new-repeat belongs inside a repeat ({where}). Correct it.",
    ),
    "error.form.action-namespace": (
        "动作的命名空间不对（{where}）。请改正后再试。",
        "An action has the wrong namespace ({where}). Correct it.",
    ),
    "error.form.clock-zone": (
        "时钟没有时区。请把电脑的时区设好后再试。",
        "The clock has no time zone. Set it and try again.",
    ),
    "error.form.entities-version": (
        "表单写的名册规范版本“{version}”本程序不认识，只认识 {known}（{where}）。表单没有使用；请改用这些版本。",
        'The form follows version "{version}" of the entities specification; known are {known} ({where}). Use one of them.',
    ),
    "error.form.entity-list": (
        "要写入的名册名“{name}”不合规则（{where}）。表单没有使用；名册名以字母开头，不带点号和空格。",
        'The list name "{name}" cannot be used ({where}). Begin it with a letter; no points, no blanks.',
    ),
    "error.form.saveto-name": (
        "写入名册的列名“{name}”不能用（{where}）。表单没有使用；请换一个名字，不要用 name、label，也不要以两条下划线开头。",
        'The property "{name}" cannot be used ({where}). Choose another name: not name, not label, no leading underscores.',
    ),
    "error.form.saveto-nowhere": (
        "{where} 要写入名册的“{name}”列，但表里没有说写入哪个名册。表单没有使用；请在 entities 表里写明名册。",
        '{where} is to be saved as "{name}", but the form names no list. Name the list on the sheet entities.',
    ),
    "error.form.saveto-repeat": (
        "{where} 可以有好多条，不能一起写入名册的“{name}”一格。表单没有使用；请在这一组里单独写明名册。",
        '{where} may have many values and cannot be saved as one "{name}". Declare the list for that repeat.',
    ),
    "error.form.script": (
        "脚本第 {step} 步写得不对。请改正后再试。",
        "Step {step} of the script is wrong. Correct it and try again.",
    ),
    "error.form.file": ("打不开文件 {file}。请核对路径后再试。", "The file {file} cannot be opened. Check the path."),
}
