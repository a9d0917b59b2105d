"""Visits: drafts, attachments, freezing, and the formulas of the suggestion."""

TEXTS: dict[str, tuple[str, str]] = {
    "suggestion.line.counted": ("计入人口", "Counted members"),
    "suggestion.line.support": ("义务人应付赡（抚、扶）养费", "Support owed by relatives outside"),
    "suggestion.line.gross": ("家庭年总收入", "Total income of the year"),
    "suggestion.line.work_cost": ("必要就业成本", "Necessary cost of work"),
    "suggestion.line.work_cost_capped": ("必要就业成本", "Necessary cost of work"),
    "suggestion.line.rigid": ("可扣减的刚性支出", "Deductible rigid expenses"),
    "suggestion.line.net": ("扣减后年净收入", "Net income of the year"),
    "suggestion.line.per_capita": ("月人均收入", "Income per head and month"),
    "suggestion.line.standard_rural": ("农村低保月标准", "Rural standard per month"),
    "suggestion.line.standard_urban": ("城市低保月标准", "Urban standard per month"),
    "suggestion.line.full": ("户月全额（完全丧失劳动能力）", "Full amount per month (wholly unable to work)"),
    "suggestion.formula.full": ("标准 {standard} × {members} 人", "standard {standard} × {members} persons"),
    "suggestion.line.topup": ("户月补差（未取整）", "Supplement per month, unrounded"),
    "suggestion.line.banded": ("分档定额", "Fixed amount of the band"),
    "suggestion.line.uplift": ("加上分类施保", "With the extra for some people"),
    "suggestion.line.minimum": ("按最低发放额", "Smallest amount paid"),
    "suggestion.line.printed": ("建议补差（取整后）", "Suggested supplement, rounded"),
    "suggestion.formula.counted": (
        "登记 {registered} 人，计入 {counted} 人",
        "{counted} of {registered} registered count",
    ),
    "suggestion.formula.support": ("每月 {month} × 12", "{month} a month × 12"),
    "suggestion.formula.gross": (
        "工资 {wage} + 经营 {business} + 财产 {property} + 转移 {transfer} + 其他 {other}",
        "wages {wage} + business {business} + property {property} + transfers {transfer} + other {other}",
    ),
    "suggestion.formula.work_cost": ("工资 {wage} × {rate}", "wages {wage} × {rate}"),
    "suggestion.formula.work_cost_capped": (
        "工资 {wage} × {rate}，不超过每月 {cap}",
        "wages {wage} × {rate}, at most {cap} a month",
    ),
    "suggestion.formula.rigid": (
        "个人负担共 {burden}，其中可以扣减的部分",
        "the deductible part of {burden} borne by the household",
    ),
    "suggestion.formula.net": (
        "{gross} − {work_cost} − {rigid}，不低于 0",
        "{gross} − {work_cost} − {rigid}, never below 0",
    ),
    "suggestion.formula.per_capita": ("{net} ÷ 12 ÷ {members} 人", "{net} ÷ 12 ÷ {members} persons"),
    "suggestion.formula.standard_rural": ("农村户口，按县里参数", "rural register, by the county's parameter"),
    "suggestion.formula.standard_urban": ("城镇户口，按县里参数", "urban register, by the county's parameter"),
    "suggestion.formula.topup": (
        "{standard} × {members} 人 − {net} ÷ 12，不低于 0",
        "{standard} × {members} persons − {net} ÷ 12, never below 0",
    ),
    "suggestion.formula.banded": (
        "{band} 档，每人 {each} × {members} 人",
        "band {band}, {each} each × {members} persons",
    ),
    "suggestion.formula.uplift": (
        "另加 {extra}（老人、未成年人、重残、重病）",
        "{extra} more (old, minor, disabled, ill)",
    ),
    "suggestion.formula.minimum": ("不足 {least} 的按 {least} 发", "anything below {least} is paid as {least}"),
    "suggestion.formula.printed.half_up_fen": ("{amount}，四舍五入到分", "{amount}, rounded half up to the fen"),
    "suggestion.formula.printed.half_up_yuan": ("{amount}，四舍五入到元", "{amount}, rounded half up to the yuan"),
    "suggestion.formula.printed.ceil_yuan": ("{amount}，不足一元进到一元", "{amount}, rounded up to the yuan"),
    "suggestion.formula.printed.floor_yuan": ("{amount}，舍去角分", "{amount}, rounded down to the yuan"),
    "suggestion.formula.printed.ceil_10yuan": ("{amount}，不足十元进到十元", "{amount}, rounded up to ten yuan"),
    "suggestion.flag.financial": (
        "人均金融资产超过上限，请核实",
        "Financial assets per head exceed the cap; check them",
    ),
    "suggestion.flag.vehicle": ("生活用车净值超过上限，请核实", "A car is worth more than the cap; check it"),
    "suggestion.flag.houses": (
        "自有住房套数达到提示线，请核实",
        "As many own dwellings as the county asks about; check",
    ),
    "suggestion.flag.business": (
        "有成员登记为法人、股东或个体户，请核实经营情况",
        "A member has a registered business; check it",
    ),
    "suggestion.flag.high-fee-school": (
        "有成员就读高收费学校，请了解费用来源",
        "A member attends a high-fee school; ask who pays",
    ),
    "suggestion.flag.travel-abroad": (
        "近一年有自费出国（境）旅游，请了解情况",
        "Somebody travelled abroad at own cost; ask about it",
    ),
    "suggestion.flag.luxury": (
        "有明显高于当地的消费，请了解情况",
        "Spending looks higher than usual here; ask about it",
    ),
    "suggestion.flag.kin": (
        "与经办人员或村干部是近亲属，须另填备案表（不影响资格）",
        "Kin of handlers or cadres: file the kin form too (eligibility is not affected)",
    ),
    "suggestion.flag.declared-differs": (
        "有收入与申报相差超过两成，请两位调查员说明",
        "An income differs from the declaration by more than a fifth; both investigators explain",
    ),
    "suggestion.flag.form-differs": (
        "表里自动核算的年净收入与按县里参数算出的不同，请核对参数后再定稿",
        "The form's own net income differs from the one by the county's parameters; check them before freezing",
    ),
    "suggestion.flag.few-neighbours": ("邻里走访不足两户", "Fewer than two neighbours were asked"),
    "suggestion.flag.partial-coverage": (
        "现保障人数少于计入人口，请核实是否“保人不保户”",
        "Fewer persons are covered than count; check whether the whole household is covered",
    ),
    "error.household.unknown": (
        "找不到这一户，可能已从花名册移出。已填的内容完好；请回到名单重新选择。",
        "This household is not known; it may have left the roster. Your work is safe; choose again from the list.",
    ),
    "error.visit.person-unknown": (
        "找不到这个人，可能已从花名册移出。请回到名单重新选择。",
        "This person is not known and may have left the roster. Choose again from the list.",
    ),
    "error.visit.form-not-for-role": (
        "“{form}”要由有相应职责的人员填写。没有改动任何内容；请让他登录后再打开。",
        "“{form}” belongs to people with another duty. Nothing was changed; ask one of them to sign in.",
    ),
    "error.visit.already-done": (
        "这一户在这一轮已经走访完。要改内容，请在历次记录里选“更正”。",
        "This household is done in this round. To change something, choose Correct in its records.",
    ),
    "error.visit.draft-open": (
        "这一户还有一份没填完的“{form}”。请先填完或丢弃它，再更正以前的记录。",
        "There is an unfinished “{form}” on this household. Finish or discard it before correcting a record.",
    ),
    "error.visit.draft-gone": (
        "这份表已经定稿或丢弃，刚才的改动没有保存。请回到这一户查看最新记录。",
        "This form was frozen or discarded meanwhile; the last change was not saved. Look at the household's records.",
    ),
    "error.visit.has-problems": (
        "还有 {count} 处没有填好，不能定稿。已填的内容都已保存；请按列表逐处补齐。",
        "Not in order yet: {count} place{s}. Everything is saved; go through the list, then try again.",
    ),
    "error.visit.not-named": (
        "表上写的两名调查员要是本机登记的、不同的两个人。已填的内容完好；请改正工号。",
        "The form must name two different people who work here. Your answers are safe; correct the staff numbers.",
    ),
    "error.visit.attachment-missing": (
        "有 {count} 张照片或签字找不到原件。已填的内容完好；请重新拍照或签字。",
        "Not to be found: {count} photo{s} or signature{s}. Your answers are safe; take or sign them again.",
    ),
    "error.visit.unknown": (
        "找不到这份记录。没有改动任何内容；请回到这一户重新选择。",
        "This record is not known. Nothing was changed; choose again from the household.",
    ),
    "error.visit.no-reason": (
        "更正要写明原因，原来的记录会原样保留。请写好原因再继续。",
        "A correction needs a reason; the earlier record is kept as it is. Write the reason and go on.",
    ),
    "error.visit.already-replaced": (
        "这份记录已经有更正后的新版。请打开新版再更正。",
        "This record has been replaced by a newer one. Open that one to correct it.",
    ),
    "error.attachment.not-down-yet": (
        "这条记录的照片和手写签名还没有下来。记录本身是完整的。请再和县里交换一次，下来之后再打开或者打印。",
        "Photos and signatures of this record have not come down yet; the record is whole. Exchange, then open it again.",
    ),
    "error.attachment.missing": (
        "找不到这张照片或签字的原件。其他内容完好；请重新拍照或签字。",
        "The photo or signature cannot be found. The rest is safe; take or sign it again.",
    ),
    "error.attachment.cannot-open": (
        "打不开所选的照片。已填的内容完好；请确认文件还在，再选一次。",
        "The chosen picture cannot be opened. Your answers are safe; check that it is there and choose again.",
    ),
    "error.attachment.not-an-image": (
        "这个文件不是照片，或已经损坏。已填的内容完好；请换一张（JPG、PNG 等）。",
        "This file is no picture, or it is damaged. Your answers are safe; choose another (JPG, PNG …).",
    ),
    "error.attachment.too-large": (
        "这张照片太大，本机处理不了。已填的内容完好；请用手机调小或重拍一张。",
        "This picture is too large for this computer. Your answers are safe; take a smaller one.",
    ),
    "error.attachment.no-ink": (
        "签字框里还没有写字。请请本人签好字再保存。",
        "Nothing has been written in the signature field. Let the person sign, then save.",
    ),
}
