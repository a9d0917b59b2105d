"""Wording of the one list of papers for medical and temporary aid."""

TEXTS: dict[str, tuple[str, str]] = {
    "aid.tab.papers": ("申请材料", "Papers"),
    "paper.aid_papers": ("申请材料一次性告知单", "List of papers for aid"),
    "desk.print.which_aid_papers": ("哪一种救助，或哪一户", "Which aid, or which household"),
    "aid.papers.why": (
        "每种救助要交什么，一次说清。带来的打勾，缺的以后一样一样补；单子以外的不能再要。",
        "What each aid needs is said once. Tick what is there; the rest follows, and nothing more may be asked for.",
    ),
    "aid.papers.kind": ("哪种救助", "Which aid"),
    "aid.papers.number": ("户编号", "Household number"),
    "aid.papers.bring": ("要交的（带来的打勾）", "To be brought (tick what is here)"),
    "aid.papers.one": ("{name}：{why}", "{name}: {why}"),
    "aid.papers.spare": ("这一户不用交：{name}", "Not needed of this one: {name}"),
    "aid.papers.look": ("由我们查，不用交：{names}", "Looked up by the office: {names}"),
    "aid.papers.tell": ("记下并告知", "Enter and tell"),
    "aid.papers.blank": ("打印空白单", "Print the empty list"),
    "aid.papers.print": ("打印这一单", "Print this list"),
    "aid.papers.told": ("已记下。还缺的一次告诉他了。", "Entered. All that is missing is said at once."),
    "aid.papers.list": ("已经告知的", "Who was told"),
    "aid.papers.none": ("还没有告知过。", "Nobody was told yet."),
    "aid.papers.title": ("{day}　{head}（{village} {number}）　{kind}", "{day}  {head} ({village} {number}): {kind}"),
    "aid.papers.missing": ("还缺 {count} 样：{names}", "{count} missing: {names}"),
    "aid.papers.whole": ("齐了。", "All there."),
    "aid.papers.came": ("勾上的补来了", "The ticked ones came"),
    "aid.papers.brought": ("已记下。", "Entered."),
    "error.aid.papers-kind": (
        "这种救助没有材料清单。没有登记任何东西。", "This aid has no list of papers. Nothing was entered."
    ),
    "error.aid.papers-told": (
        "这一户 {day} 已经一次告知过，材料还没补齐：在下面那一单上打勾，不要再开一单。",
        "This household was told on {day} and still brings papers: tick them there instead of telling it again.",
    ),
    "error.aid.papers-none": (
        "没有勾选还缺的材料。没有登记任何东西。", "No missing paper is ticked. Nothing was entered."
    ),
}
