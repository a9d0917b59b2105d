"""Words of the print centre: preview, printers, print queue."""

TEXTS: dict[str, tuple[str, str]] = {
    "desk.print.to_roster": ("决定存疑的行", "Decide doubtful rows"),
    "desk.print.heading": ("打印", "Print"),
    "desk.print.help": (
        (
            "左边选要打印的纸，右边选给哪个村、哪一户打印，中间就是印出来的样子。\n"
            "Ctrl+P 打印；没有打印机时可以存为 PDF，拿到别处打印。没有签完字的走访不能打印，所以这里不列。"
        ),
        (
            "Choose the paper on the left and whom it is for on the right; the middle shows it as it will be printed.\n"
            "Ctrl+P prints. Without a printer, save a PDF. What may not be printed yet is not listed."
        ),
    ),
    "desk.print.documents": ("要打印什么", "What to print"),
    "desk.print.nothing_offered": (
        "您的职责里没有要打印的纸。需要打印时请有这项职责的人登录。",
        "There is no paper for you to print. Ask somebody with that duty to sign in.",
    ),
    "desk.print.no_village": (
        "还没有可以公示的村。先导入名册，这里就能打印公示榜。",
        "There is no village with households yet. Bring in a roster first.",
    ),
    "desk.print.no_visit": (
        "还没有两个人都签过字的走访。签完字，这里就能打印。",
        "No visit has both signatures yet. It can be printed once both have signed.",
    ),
    "desk.print.no_person": ("还没有可以选的人。", "There is nobody to choose yet."),
    "desk.print.no_draw": (
        "还没有随机分过户。在“轮次”的“分户”里随机分户以后，这里就能打印。",
        "There has been no draw yet. Draw under Rounds, Give out; then its record can be printed here.",
    ),
    "desk.print.which_village": ("哪个村", "Village"),
    "desk.print.which_visit": ("哪一户", "Household"),
    "desk.print.which_person": ("哪个人", "Person"),
    "desk.print.which_draw": ("哪一次分户", "Draw"),
    "desk.print.find_draw": ("输入轮次、种子或日期查找", "Type a round, seed or day"),
    "desk.print.find": ("输入姓名查找", "Type a name"),
    "desk.print.board_kind": ("公示种类", "Kind of notice"),
    "desk.print.board_initial": ("初审公示", "First examination"),
    "desk.print.board_result": ("确认结果公布", "Confirmed result"),
    "desk.print.board_standing": ("长期公示", "Standing notice"),
    "desk.print.board_reviewed": ("复查后公示", "After an objection"),
    "desk.print.posted_on": ("张贴日期", "Posted on"),
    "desk.print.signed_on": ("落款日期", "Dated"),
    "desk.print.batch": ("批次（可不填）", "Batch (optional)"),
    "desk.print.batch_example": ("第二批", "Second batch"),
    "desk.print.township_phone": ("镇监督电话（可不填）", "Township telephone (optional)"),
    "desk.print.county_phone": ("县监督电话（可不填）", "County telephone (optional)"),
    "desk.print.paper": ("纸张", "Paper"),
    "desk.print.a4": ("A4", "A4"),
    "desk.print.a3": ("A3", "A3"),
    "desk.print.copies": ("份数", "Copies"),
    "desk.print.fewer": ("少一份", "One fewer"),
    "desk.print.more": ("多一份", "One more"),
    "desk.print.pin": ("签上您的名（可不填）", "Sign it (optional)"),
    "desk.print.pin_hint": ("您的口令", "Your PIN"),
    "desk.print.print": ("打印…", "Print…"),
    "desk.print.save": ("存为 PDF…", "Save as PDF…"),
    "desk.print.pdf_kinds": ("PDF 文件 (*.pdf)", "PDF file (*.pdf)"),
    "desk.print.sheet": ("纸样", "The sheet"),
    "desk.print.whole": ("适合", "Whole sheet"),
    "desk.print.real": ("实际大小", "Real size"),
    "desk.print.nearer": ("放大（Ctrl+滚轮）", "Nearer (Ctrl+wheel)"),
    "desk.print.farther": ("缩小（Ctrl+滚轮）", "Farther (Ctrl+wheel)"),
    "desk.print.size_on_screen": ("显示比例", "Size on the screen"),
    "desk.print.others": ("第 1 页 · 其余正在排", "Page 1 · others coming"),
    "desk.print.first_only": ("只排了第 1 页", "Page 1 only"),
    "desk.print.stop": ("停下", "Stop"),
    "desk.print.go_on": ("排完", "Make the rest"),
    "desk.print.page_before": ("上一页", "Page before"),
    "desk.print.page_after": ("下一页", "Next page"),
    "desk.print.page_of": ("第 {page} / {pages} 页", "Page {page} of {pages}"),
    "desk.print.making": ("正在排版…", "Laying out…"),
    "desk.print.substituted": (
        "这台电脑没有标准字体，纸上已代替：{fonts}",
        "Standard fonts missing here and replaced on the paper: {fonts}",
    ),
    "desk.print.printing": ("正在打印 {name}", "Printing {name}"),
    "desk.print.printed": (
        "{name} 已交给打印机，并记了一笔（编号 {code}）。",
        "{name} went to the printer and was recorded ({code}).",
    ),
    "desk.print.saving": ("正在存 PDF", "Saving the PDF"),
    "desk.print.saved": ("PDF 已存到 {path}", "The PDF is in {path}"),
    "error.print.printer-failed": (
        "打印机没有接受这份纸。数据没有受影响；请检查打印机，或者存为 PDF 到别处打印。",
        "The printer did not take the paper. Nothing is lost; check the printer, or save a PDF and print it elsewhere.",
    ),
    # ---- printers
    "desk.print.no_printer": ("没有装打印机", "No printer here"),
    "desk.print.no_printer_why": (
        "这台电脑没有装打印机。点“存为 PDF”，把文件拿到有打印机的电脑上打印；记录照样留着。",
        "No printer is set up on this computer. Save a PDF and print it elsewhere; the record is kept all the same.",
    ),
    "desk.print.open_folder": ("打开文件夹", "Open the folder"),
    "desk.print.machine": ("打印机", "Printer"),
    "desk.print.tray": ("纸盒", "Tray"),
    "desk.print.tray.auto": ("自动", "Automatic"),
    "desk.print.tray.upper": ("上纸盒", "Upper"),
    "desk.print.tray.middle": ("中纸盒", "Middle"),
    "desk.print.tray.lower": ("下纸盒", "Lower"),
    "desk.print.tray.large": ("大容量纸盒", "Large"),
    "desk.print.tray.manual": ("手送", "By hand"),
    "desk.print.sides": ("单双面", "Sides"),
    "desk.print.sides.none": ("单面", "One side"),
    "desk.print.sides.long": ("双面，沿长边翻", "Both sides, turned at the long edge"),
    "desk.print.sides.short": ("双面，沿短边翻", "Both sides, turned at the short edge"),
    "desk.print.pages": ("页码", "Pages"),
    "desk.print.pages_example": ("全部；或如 1-3,5", "All; or such as 1-3,5"),
    "desk.print.booklet": ("小册子（A4 对折成 A5）", "Booklet (A4 folded to A5)"),
    "desk.print.booklet_by_hand": (
        "这台打印机不会自己印双面：小册子的正面和背面会分成前后两张印出来。",
        "This printer does not turn paper by itself: front and back of the booklet come on two sheets.",
    ),
    "desk.print.checking": ("正在核对页边…", "Checking the margins…"),
    "desk.print.fits": ("页边够用，不会裁掉内容。", "The margins suffice; nothing will be cut."),
    "desk.print.cut": (
        "会被裁掉：第 {page} 页。这台打印机在纸边留白 {needs} 毫米，纸上的内容离边只有 {stands} 毫米。请换一台打印机。",
        (
            "Page {page} would be cut: this printer leaves {needs} mm white at the edge, and the page begins "
            "{stands} mm from it. Choose another printer."
        ),
    ),
    "desk.print.no_size": (
        "这台打印机没有 {size} 纸，会缩到它自己的纸上印。请换一台打印机，或者回去选别的纸张。",
        "This printer has no {size} paper and would shrink the page. Choose another printer or another paper.",
    ),
    "error.print.pages": (
        "页码要写成 1-3,5 这样，最大是 {pages}。",
        "Write pages such as 1-3,5; the last is {pages}.",
    ),
    # ---- many at once
    "desk.print.queue": ("全村一起…", "A whole village…"),
    "desk.print.queue_title": ("全村的入户核查表", "All visit forms of a village"),
    "desk.print.queue_none": (
        "还没有两个人都签过字的走访。签完字，这里就能一起打印。",
        "There is no visit yet that both have signed. Then they can be printed together here.",
    ),
    "desk.print.queue_village": ("{name}　{count} 户", "{name}, {count} form{s}"),
    "desk.print.queue_how": ("怎么出", "How"),
    "desk.print.queue_printer": ("打印", "Print"),
    "desk.print.queue_folder": ("每户一个文件", "A file each"),
    "desk.print.queue_file": ("合成一个 PDF", "One PDF"),
    "desk.print.queue_file_name": ("入户核查表-{village}.pdf", "visit-forms-{village}.pdf"),
    "desk.print.queue_begin": ("开始", "Begin"),
    "desk.print.queue_stops": (
        "随时可以停下。每一户都印完整了才算数，停下时会说印到哪一户。",
        "You may stop at any time. Only whole forms count, and you are told how far it came.",
    ),
    "desk.print.queue_running": ("{village}：入户核查表", "{village}: visit forms"),
    "desk.print.queue_done": ("全部完成：{count} 户。", "All done: {count} household{s}."),
    "desk.print.queue_stopped": (
        "停下了：做完 {count} 户，最后一户是 {last}；还有 {left} 户没有做，下一户是 {next}。",
        "Stopped after {count} household{s}, the last being {last}; {left} are left, beginning with {next}.",
    ),
    "desk.print.queue_nothing": (
        "停下了：一户也没有做，还有 {left} 户。",
        "Stopped before the first form; {left} are left.",
    ),
    "desk.print.queue_failed": ("{number} 户没有做成：{why}", "Household {number} failed: {why}"),
    "desk.print.queue_failed_more": ("另有 {count} 户没有做成。", "{count} more failed."),
    # ---- how often it was printed
    "desk.print.times": ("印过 {count} 次", "Printed {count} time{s}"),
    "desk.print.times_title": ("这份纸印过几次", "How often this was printed"),
    "desk.print.times_row": ("{who}　{count} 份　{printer}", "{who}, copies: {count}, {printer}"),
}
