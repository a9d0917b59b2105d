"""Rounds, teams, assignment and the draw; who may not verify whom."""

TEXTS: dict[str, tuple[str, str]] = {
    "error.campaign.unknown": (
        "找不到这一轮核查。没有改动任何内容；请回到首页重新选择。",
        "This round is not known. Nothing was changed; go back and choose again.",
    ),
    "error.campaign.over": (
        "“{name}”这一轮已经结束，不再接收新的走访。已有的记录完好；要改内容请用“更正”。",
        "The round “{name}” is over and takes no new visits. Its records are safe; use Correct to change one.",
    ),
    "error.campaign.no-code": (
        "请填写这一轮核查的编号，例如“2026阳光低保”。",
        "Give this round a code, for example “2026-sunshine”.",
    ),
    "error.campaign.no-name": ("请先填写名称。", "Please enter a name first."),
    "error.campaign.bad-kind": (
        "没有“{kind}”这种核查类型。请从列表里选择。",
        "There is no kind of survey “{kind}”. Choose one from the list.",
    ),
    "error.campaign.code-used": (
        "编号“{campaign}”已经用过。没有改动任何内容；请换一个编号。",
        "The code “{campaign}” has been used. Nothing was changed; choose another.",
    ),
    "error.campaign.no-village": (
        "还没有选村，或选了不在本机范围内的村。请重新选择。",
        "No village was chosen, or one that this computer does not work in. Choose again.",
    ),
    "error.campaign.empty-frame": (
        "所选的村还没有一户名单，这一轮没有开始。请先导入花名册。",
        "The chosen villages have no household yet, so the round was not opened. Import the roster first.",
    ),
    "error.campaign.team-too-small": (
        "每组至少要 {smallest} 个人（两人一组）。请再选一名调查员。",
        "A team needs at least {smallest} people. Choose one more investigator.",
    ),
    "error.campaign.team-name-used": (
        "已经有叫“{name}”的组。请换一个名称。",
        "There is a team called “{name}” already. Choose another name.",
    ),
    "error.campaign.team-unknown": (
        "找不到这个组。没有改动任何内容；请重新选择。",
        "This team is not known. Nothing was changed; choose again.",
    ),
    "error.campaign.not-investigator": (
        "{officer}不是调查员，不能编入核查组。请换人，或先在人员里给他加上“调查员”。",
        "{officer} is not an investigator and cannot join a team. Choose somebody else, or add that duty first.",
    ),
    "error.campaign.already-visited": (
        "这一户已经走访完，不再改派。",
        "This household has been visited already and stays with its team.",
    ),
    "error.campaign.no-seed": (
        "请填写抽签号，例如当天公布的开奖号。有了它，任何人都能重做一遍这次抽签。",
        "Enter the seed, such as the day's published lottery number. With it anybody can repeat the draw.",
    ),
    "error.campaign.no-team": (
        "还没有核查组。请先编组，再抽签分户。",
        "There is no team yet. Make teams first, then draw.",
    ),
    "error.campaign.no-team-may": (
        "没有一个组可以走访这一户（都要回避）。请再编一个与这户无关的组。",
        "No team may visit this household; all are barred. Make a team that has nothing to do with it.",
    ),
    "error.recusal.too-few": (
        "入户要两个不同的人一起去。请让另一名调查员也登录后再开始。",
        "A visit is made by two different people. Let the other investigator sign in too, then start.",
    ),
    "error.recusal.kin": (
        "{officer}与这一户是近亲属，必须回避。已填的内容完好；请换一名调查员。",
        "{officer} is a near relative of this household and must stand aside. Your work is safe; choose somebody else.",
    ),
    "error.recusal.own-household": (
        "这是{officer}自己家，必须回避。已填的内容完好；请换一名调查员。",
        "This is {officer}'s own household. Your work is safe; somebody else must do it.",
    ),
    "error.recusal.own-village-alone": (
        "{officers}都是本村干部，不能单独核查本村的户。请换上一名外村或乡镇的调查员。",
        "{officers} are cadres of this very village and may not verify here alone. Add an investigator from elsewhere.",
    ),
}
