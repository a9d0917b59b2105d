"""Why a board, an objection or an inquiry is refused: what happened, what is safe, what to do."""

TEXTS: dict[str, tuple[str, str]] = {
    "error.recusal.same-pair": (
        "{officer}上次走访过这一户，对那次走访的异议还没有处理完。复核要换另外两个人去；已填的内容完好。",
        "{officer} made the visit that was objected to. Two other people must visit again; nothing typed is lost.",
    ),
    "error.policy.not-a-contact": (
        "请填网址（http 或 https 开头）或电话号码。原来的值没有改动。",
        "Enter a web address (http or https) or a telephone number. The old value stands.",
    ),
    "error.board.no-paper": (
        "这张榜的打印记录不在本机。请在打印它的电脑上登记张贴，或先接收再试。",
        "The print of this board is not on this computer. Post it where it was printed, or receive first.",
    ),
    "error.board.posted-already": ("这张榜已经登记张贴过了。", "This board was posted already."),
    "error.board.no-place": ("请选至少一处张贴地点。", "Choose at least one place."),
    "error.board.other-day": (
        "榜上印的张贴日期是 {printed}，和实际张贴的日子对不上。请按张贴的日子重新打印，公示期才算得对。",
        "The board says that it was posted on {printed}, which is not so. Print it again for the right day.",
    ),
    "error.board.no-until": (
        "长期公示要写明公示到哪一天（下一次复核的日子），并且在张贴日之后。",
        "A standing board needs the day of the next review, later than the day of posting.",
    ),
    "error.board.unknown": ("没有找到这张榜。", "This board was not found."),
    "error.board.is-down": ("这张榜已经撤下，照片没有再保存。", "This board is down; no photo was kept."),
    "error.board.no-photo": ("请至少选一张照片。", "Choose at least one photo."),
    "error.board.too-early": (
        "公示要到 {closes} 晚上才满。提前撤下要写明原因，并且这次公示不算数，需要重新张贴。",
        "It has to hang until the end of {closes}. To take it down early give the reason; it must then hang anew.",
    ),
    "error.board.no-proof": (
        "这张榜还没有张贴照片，撤下以后就拍不到了。请先拍照；确实拍不了的，写明原因再撤，这次公示不算数，要重新张贴。",
        (
            "No photo of this board was taken, and once it is down there is nothing to photograph. Take one first; if "
            "that cannot be done, give the reason and take it down: it must then hang anew."
        ),
    ),
    "error.objection.nothing": ("请写明异议的内容。", "Say what the objection is."),
    "error.objection.no-household": ("请选择异议涉及哪一户。", "Choose the household that it is about."),
    "error.objection.unknown-code": ("有一项没有选对，请重新选择。", "Something was not chosen rightly; choose again."),
    "error.objection.unknown": ("没有找到这件异议。", "This objection was not found."),
    "error.objection.settled-already": ("这件异议已经处理完了。", "This objection is settled already."),
    "error.objection.no-reason": ("请写明复核结论的理由。", "Give the reason for the result."),
    "error.objection.no-revisit": (
        "还没有另外两个人的复核走访。请先派没去过的两个人入户、签字，再来写结论；异议保持未处理。",
        "Two other people have not visited and signed yet. Let them do so first; the objection stays open.",
    ),
    "error.objection.none-settled": (
        "这个村没有等待再公示的异议。",
        "No objection of this village waits for its second publicity.",
    ),
    "error.inquiry.nobody": ("请先登录，再登记。", "Sign in first."),
    "error.inquiry.nothing": ("请写明反映的内容。", "Say what it is about."),
    "error.inquiry.unknown-code": ("有一项没有选对，请重新选择。", "Something was not chosen rightly; choose again."),
    "error.inquiry.county-only": (
        "上级督办件由县里直接办理，请县里的同事登记。",
        "Supervised matters are handled by the county; let a colleague of the county enter it.",
    ),
    "error.inquiry.below-county": (
        "这是上级督办件，只能由县里办理，不能转到乡镇。",
        "This is a supervised matter; it stays with the county.",
    ),
    "error.inquiry.unknown": ("没有找到这件登记。", "This entry was not found."),
    "error.inquiry.closed": ("这件已经办结，没有改动。", "This is closed; nothing was changed."),
    "error.inquiry.not-yours": (
        "这件由{owner}负责。请{owner}来办，或由{owner}转给您。",
        "{owner} owns this. Let {owner} do it, or hand it over to you.",
    ),
    "error.inquiry.no-reason": ("请写明原因。", "Give the reason."),
    "error.inquiry.to-himself": ("不用转：这件本来就由这个人负责。", "No need: this person owns it already."),
    "error.inquiry.nothing-offered": ("这件没有等待接手的转办。", "Nothing was handed over here."),
    "error.inquiry.for-another": ("这件是转给{name}的，请{name}来接。", "This was handed to {name}, who has to accept it."),
    "error.inquiry.no-reference": ("请填督办文号。", "Enter the number of the order."),
    "error.inquiry.no-answer": ("请先写答复。", "Write the answer first."),
    "error.inquiry.extended-already": ("已经延长过一次，不能再延长。", "It was extended once already."),
    "error.inquiry.feedback-day": (
        "请填告诉群众结果的日子：不早于登记日，不晚于今天。没有反馈不能办结。",
        "Enter the day on which the person was told: between registration and today. Nothing is closed without it.",
    ),
    "error.inquiry.objection": (
        "这件是公示异议，请在异议里写复核结论，写完自动办结。",
        "This is an objection to a board; settle it there and it is closed here too.",
    ),
    "error.inquiry.count": ("请填一个合理的数。", "Enter a sensible number."),
    "error.inquiry.month-not-over": ("只能确认本月或以前的月份。", "Only this month or an earlier one can be confirmed."),
    "error.inquiry.person-not-here": (
        "没有留姓名，或者是在另一台电脑上登记的；姓名只留在受理的电脑和县里。",
        "No name was given, or it was taken on another computer; names stay there and with the county.",
    ),

    "error.board.web-folder": (
        "网上公示的文件没有写完。请换一个能写的文件夹再导出一次；公示榜的登记不受影响。",
        "The pages for the web were not all written. Choose another folder and write again; the boards are safe.",
    ),
}
