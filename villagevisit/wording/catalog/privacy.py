"""Wording of what the law on personal information asks for."""

TEXTS: dict[str, tuple[str, str]] = {
    "privacy.page": ("个人信息", "Personal data"),
    "privacy.page_intro": (
        "到期的记录由县里下令删除内容（命令 county erase）；记录链、签名和删除令保留。这里不显示任何记录的内容。",
        (
            "The county orders the content of what is over its time to be erased (command county erase); the chain, who "
            "signed, and the order stay. No content of any record is shown here."
        ),
    ),
    "privacy.due": ("到期", "Over the time"),
    "privacy.orders": ("删除令", "Orders to erase"),
    "privacy.refusals": ("不同意和撤回", "Refused or taken back"),
    "privacy.no_refusals": ("没有。", "None."),
    "privacy.since": ("到期日", "Since"),
    "privacy.form": ("表", "Form"),
    "privacy.place": ("户", "Household"),
    "privacy.end": ("到期处理", "At the end"),
    "privacy.source": ("依据", "Source"),
    "privacy.record": ("记录编号", "Record"),
    "privacy.number": ("令号", "Order"),
    "privacy.day": ("日期", "Day"),
    "privacy.why": ("原因", "Reason"),
    "privacy.paper": ("批准文号", "Paper"),
    "privacy.by": ("经办人", "By"),
    "privacy.records": ("份数", "Records"),
    "privacy.village": ("村", "Village"),
    "privacy.person": ("姓名", "Name"),
    "privacy.word": ("意思", "Word"),
    "privacy.purposes": ("用途", "Purposes"),
    "privacy.look": ("去看", "Look"),
    "privacy.none_open": ("没有等待答复的要求。", "No request waits for an answer."),
    "privacy.due_why": (
        "按保存期限表。由县里下令删除内容，令到之后本机自动删除。",
        "By the retention table. The county orders erasure; this computer obeys when the order comes.",
    ),
    "privacy.rounds": ("清除已结束的轮次", "Clear closed rounds"),
    "privacy.rounds_why": (
        "县里的备份验证过以后，可以把表和照片从本机清除。清除后本机看不到这些表，下次走访也没有上次的答案作参考。",
        (
            "Once the county's backup was tested, forms and photos may be taken off this computer. They can then not be "
            "read here, and the next visit has no earlier answers beside it."
        ),
    ),
    "privacy.purge": ("从本机清除", "Take off this computer"),
    "privacy.purge_sure": (
        "将从本机清除 {forms} 份表和 {photos} 件照片，不能撤回。县里都有。",
        "{forms} forms and {photos} photos go from this computer for good. The county has them all.",
    ),
    "privacy.statistics": ("统计用名单", "Statistics"),
    "privacy.statistics_why": (
        "没有姓名、证件、电话、住址；年龄和地区放宽，同类不足 5 人的不列出。",
        "No names, numbers, telephones, addresses; ages and places made coarse; what fewer than 5 people share is left out.",
    ),
    "privacy.write_statistics": ("写出统计表…", "Write statistics…"),
    "privacy.statistics_file": ("统计-{day}.xlsx", "statistics-{day}.xlsx"),
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
    "rights.give": ("给本人一份", "A copy for the person"),
    "rights.give_why": (
        "先看本人证件。关于他的全部内容存成 PDF 和数据文件；健康表要有村医一同登录。给出会记在审计日志里。",
        (
            "Look at the person's paper first. Everything about him is written as PDF and data; health forms need the "
            "village doctor signed in too. It is written into the audit log."
        ),
    ),
    "rights.file": ("本人信息-{day}.pdf", "own-data-{day}.pdf"),
    "rights.shown": ("出示的证件", "What was shown"),
    "rights.shown.id_card": ("本人身份证", "his ID card"),
    "rights.shown.book": ("户口簿", "the household register"),
    "rights.shown.mandate": ("委托书和本人身份证", "a mandate and his ID card"),
    "rights.ending": ("证件号码后四位", "Last four of the number"),
    "rights.ending_why": ("与名册核对", "compared with the list"),
    "rights.requests": ("更正要求", "Requests to correct"),
    "rights.what": ("要更正什么", "What is to be corrected"),
    "rights.what_why": ("哪一项、应当是什么", "which item, and what it should be"),
    "rights.responsible": ("由谁答复（15 天内）", "Who answers (within 15 days)"),
    "rights.take": ("记下要求", "Take the request"),
    "rights.note": ("说明（不予更正须填）", "Reasons (needed for a refusal)"),
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
    "consent.how.laptop": ("在电脑上确认", "confirmed at the laptop"),
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
    "paper.health_consent": ("健康信息单独同意书", "Separate consent to health data"),
    "error.consent.health-missing": (
        "还没有 {name} 对健康信息的单独同意，不能填健康表（个保法第29条），什么都没有记下。请先请本人（不满 14 周岁的由监护人）签同意书，或者看过屏幕当面同意。",
        (
            "{name} has not consented separately to health data, so no health form can be filled in (PIPL 29). Nothing "
            "was recorded. Ask the person (a guardian below 14) to sign, or to agree on the screen, first."
        ),
    ),
    "error.consent.health-late": (
        "{name} 急救时先填了健康表，补签单独同意的期限已过，在补签以前不能再填。已填的不受影响。请本人或监护人补签。",
        (
            "Health forms of {name} were begun in an emergency, and the days for asking him are over: no more can be filled "
            "in before he consents. What is there is safe. Let him or his guardian consent."
        ),
    ),
    "error.health.basis": (
        "这张表不能按这一条不经同意先填，什么都没有记下。请征得本人同意。",
        "This form cannot be filled in without consent on that ground. Nothing was recorded; ask for the consent.",
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
    "retention.health": ("健康记录", "health record"),
    "error.retention.row": (
        "保存期限表第 {row} 行不对，什么都没有改。请检查表格代码、年限、起算（made 或 last）、到期处理（delete、anonymous 或 ask）、起始日期和依据。",
        (
            "Row {row} of the retention table is not right; nothing was changed. Check the form's code, the years, what "
            "starts the clock (made or last), the end (delete, anonymous or ask), the first day and the source."
        ),
    ),
    "doctor.erased.good": (
        "✓ 按县里的删除令删除了 {count} 份记录的内容（最近一次：{number} 号，{day}，{reason}），记录链完整",
        "✓ The content of {count} record{s} was erased by order of the county (last: no. {number}, {day}, {reason}); the chain holds",
    ),
    "doctor.erased.bad": (
        "✗ 有记录的内容不见了，却没有县里的删除令：请不要使用这台电脑，通知县里核查。",
        "✗ Content is gone without an order of the county: stop using this computer, tell the county.",
    ),
    "erase.reason.retention": ("保存期满或目的已实现", "its time is over"),
    "erase.reason.withdrawn": ("本人撤回同意", "consent was withdrawn"),
    "erase.reason.request": ("本人要求删除", "the person asked for it"),
    "erase.reason.unlawful": ("不应收集", "it should not have been collected"),
    "erase.done": (
        "已按 {number} 号令删除 {records} 份记录的内容和 {attachments} 个附件。记录链、签名和删除令都保留。各台电脑下次收发时一并删除；以前的备份在轮换完之前仍含有这些内容。",
        (
            "Order {number}: the content of {records} records and {attachments} attachments was erased. The chain, who "
            "signed, and the order stay. Laptops erase it at their next exchange; earlier backups hold it until they are "
            "replaced."
        ),
    ),
    "erase.line": (
        "{day}  {number} 号令：{count} 份，{reason}，文号 {paper}，经办 {by}",
        "{day}  order {number}: {count} record{s}, {reason}, paper {paper}, by {by}",
    ),
    "erase.none": ("还没有删除令。", "Nothing was erased by order."),
    "erase.household": (
        "{count} 份记录的内容已按县里 {number} 号令删除（{day}，{reason}）",
        "The content of {count} record{s} was erased by the county's order {number} ({day}, {reason})",
    ),
    "error.erase.nothing": ("没有选要删除的记录，什么都没有删。", "No record was chosen; nothing was erased."),
    "error.erase.no-paper": (
        "删除要有批准文件，什么都没有删。请填文号。",
        "Erasing needs a decision on paper; nothing was erased. Give its number.",
    ),
    "error.erase.nobody": (
        "没有写明经办人，什么都没有删。请填姓名。",
        "It does not say who orders this; nothing was erased. Give a name.",
    ),
    "error.erase.unknown": (
        "县里没有其中的一份记录，什么都没有删。请核对编号。",
        "The county does not have one of these records; nothing was erased. Check the ids.",
    ),
    "error.erase.already": (
        "这些记录的内容以前已经删除。",
        "The content of these records was erased before.",
    ),
    "error.erase.not-due": (
        "其中有记录还没有到期，或到期后须由人决定，什么都没有删。可以用“到期”列表核对；另有理由请改选。",
        (
            "Some of these are not over their time, or a person must decide about them; nothing was erased. Look at the "
            "list of what is due, or give another reason."
        ),
    ),
    "error.erase.too-many": (
        "一道令最多删除 {most} 份，什么都没有删。请分几次。",
        "An order takes at most {most} records; nothing was erased. Use several.",
    ),
    "copy.cli.given": (
        "已给出：表 {forms} 份，另由村医保管 {withheld} 份。PDF 和数据文件在“{file}”旁边，交给本人后请从电脑上删除。",
        (
            "Given: {forms} forms, {withheld} more with the village doctor. PDF and data lie beside “{file}”; delete them "
            "from the computer once the person has them."
        ),
    ),
    "rights.cli.asked": ("已记下，下次发送到县里。", "Recorded; it goes to the county with the next exchange."),
    "rights.cli.answered": ("已记下答复。", "The answer is recorded."),
    "rights.none": ("没有更正要求。", "There are no requests."),
    "rights.late": ("已过期限，还没有答复", "late, not answered yet"),
    "rights.open": ("还没有答复", "not answered yet"),
    "rights.corrected": ("已更正", "corrected"),
    "rights.refused": ("不予更正", "not corrected"),
    "error.request.nothing": (
        "还没有写要更正什么，什么都没有记下。", "It does not say what is to be corrected; nothing was recorded."
    ),
    "error.request.nobody": (
        "还没有写明是谁提出的，什么都没有记下。", "It does not say who asks; nothing was recorded."
    ),
    "error.request.past": (
        "答复期限已经过去，什么都没有记下。请填今天或以后的日子。",
        "That day is over; nothing was recorded. Give today or a later day.",
    ),
    "error.request.unknown": ("没有这条更正要求。", "There is no such request."),
    "error.request.answered": (
        "这条要求已经答复过，没有改动。有新的情况请另提一条。",
        "This request was answered before; nothing was changed. Take a new one for anything new.",
    ),
    "error.request.no-reason": (
        "不予更正须说明理由（个保法第50条），没有记下。", "A refusal needs its reasons (PIPL 50); nothing was recorded."
    ),
    "error.copy.identity": (
        "证件号码后四位与名册不符，没有给出任何内容，已经记下。请再核对证件，或先更正名册。",
        (
            "The last four characters do not fit the list; nothing was given, and it was written down. Look at the paper "
            "again, or have the list corrected first."
        ),
    ),
    "error.copy.format": ("请存为 .pdf 文件，什么都没有写出。", "Save it as a .pdf file; nothing was written."),
    "copy.title": ("{name} 的个人信息", "Personal data of {name}"),
    "copy.intro": (
        "本件列出本电脑保存的关于您的全部内容（个人信息保护法第45条）。邻里、信息员和其他家庭成员的内容不在其中。您可以要求更正、补充，或依法要求删除。",
        (
            "This is everything that this computer holds about you (PIPL 45). What neighbours, informants and other "
            "members said is not in it. You may ask for corrections, or for erasure as the law says."
        ),
    ),
    "copy.foot": ("仅供本人查阅", "For the person only"),
    "copy.made": ("{at} 由 {by} 提供", "given {at} by {by}"),
    "copy.roster": ("名册", "List of households"),
    "copy.consents": ("同意与撤回", "Consent"),
    "copy.nothing": ("没有。", "None."),
    "copy.withheld": ("由村医保管的健康表", "Health forms, kept by the village doctor"),
    "copy.withheld_why": (
        "以下内容请向村医索取，或由经办人与村医一同登录后重新提供：",
        "Ask the village doctor for these, or ask again when clerk and doctor are signed in together:",
    ),
    "copy.decisions": ("县里的裁定", "Decisions of the county"),
    "copy.decision": ("{day}：{before} 改为 {after}（{why}）", "{day}: {before} became {after} ({why})"),
    "copy.papers": ("写到您的名单和文书", "Lists and papers that name you"),
    "copy.paper": ("{day}  {kind}", "{day}  {kind}"),
    "copy.kin": ("{day}  工作人员 {officer} 申报与您是近亲属", "{day}  {officer} declared to be a near relative"),
    "copy.requests": ("您提出的更正要求", "Corrections you asked for"),
    "copy.request": (
        "{day}  {what}（{who} 负责，{due} 前答复）：{answer}", "{day}  {what} ({who}, by {due}): {answer}"
    ),
    "copy.seen": ("谁看过、用过", "Who saw or used it"),
    "copy.program": ("程序", "the program"),
    "copy.frozen": ("定稿日期", "Finished on"),
    "copy.signed": ("签字", "Signed"),
    "copy.photos": ("照片和附件（件）", "Photos and files"),
    "copy.state": ("状态", "State"),
    "copy.replaced": ("已被更正件取代", "replaced by a correction"),
    "copy.attached": ("（见附件）", "(attached)"),
    "copy.fact.relation": ("与户主关系", "Relation"),
    "copy.fact.id_no": ("证件号码", "ID number"),
    "copy.fact.sex": ("性别", "Sex"),
    "copy.fact.birth": ("出生日期", "Born"),
    "copy.paper.verification_form": ("入户核查表", "Verification form"),
    "copy.paper.publicity_board": ("公示榜", "Publicity board"),
    "copy.paper.pledge": ("承诺书", "Pledge"),
    "copy.paper.draw_record": ("随机分户记录", "Record of a draw"),
    "copy.deed.number": ("查看证件号码", "read the ID number"),
    "copy.deed.phone": ("查看电话", "read the telephone number"),
    "copy.deed.health": ("打开健康表", "opened a health form"),
    "copy.deed.export": ("导出名单或表", "exported lists"),
    "copy.deed.copy": ("给本人一份", "gave the person a copy"),
    "copy.deed.wrong": ("核对证件不符", "identity did not fit"),
    "copy.deed.opened": ("开始填表", "began a form"),
    "copy.deed.frozen": ("定稿", "finished a form"),
    "copy.deed.signed": ("签字", "signed"),
    "copy.deed.consent": ("登记同意或撤回", "entered consent"),
    "copy.deed.request": ("登记更正要求", "took a request"),
    "copy.deed.paper": ("打印", "printed"),
    "purge.look": (
        "可清除：表 {forms} 份、照片和附件 {photos} 件、打印存底 {papers} 份。留下：名册、走访进度、同意登记、审计日志，以及没有签过字的旧稿 {stay} 份。",
        (
            "Would go: {forms} forms, {photos} photos and files, {papers} printed papers. Stays: the list of households, who "
            "was visited, consent, the audit log, and {stay} replaced forms that nobody signed."
        ),
    ),
    "purge.done": (
        "已从本机清除：表 {forms} 份、照片和附件 {photos} 件、打印存底 {papers} 份。县里都有，备份已经验证。",
        "Taken off this computer: {forms} forms, {photos} photos and files, {papers} papers. The county has them in a tested backup.",
    ),
    "purge.none": ("没有可清除的轮次。", "There is no round to clear away."),
    "error.purge.open": (
        "“{name}”还没有结束，没有清除。请先结束这一轮。", "“{name}” is still open; nothing was taken away. Close it first."
    ),
    "error.purge.drafts": (
        "这一轮还有 {count} 份没填完的表，没有清除。请填完或放弃。",
        "{count} form{s} of this round are not finished; nothing was taken away. Finish or discard them.",
    ),
    "error.purge.unsigned": (
        "这一轮还有 {count} 份表没有签字，没有清除。请先签字。",
        "{count} form{s} of this round are not signed; nothing was taken away. Have them signed first.",
    ),
    "error.purge.unsafe": (
        "有 {count} 份还没有县里验证过的备份，没有清除。请先发送；县里做好备份后再收发一次。",
        (
            "Of {count} no tested backup of the county is known; nothing was taken away. Send first, and exchange once more "
            "after the county's backup."
        ),
    ),
    "error.purge.nothing": ("这一轮在本机上没有要清除的内容。", "Nothing of this round is on this computer."),
    "deidentify.done": (
        "已写出 {rows} 行到“{file}”：没有姓名、证件、电话和住址，年龄和地区已放宽；另有 {suppressed} 人因同类太少没有列出。",
        (
            "{rows} rows were written to “{file}”: no names, numbers, telephones or addresses, ages and places made coarse; "
            "{suppressed} more people are not listed, because too few are like them."
        ),
    ),
    "error.deidentify.k": (
        "同类人数不能少于 {least}，没有写出。", "At least {least} people must share a combination; nothing was written."
    ),
    "error.deidentify.too-few": (
        "人数太少：没有哪一类达到 {k} 人，没有写出。", "Too few people: no combination is shared by {k}; nothing was written."
    ),
}
