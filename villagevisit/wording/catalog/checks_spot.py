"""Spot checks, in words."""

TEXTS: dict[str, tuple[str, str]] = {
    "ui.nav.checks": ("核对", "Checking"),
    "checks.tab.spot": ("抽查", "Spot checks"),
    "checks.tab.clues": ("线索", "Clues"),
    "checks.tab.rectify": ("整改", "To put right"),
    "checks.tab.leads": ("主动发现", "Discovery"),
    "checks.tab.weeks": ("三周工作法", "Three weeks"),
    "checks.help": (
        (
            "抽查：先固定能抽到哪些户，会上报出种子再抽签；名单只有县里能打开，谁看过都有记录。线索：两人核实、听"
            "过本人说明，再作一个结论，本软件不会自己停发。整改：谁负责、什么时候改完、有什么佐证，逾期报上一级。"
            "主动发现：线索要在期限内入户。三周工作法：每年三次，每次三周，逐村摸底。"
        ),
        (
            "Spot checks: first fix which households may be drawn, then take the seed called out at the meeting and"
            " draw; only the county can open the list, and whoever looked is written down. Clues: two people verify,"
            " the household is heard, then each clue ends once; nothing here stops a payment. To put right: who, by"
            " when, with what proof; what is overdue goes one level up. Discovery: leads are visited in time. Three"
            " weeks: three times a year every village is gone through."
        ),
    ),
    "checks.back": ("返回列表", "Back to the list"),
    "checks.print": ("打印", "Print"),
    "checks.noted": ("已记下。", "Noted."),
    "checks.name": ("姓名", "Name"),
    "checks.state": ("现在", "Now"),
    "checks.day": ("日期", "Day"),
    "checks.since": ("从哪天", "From"),
    "checks.until": ("到哪天", "To"),
    "checks.why": ("原因", "Reason"),
    "checks.no_benefit": ("不享受待遇", "No benefit"),
    "checks.heard": ("已听本人说明", "household heard"),
    "checks.not_heard": ("未听本人说明", "household not heard"),
    "checks.spot.nothing": (
        "还没有抽查。县里先固定能抽到哪些户，再到会上报出种子抽签。",
        (
            "No spot check yet. The county first fixes which households may be drawn, then draws with a seed called"
            " out at the meeting."
        ),
    ),
    "checks.spot.new": ("安排一次抽查", "Prepare a spot check"),
    "checks.spot.new_why": (
        (
            "先固定能抽到哪些户，它的核对码会告诉各乡镇；之后名单有变化，就不能再用这一次抽签。备案户、有人反映的"
            "户一定要查，不占抽签名额。"
        ),
        (
            "First fix which households may be drawn; the townships are told its digest. If the lists change afterwards,"
            " this draw is void. Filed households and those complained about are checked in any case and take no place"
            " of the lots."
        ),
    ),
    "checks.spot.batch": ("批次号", "Batch"),
    "checks.spot.area": ("范围", "Area"),
    "checks.spot.mode": ("方式", "Kind"),
    "checks.spot.frame": ("从哪些户里抽", "Drawn from"),
    "checks.frame.visited": ("这段时间核查过的户", "Households verified in these days"),
    "checks.frame.approved": ("这段时间新审批的户", "Households newly approved in these days"),
    "checks.frame.benefit": ("所有在保户", "All households in benefit"),
    "checks.spot.fix": ("固定名单", "Fix the list"),
    "checks.spot.fixed": (
        "{day} 固定：共 {size} 户，应抽 {count} 户，核对码 {digest}",
        "Fixed on {day}: {size} households, {count} to be checked, digest {digest}",
    ),
    "checks.spot.size": ("总户数", "Frame"),
    "checks.spot.accuracy": ("准确率", "Accuracy"),
    "checks.spot.all": ("全部抽查：{found}", "All checks: {found}"),
    "checks.spot.by_mode": ("{mode} {count} 户", "{mode} {count}"),
    "checks.spot.compare": (
        "{day} 以前准确率 {before}，以后 {after}",
        "Accuracy before {day}: {before}; since then: {after}",
    ),
    "checks.spot.planned": ("应抽", "To check"),
    "checks.spot.not_drawn": (
        "还没有抽签。请在会上当众报出种子（如当天的开奖号码），再输进来。",
        "Not drawn yet. Call the seed out at the meeting (such as the day's lottery number), then enter it.",
    ),
    "checks.spot.seed": ("种子", "Seed"),
    "checks.spot.seed_hint": ("如 20261121-738216", "such as 20261121-738216"),
    "checks.spot.draw": ("抽签", "Draw"),
    "checks.spot.drawn": (
        "已抽好。名单只在县里，谁打开都会记下。",
        "Drawn. The list stays with the county; whoever opens it is written down.",
    ),
    "checks.spot.hidden": (
        "名单还没有公开，只有县里能打开，每次打开都会记下名字和时间。",
        "The list is not public. Only the county can open it; each opening is written down with name and time.",
    ),
    "checks.spot.open": ("打开名单", "Open the list"),
    "checks.spot.print": ("打印抽样记录", "Print the draw"),
    "checks.spot.seed_was": ("种子 {seed}，{day} 抽签", "Seed {seed}, drawn on {day}"),
    "checks.spot.looked": ("看过名单：{looks}", "Opened by: {looks}"),
    "checks.spot.rank": ("序号", "No."),
    "checks.spot.visit": ("去抽查", "Check this household"),
    "checks.spot.enter": ("登记已签字的结果", "Enter signed results"),
    "checks.spot.none_ready": (
        "还没有两人签好字的抽查表。请先填表、签字。",
        "No check form with both signatures yet. Fill in and sign first.",
    ),
    "checks.spot.entered": ("登记了 {count} 户的抽查结果。", "Entered the results of {count} household{s}."),
    "checks.spot.announce": ("公布种子和名单", "Announce seed and list"),
    "checks.spot.announced": ("已公布，各乡镇都能看到。", "Announced; the townships can see it."),
    "checks.spot.absent_why": ("家里没人的原因", "Why nobody was met"),
    "checks.spot.absent_hint": ("如 全家外出，邻居证实", "such as: all away, a neighbour confirms"),
    "checks.spot.absent": ("换下一户", "Take the next one"),
    "checks.spot.replaced": (
        "已换成顺序里的下一户，原来那户仍留在名单上。",
        "The next in order takes the place; the absent one stays listed.",
    ),
    "checks.spot.was_absent": ("家里没人", "Nobody met"),
    "checks.spot.signed": ("已签字，待登记", "Signed, to enter"),
    "checks.spot.to_visit": ("待抽查", "To visit"),
    "checks.spot.results": ("查到的情况", "What was found"),
    "checks.spot.tally": (
        "查 {count} 户，有重大差异 {major} 户（{share}），认定准确率 {accuracy}，知晓政策 {aware} 户",
        "{count} checked, {major} with a major difference ({share}), accuracy {accuracy}, {aware} know the policy",
    ),
    "checks.spot.of": ("{who}：{found}", "{who}: {found}"),
    "checks.spot.all_again": (
        "{who} 有重大差异的超过规定比例，这个小组走访过的户应当全部复查。",
        "{who}: too many major differences; everything this team visited has to be checked again.",
    ),
    "checks.spot.again": ("列入全部复查", "List all for checking again"),
    "checks.spot.again_done": (
        "{who} 走访过的户已全部列入复查。",
        "Everything visited by {who} is listed for checking again.",
    ),
    "checks.spot.differences": ("与原核查表不同的地方", "Differences from the visit"),
    "checks.spot.difference": (
        "{head} {item}：原登记 {before}，复核 {now}，{grade} {note}",
        "{head}, {item}: registered {before}, found {now}; {grade} {note}",
    ),
    "checks.spot.state.found": ("已查 {count} 户", "{count} checked"),
    "checks.spot.state.announced": ("已公布", "Announced"),
    "checks.spot.state.closed": ("未公开", "Not public"),
}
