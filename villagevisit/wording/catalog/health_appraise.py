"""Wording of the third party's appraisal of the programme."""

TEXTS: dict[str, tuple[str, str]] = {
    "health.book.appraisal_score": ("绩效考核评分表", "Score sheet"),
    "special.tab.appraise": ("绩效考核", "Scores"),
    "appraise.heading": ("第三方绩效考核", "Appraisal by a third party"),
    "appraise.about": (
        "种子由考核方当场给，按种子每村抽几份在用的健康档案；谁拿着种子和底册都能再抽一遍。没同意使用健康信息的人不在底册里。",
        (
            "The appraiser gives the seed; it draws so many records in use of each village, and anybody with the seed and "
            "the frame can draw again. Who did not agree to the use of his health data is not in the frame."
        ),
    ),
    "appraise.per_village": ("每村抽几份", "Records of each village"),
    "appraise.seed": ("考核方给的种子", "Seed of the appraiser"),
    "appraise.seed_hint": ("如：现场掷骰子得的 6 位数", "such as: six thrown digits"),
    "appraise.who": ("考核方", "Who appraises"),
    "appraise.draw": ("抽档案", "Draw"),
    "appraise.drawn": ("抽好了：{count} 份。", "Drawn: {count} records."),
    "appraise.which": ("哪一次", "Which draw"),
    "appraise.one": ("{day} {appraiser}（种子 {seed}）", "{day} {appraiser} (seed {seed})"),
    "appraise.said": (
        "每村 {count} 份，共 {drawn} 份，从 {frame} 份里抽；没同意、不在底册的 {withheld} 份。{by}抽。",
        "{count} of each village, {drawn} in all out of {frame}; {withheld} not in the frame without consent. By {by}.",
    ),
    "appraise.repeat": ("用同一个种子再抽一遍", "Draw again with the same seed"),
    "appraise.repeated.same": ("再抽的结果和记下的一样。", "The same records were drawn."),
    "appraise.repeated.other": (
        "再抽的结果和记下的不一样：名单不是这个种子抽出来的，请告诉县里。",
        "Other records were drawn: the list is not what this seed gives. Tell the county.",
    ),
    "appraise.repeated.frame": (
        "抽过之后档案有增减，现在的底册对不上；用导出的表里那一页底册再抽。",
        "Records came or went since; draw again from the frame in the saved workbook.",
    ),
    "appraise.column.number": ("抽样编号", "Number"),
    "appraise.column.village": ("村、组", "Village"),
    "appraise.column.code": ("档案编号", "Record"),
    "appraise.column.name": ("姓名", "Name"),
    "appraise.column.sex": ("性别", "Sex"),
    "appraise.column.age": ("年龄", "Age"),
    "appraise.column.services": ("服务", "Services"),
    "appraise.column.note": ("扣分原因", "Why points were taken off"),
    "appraise.column.ticket": ("票号（SHA-256）", "Ticket (SHA-256)"),
    "appraise.column.person": ("底册编号", "Number in the frame"),
    "appraise.column.drawn": ("抽中", "Drawn"),
    "appraise.points": ("{name}（满分{most}）", "{name} (of {most})"),
    "appraise.sheet": ("评分表", "Score sheet"),
    "appraise.frame_sheet": ("抽样底册", "Frame"),
    "appraise.title": (
        "{appraiser} {day} 绩效考核评分表：只填得分和扣分原因，编号不要改", "{appraiser}, {day}: fill in points only"
    ),
    "appraise.how": (
        "票号 = SHA-256(“{seed}|{batch}|底册编号”)，每村票号最小的 {count} 份抽中",
        "Ticket = SHA-256(“{seed}|{batch}|number in the frame”); of each village the {count} smallest are drawn",
    ),
    "appraise.digest": (
        "抽样时底册 {frame} 份，摘要 {digest}；没同意、不在底册的 {withheld} 份",
        "Frame when drawn: {frame} records, digest {digest}; {withheld} without consent are not in it",
    ),
    "appraise.frame_changed": (
        "注意：抽样之后档案有增减，下面的底册不是抽样那天的", "Records came or went since the draw: this is not its frame"
    ),
    "appraise.yes": ("是", "yes"),
    "appraise.export": ("导出给考核方…", "Save for the appraiser…"),
    "appraise.file": ("绩效考核评分表-{day}.xlsx", "scores-{day}.xlsx"),
    "appraise.exported": ("已导出 {count} 份。谁导出、谁同意都记下了。", "{count} records saved; who did and who agreed is kept."),
    "appraise.take": ("读回评分…", "Read the scores…"),
    "appraise.taken": ("已记下 {count} 份的得分。", "Scores of {count} records entered."),
    "appraise.print": ("打印评分表", "Print the score sheet"),
    "appraise.out": ("导出要第二位医生同意", "Saving needs a second doctor"),
    "appraise.scored": ("已评 / 抽中", "Scored / drawn"),
    "appraise.total": ("平均得分（满分{most}）", "Mean (of {most})"),
    "appraise.none": ("还没有抽过。", "Nothing was drawn yet."),
    "appraise.by_item": ("{name}：{points} / {most}", "{name}: {points} of {most}"),
    "error.appraise.number": ("每村抽的份数写 1 到 {most} 的整数。", "Write a whole number from 1 to {most}."),
    "error.appraise.seed": (
        "请写下考核方和他给的种子。没有抽。", "Write who appraises and the seed he gives. Nothing was drawn."
    ),
    "error.appraise.nobody": (
        "底册里没有档案：在用的档案里没同意的有 {withheld} 份。没有抽。",
        "No record is in the frame; {withheld} in use are without consent. Nothing was drawn.",
    ),
    "error.appraise.wrong-file": (
        "{file} 不是这里导出的评分表：找不到各项得分的表头。没有记下任何分数。",
        "{file} is no score sheet that was saved here. No score was entered.",
    ),
    "error.appraise.no-scores": (
        "{file} 里没有这一次抽样的得分：编号对不上，或者一份也没评。没有记下任何分数。",
        "{file} holds no scores of this draw. No score was entered.",
    ),
    "error.appraise.score": (
        "第 {row} 行“{item}”要写 0 到 {most} 的数。没有记下任何分数，改好再读。",
        "Row {row}, {item}: write a number from 0 to {most}. No score was entered; mend it and read again.",
    ),
    "error.appraise.gap": (
        "第 {row} 行“{item}”没有打分。没有记下任何分数，补上再读。",
        "Row {row}, {item} has no points. No score was entered; fill it in and read again.",
    ),
}
