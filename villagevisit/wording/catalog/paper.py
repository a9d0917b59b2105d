"""Words around papers on the screen. The wording of the papers themselves is in `printing/texts`."""

TEXTS: dict[str, tuple[str, str]] = {
    "paper.publicity_board": ("公示榜", "Publicity board"),
    "paper.verification_form": ("入户核查表", "Household verification form"),
    "paper.pledge": ("承诺书", "Pledge"),
    "paper.draw_record": ("随机分户记录", "Record of a draw"),
    "paper.application": ("申请书与授权书", "Application and authorisation"),
    "paper.verification_blank": ("入户核查表（空白）", "Household verification form, empty"),
    "paper.kin_filing": ("近亲属备案表", "Filing of near relatives"),
    "paper.pledge_list": ("承诺书公示名单", "Public list of pledges"),
    "paper.ledger": ("低保对象台账", "Ledger of households in benefit"),
    "paper.labels": ("档案标签", "Labels"),
    "paper.leaflet": ("明白纸", "Leaflet"),
    "paper.spot_check": ("抽查复核表", "Spot check"),
    "paper.sample_record": ("抽查抽签记录", "Spot-check draw"),
    "paper.clue": ("疑点线索核实单", "Clue sheet"),
    "paper.health_form": ("健康档案、体检和随访表", "Health records, examinations, follow-ups"),
    "paper.health_cover": ("居民健康档案封面", "Cover of a health record"),
    "paper.followup": ("年度随访记录表", "A year's follow-ups"),
    "paper.answers": ("政策问答明白纸", "Questions and answers"),
    "paper.why": ("怎么算的（为什么没有我家）", "Why not me"),
    "paper.reasons": ("停发减发理由明白纸", "Plain reasons"),
    "paper.key_steps": ("评议、公示检查表", "Two-step checklist"),
    "paper.rota": ("值班安排表", "Duty rota"),
    "paper.transfer": ("问题线索移交单", "Handing over a case"),
    "paper.register": ("业务台账", "Registers of the office"),
    "paper.health_records": ("建档情况表", "Health records made"),
    "paper.health_curves": ("健康曲线", "Health curves"),
    "paper.archive_cover": ("档案封面和卷内目录", "Cover and contents of a file"),
    "evidence.verb": ("打印全部依据", "All evidence"),
    "evidence.where": ("全部依据存成一个文件", "All evidence in one file"),
    "evidence.file": ("全部依据-{number}.pdf", "evidence-{number}.pdf"),
    "evidence.making": ("正在整理全部依据", "Binding the evidence"),
    "evidence.done": ("{count} 份依据已存成一个文件，打开就能打印。", "{count} papers are in one file, ready to print."),
    "evidence.left_out": ("{count} 份没有放进去：{why}", "{count} left out: {why}"),
    "evidence.nothing": ("这一户还没有可以打印的依据。", "There is no evidence of this household to print yet."),
    "paper.clue_ledger": ("疑点线索台账", "Ledger of clues"),
    "paper.contact_plate": ("家庭医生联系牌", "Contact plate of the family doctor"),
    "paper.contract": ("家庭医生签约协议", "Family-doctor contract"),
    "paper.health_ledger": ("健康扶贫台账", "Health ledgers"),
    "paper.rectification": ("限期整改通知书", "Notice to put right"),
    "paper.first_inquiry": ("首问负责登记表", "First inquiry"),
    "paper.objection_result": ("异议复核结果公示", "Objections: results"),
    "paper.supervised_case": ("督办单、转办单", "Order, hand-over"),
    "paper.bulletin": ("月通报", "Monthly bulletin"),
    "paper.minutes": ("会议纪要", "Minutes of a meeting"),
    "paper.supervision": ("周调度表", "Weekly dispatch table"),
    "paper.week-note": ("{came} / {all} 个单位已报", "{came} of {all} offices reported"),
    "paper.blank_form": ("空白表", "Empty form"),
    "paper.blank_form.note": ("给还不在花名册里的人手填", "to fill in by hand for somebody not in the roster"),
    "paper.draw-note": ("{at}　种子 {seed}　{count} 户", "{at}, seed {seed}, {count} household{s}"),
    "paper.signed-on": ("{day} 已签", "signed on {day}"),
    "paper.fact.village": ("村（社区）", "Village"),
    "paper.fact.household": ("户", "Household"),
    "paper.fact.round": ("轮次", "Round"),
    "paper.fact.seed": ("种子", "Seed"),
    "paper.fact.unassignable": ("未能分派（户）", "Not assigned"),
    "paper.fact.posted": ("张贴日期", "Posted on"),
    "paper.fact.households": ("户数", "Households"),
    "paper.fact.persons": ("保障人数", "Persons in benefit"),
    "paper.fact.amount": ("月保障金额合计（元）", "Total per month (yuan)"),
    "paper.fact.name": ("姓名", "Name"),
    "paper.fact.printed-at": ("首次打印", "First printed"),
    "paper.fact.look": ("请看一下", "Look at"),
    "paper.fact.printed-by": ("打印人", "Printed by"),
    "paper.fact.frozen": ("定稿时间", "Frozen at"),
    "paper.fact.signed": ("第{place}位签字", "Signature {place}"),
    "paper.verdict.genuine": (
        "这张纸与电子记录一致。请对照下面的数字看一眼纸面。",
        "This paper agrees with the record. Please compare the figures below with the sheet.",
    ),
    "paper.verdict.altered": (
        "这张纸与电子记录不一致，请不要采信，把它交给乡镇核查。",
        "This paper does not agree with the record. Do not rely on it; hand it to the township.",
    ),
    "paper.verdict.revoked": (
        "这张纸上有一位签字人的签字县里已经停用，请不要采信，到县里核对。",
        "The county has revoked the key of somebody who signed this paper. Do not rely on it; ask the county.",
    ),
    "paper.proof": ("带签字的纸", "Signed paper"),
    "paper.fact.county": ("别的县（前六位）", "Another county (first six digits)"),
    "paper.fact.revoked": ("已停用的签字", "Revoked key"),
    "paper.fact.board": ("公示种类", "Kind of board"),
    "paper.fact.closes": ("公示到", "Hangs until"),
    "paper.fact.drawn": ("抽取日期", "Drawn on"),
    "paper.fact.unit": ("单位", "Office"),
    "paper.fact.rows_digest": ("全部行的核对码", "Check code of all rows"),
    "paper.fact.content": ("内容", "Content"),
    "paper.fact.content_differs": ("与记录不是同一份", "not what the record holds"),
    "paper.fact.page": ("这一页", "This page"),
    "paper.fact.signed_print": ("打印人签字", "Signed by the printer"),
    "paper.fact.signature": ("打印人签字", "The printer's signature"),
    "paper.sheet": ("第 {number} 页，共 {of} 页（{photo}）", "Page {number} of {of} ({photo})"),
    "paper.sheet_other": (
        "这一页和其他几页不是同一次打印的榜。",
        "This page belongs to another printing than the others.",
    ),
    "paper.sheets_missing": ("照片里没有第 {pages} 页。", "No photo shows page {pages}."),
    "paper.sheet_unread": ("{photo}：{why}", "{photo}: {why}"),
    "paper.fact.signatures": ("签字", "Signatures"),
    "paper.fact.not_genuine": ("和纸上的数字对不上", "do not fit the figures on the sheet"),
    "paper.fact.forged": ("不是县里认可的签字", "not a signature that the county vouches for"),
    "paper.page": ("第 {number} 页，共 {of} 页，{rows}", "page {number} of {of}, {rows}"),
    "paper.page_rows": ("第 {first} 至 {last} 行", "rows {first} to {last}"),
    "paper.page_empty": ("没有户", "no households"),
    "paper.signer": ("{name}（{number}），{day}", "{name} ({number}), {day}"),
    "paper.board.initial": ("初审公示", "First examination"),
    "paper.board.result": ("确认结果公布", "Result"),
    "paper.board.standing": ("长期公示", "Standing"),
    "paper.board.reviewed": ("异议复核后公示", "After review"),
    "paper.fact.differs": ("纸上是 {printed}，记录里是 {recorded}", "{printed} on paper, {recorded} in the record"),
    "paper.fact.form": ("表号", "Form"),
    "paper.fact.per_capita": ("月人均收入（元）", "Income per head and month (yuan)"),
    "paper.fact.supplement": ("建议月补差（元）", "Suggested supplement per month (yuan)"),
    "paper.fact.outcome": ("结果", "Result"),
    "paper.outcome.above": ("高于标准", "above the line"),
    "paper.outcome.edge": ("低保边缘", "low-income edge"),
    "paper.outcome.dibao": ("符合低保", "within the line"),
    "paper.verdict.unknown": (
        "这台电脑上没有这张纸的记录。它可能是在别处打印的，请到县里核对。",
        "This computer has no record of this paper. It may have been printed elsewhere; ask the county.",
    ),
    "paper.printed": (
        "已生成 {name}：共 {pages} 页，核对码 {short}。",
        "Made {name}: pages: {pages}, check code {short}.",
    ),
    "paper.over_counted": ("{name}保障 {insured} 人，家庭 {members} 人", "{name}: {insured} covered, {members} in the household"),
    "paper.over_counted_more": ("还有 {count} 户", "{count} more"),
    "paper.over_counted_all": (
        "榜上保障人数比家庭人数多：{rows}。先在名册里决定这些户的存疑行，或更正走访记录，再打印；核对无误也可以打印。",
        ("More persons covered than in the household: {rows}. Decide their doubtful roster rows or correct the visit, then print. "
        "If it is right, you may print."),
    ),
    "paper.substitution": ("{official}用{used}代替", "{used} for {official}"),
    "paper.substituted": (
        "这台电脑没有标准字体，已代替：{fonts}。把标准字体放进数据文件夹的 fonts 里再打印，就用标准字体。",
        "Standard fonts missing here and replaced: {fonts}. Put them into the data folder's fonts directory to use them.",
    ),
    "error.paper.unknown-kind": (
        "没有“{kind}”这种文书。没有打印任何内容；请从列表中选一种。",
        "There is no paper “{kind}”. Nothing was printed; choose one of the list.",
    ),
    "error.paper.who-prints": (
        "核查表上有身份证号，要印上打印人的姓名。没有打印任何内容；请先登录，或写明打印人的工号。",
        (
            "This form holds id numbers and bears the name of whoever prints it. Nothing was printed; "
            "sign in first, or give the printer's staff number."
        ),
    ),
    "error.paper.size": (
        "这种文书不能打印成 {paper}。没有打印任何内容；请换一种纸张。",
        "This paper cannot be printed on {paper}. Nothing was printed; choose another size.",
    ),
    "error.paper.not-signed": (
        "这份记录还没有签完（已有 {signed} 位签字），先签完字，再打印。填好的内容都在。",
        "This record is not fully signed yet (signatures: {signed}). What was filled in is safe; sign it, then print.",
    ),
    "error.paper.no-subject": (
        "没有找到要打印的记录。没有打印任何内容；请重新选一次。",
        "The record to print was not found. Nothing was printed; please choose again.",
    ),
    "error.paper.no-village": (
        "没有找到这个村（社区）。没有打印任何内容；请从列表中选一个村。",
        "This village was not found. Nothing was printed; choose one of the list.",
    ),
    "error.paper.calendar": (
        "节假日表里有一处不是日期，算不出公示期。没有打印任何内容；请在参数里改好节假日表。",
        (
            "The holiday calendar has an entry that is no date, so the period cannot be computed. "
            "Nothing was printed; correct the calendar in the parameters."
        ),
    ),
    "error.paper.field": (
        "文书文本里用了“{field}”这一栏，这种文书不允许打印它。没有打印任何内容；请改回原来的文本。",
        "The wording asks for “{field}”, which this paper may not show. Nothing was printed; restore the wording.",
    ),
    "error.paper.no-hearing": (
        "减发、停发之前要先听取本人意见，还没有听取意见的记录，决定书不能打印。没有打印任何内容；请先记录听取意见的情况和答复。",
        (
            "Before a benefit is cut or stopped the household has to be heard; there is no record of that. "
            "Nothing was printed; record what was said and answered first."
        ),
    ),
    "error.paper.figures": (
        "这一户的人均收入不低于标准，不能按补差发确认通知书。没有打印任何内容；请核对收入、人口和标准。",
        (
            "This household's income per head is not below the standard, so no difference can be confirmed. "
            "Nothing was printed; check income, persons and standard."
        ),
    ),
    "error.paper.public-text": (
        "公示名单里有一处是空的，或者写了身份证号、电话这样的号码，不能张贴。没有打印任何内容；请改好姓名、单位或职务。",
        (
            "An entry of the public list is empty or holds something like an id or a phone number. "
            "Nothing was printed; correct the name, unit or post."
        ),
    ),
    "error.paper.ledger-column": (
        "台账里没有“{column}”这一栏，不能打印。没有打印任何内容；请按台账的栏目整理数据。",
        "The ledger has no column “{column}”. Nothing was printed; keep to the ledger's columns.",
    ),
    "error.paper.watermark": (
        "这本台账有个人信息，要印上打印人的姓名。没有打印任何内容；请先登录。",
        "This ledger holds personal data and bears its printer's name. Nothing was printed; sign in first.",
    ),
    "error.paper.ballot": (
        "一张选票最多列 {most} 户；差额选票上的户数要多于名额。没有打印任何内容；请分成几张，或者改名额。",
        (
            "A ballot lists {most} households at most, and more than there are places. "
            "Nothing was printed; use several ballots, or change the places."
        ),
    ),
    "error.paper.votes": (
        "票数对不上：收回不能多于发出，收回＝有效＋废票，有效＝同意＋不同意＋弃权。没有打印任何内容；请查清票数，对不上的重新投票。",
        (
            "The ballots do not add up: no more may come back than went out, returned = valid + void, "
            "valid = yes + no + abstain. Nothing was printed; count again, or vote again."
        ),
    ),
    "error.paper.board-name": (
        "户编号 {household} 的户主姓名含有不能上榜的字符。没有打印任何内容；请先在花名册里把姓名改对。",
        (
            "The head's name of household {household} holds characters that may not be posted. "
            "Nothing was printed; correct the name in the roster."
        ),
    ),
    "error.paper.board-text": (
        "户编号 {household} 的村民小组或救助类别不像是名称，不能上榜。没有打印任何内容；请先在花名册里改对。",
        (
            "The group or category of household {household} does not look like a name and may not be posted. "
            "Nothing was printed; correct it in the roster."
        ),
    ),
    "error.paper.board-figure": (
        "户编号 {household} 的人数或金额超出了可能的范围。没有打印任何内容；请先核对这一户。",
        (
            "The persons or amount of household {household} are out of any possible range. "
            "Nothing was printed; check this household."
        ),
    ),
    "error.paper.board-remark": (
        "户编号 {household} 的备注不能上榜，只能是新增、续保、调增或调减。没有打印任何内容。",
        "The remark of household {household} may not be posted. Nothing was printed.",
    ),
    "error.paper.font-unreadable": (
        "字体文件 {name} 读不了（需要 TrueType 格式）。没有打印任何内容；请把它从数据文件夹的 fonts 里拿走再试。",
        (
            "The font file {name} cannot be read (it must be TrueType). Nothing was printed; "
            "take it out of the data folder's fonts directory and try again."
        ),
    ),
    "error.paper.missing-glyph": (
        "这台电脑的字库里没有这些字：{characters}。没有打印任何内容；请把含有这些字的字体（TrueType）放进数据文件夹的 fonts 里再打印。",
        (
            "No font here has these characters: {characters}. Nothing was printed; put a TrueType font that has them "
            "into the data folder's fonts directory and print again."
        ),
    ),
    "error.paper.poster-code": (
        "这样分张会把二维码切开。没有打印任何内容；请换一种张数再拼。",
        "This number of sheets would cut through the QR code. Nothing was printed; choose another number of sheets.",
    ),
    "error.paper.picture": (
        "签字的图片损坏，读不出来。记录本身完好；请重新扫描签字页。",
        "The picture of a signature is damaged. The record itself is safe; scan the signature page again.",
    ),
    "error.paper.cannot-save": (
        "{file} 没有写成。原来的文件没有动；请检查磁盘空间和文件夹权限，换个位置再试。",
        "{file} could not be written. What was there is untouched; check space and permissions, or save elsewhere.",
    ),
    "error.paper.not-a-code": (
        "这不是入户通文书上的核对码。请输入二维码里的整段文字，或纸上的八位核对码。",
        "This is not a check code of a VillageVisit paper. Enter the whole text of the QR code or its eight digits.",
    ),
    "error.paper.no-code-in-image": (
        "图片里没有找到核对码。请靠近、放平、对准首页右上角的码再拍一张，或直接输入八位核对码。",
        "No code was found in the picture. Take it closer and flat, or type the eight digits on the sheet.",
    ),
    "error.paper.image-unreadable": (
        "{file} 不是能打开的图片。请换一张照片。",
        "{file} is not a picture that can be opened. Please use another one.",
    ),
}
