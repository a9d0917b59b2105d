"""Wording of what the law on personal information asks for."""

TEXTS: dict[str, tuple[str, str]] = {
    "privacy.heading": ("个人信息", "Personal data"),
    "privacy.open": ("登记同意、给本人一份…", "Consent, a copy for the person…"),
    "privacy.said": ("{name} {what}：{purposes}（{day}）", "{name} {what}: {purposes} ({day})"),
    "rights.heading": ("本人权利", "Rights of the person"),
    "rights.help": (
        "这里登记谁对哪种用途表示了同意、不同意或撤回。撤回是单独的一条，以前的记录不会消失。记下的内容会发送到县里，也会到其他走访这个村的电脑上。",
        (
            "Enter here who consented to what, refused, or takes a consent back. Taking back is an entry of its own; "
            "earlier ones stay. It goes to the county and to the other computers that work in this village."
        ),
    ),
    "rights.enter": ("登记本人的意思", "What the person says"),
    "rights.history": ("登记过的", "On record"),
    "rights.person": ("谁", "Who"),
    "rights.other_person": ("其他人…", "Somebody else…"),
    "rights.other_name": ("姓名", "Name"),
    "rights.act": ("意思", "Word"),
    "rights.purposes": ("用途", "Purposes"),
    "rights.how": ("怎样表示的", "How it was said"),
    "rights.day": ("哪一天", "Day"),
    "rights.guardian": ("监护人", "Guardian"),
    "rights.guardian_why": ("不满 14 周岁须填", "Needed below 14 years"),
    "rights.wording": ("告知书编号", "Number of the notice"),
    "rights.wording_why": ("宣读或签字的那一版", "The text that was read out or signed"),
    "rights.save": ("记下", "Enter"),
    "consent.comma": ("、", ", "),
    "consent.purpose.visit": ("入户调查", "home visit"),
    "consent.purpose.check": ("核对收入财产", "checks with other offices"),
    "consent.purpose.health": ("医疗健康", "health"),
    "consent.purpose.finance": ("金融账户", "accounts"),
    "consent.purpose.publicity": ("法定以外的公开", "publicity beyond the law"),
    "consent.given": ("已同意", "consented"),
    "consent.refused": ("不同意", "refused"),
    "consent.withdrawn": ("已撤回同意", "withdrew consent"),
    "consent.act.given": ("同意", "consents"),
    "consent.act.refused": ("不同意", "refuses"),
    "consent.act.withdrawn": ("撤回同意", "takes consent back"),
    "consent.missing": ("还没有征得同意", "not asked yet"),
    "consent.how.laptop": ("在电脑上签字", "signed at the laptop"),
    "consent.how.paper": ("纸质签字", "signed on paper"),
    "consent.how.spoken": ("口头", "said aloud"),
    "consent.by_guardian": ("{how}，监护人{guardian}", "{how}, guardian {guardian}"),
    "consent.line": ("{day} {name}：{what}（{purposes}；{how}）", "{day} {name}: {what} ({purposes}; {how})"),
    "consent.lacking": ("{name}：{purpose}，{standing}", "{name}: {purpose}, {standing}"),
    "consent.none": ("这一户还没有同意记录。", "Nothing is on record about consent in this household."),
    "consent.cli.recorded": (
        "已记入同意登记，下次发送到县里。",
        "Entered in the consent register; it goes to the county with the next exchange.",
    ),
    "error.consent.nobody": (
        "还没有写明是谁的意思，什么都没有记下。请选家庭成员，或填姓名。",
        "It does not say whose word it is; nothing was recorded. Choose a member or enter a name.",
    ),
    "error.consent.no-purpose": (
        "还没有选用途，什么都没有记下。请至少选一项。",
        "No purpose was chosen; nothing was recorded. Choose at least one.",
    ),
    "error.consent.future": (
        "日期还没有到，什么都没有记下。请填本人表示的那一天。",
        "That day has not come yet; nothing was recorded. Enter the day on which it was said.",
    ),
    "error.consent.guardian": (
        "{name} 不满 14 周岁，须由监护人表示同意（个保法第31条），什么都没有记下。请填监护人姓名。",
        "{name} is under 14: a guardian must consent (PIPL 31). Nothing was recorded; enter the guardian's name.",
    ),
    "error.consent.nothing-to-withdraw": (
        "{name} 在这些用途上没有同意过，没有可撤回的。要记“不同意”，请改选“不同意”。",
        "{name} never consented to these purposes, so there is nothing to take back. Record a refusal instead.",
    ),
    "error.consent.health": (
        "{name} 不同意或已撤回对医疗健康信息的同意，不能再填健康表（个保法第15、29条）。已有的内容不受影响。本人重新同意后，请先登记同意。",
        (
            "{name} refused consent for health data or took it back, so no health form can be filled in (PIPL 15, 29). "
            "What is there is safe. When the person consents again, enter that first."
        ),
    ),
    "error.consent.sensitive-filled": (
        "被访人不同意提供疾病和金融信息，但表里还有 {count} 处填了这些内容（个保法第29条）。草稿已保存。请清空这些题，疾病名称写“{declined}”。",
        (
            "The visited person did not consent to illness and financial details, but they stand in {count} answer{s} "
            "(PIPL 29). The draft is saved. Clear them, and enter “{declined}” for the illness."
        ),
    ),
    "retention.end.delete": ("删除内容", "erase the content"),
    "retention.end.anonymous": ("去标识统计后删除内容", "erase after de-identified statistics"),
    "retention.end.ask": ("由人决定（可能移交档案馆）", "a person decides (the archive may want it)"),
    "retention.line": (
        "{since} 到期  {form} {place}（{made}）：{end}；{source}",
        "due {since}  {form} {place} ({made}): {end}; {source}",
    ),
    "retention.count": ("到期 {count} 份", "{count} record{s} over the time"),
    "retention.none": ("没有到期的记录。", "Nothing is over its time."),
    "retention.paper": ("打印存底", "printed paper"),
    "error.retention.row": (
        "保存期限表第 {row} 行不对，什么都没有改。请检查表格代码、年限、起算（made 或 last）、到期处理（delete、anonymous 或 ask）、起始日期和依据。",
        (
            "Row {row} of the retention table is not right; nothing was changed. Check the form's code, the years, what "
            "starts the clock (made or last), the end (delete, anonymous or ask), the first day and the source."
        ),
    ),
}
