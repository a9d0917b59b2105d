"""Words of the clerk's pages: roster, print centre, sending."""

TEXTS: dict[str, tuple[str, str]] = {
    # ---- roster
    "desk.roster.heading": ("名册", "Roster"),
    "desk.roster.help": (
        (
            "把村里或民政系统的名册表格拖进来，入户通会认出每一列，先给您看，再导入。\n"
            "拿不准的行不会丢，也不会乱猜：它们在“待决定”里等您，用上下键选行，按数字键决定。\n"
            "没有收下的行在“未收”里，写明了原因；改好表格再导入一次就行，已经有的户不会重复。"
        ),
        (
            "Drop a roster workbook here. VillageVisit recognises each column, shows you, and only then takes it in.\n"
            "Doubtful rows are neither lost nor guessed: they wait under 'To decide'. Arrows choose a row, digits decide.\n"
            "Rows not taken are under 'Not taken', with the reason. Mend the file and bring it in again; nothing doubles."
        ),
    ),
    "desk.roster.tab_import": ("导入名册", "Bring in a roster"),
    "desk.roster.doubtful": ("待决定", "To decide"),
    "desk.roster.rejected": ("未收", "Not taken"),
    "desk.roster.tab_count": ("{words}  {count}", "{words}  {count}"),
    "desk.roster.choose_file": ("选择文件…", "Choose a file…"),
    "desk.roster.drop_here": ("把名册表格拖到这里", "Drop the roster workbook here"),
    "desk.roster.drop_hint": (
        "Excel（.xlsx、.xls）或 CSV 都可以，导入之前先给您看。",
        "Excel (.xlsx, .xls) or CSV. You see it before anything is taken in.",
    ),
    "desk.roster.file_kinds": (
        "名册表格 (*.xlsx *.xls *.xlsm *.csv *.txt);;所有文件 (*)",
        "Rosters (*.xlsx *.xls *.xlsm *.csv *.txt);;All files (*)",
    ),
    "desk.roster.earlier": ("以前导入的名册", "Earlier rosters"),
    "desk.roster.earlier_note": (
        "{when} · 共 {rows} 行：导入 {imported}，待决定 {doubtful}，未收 {rejected}",
        "{when} · {rows} rows: {imported} taken in, {doubtful} to decide, {rejected} not taken",
    ),
    "desk.roster.still_waiting": ("还有 {count} 行待决定", "{count} to decide"),
    "desk.roster.not_all_taken": ("有 {count} 行未收", "{count} not taken"),
    "desk.roster.settled": ("已处理完", "Settled"),
    "desk.roster.reading": ("正在读 {name}", "Reading {name}"),
    "desk.roster.importing": ("正在导入 {name}", "Bringing in {name}"),
    "desk.roster.size": ("{sheets} 张表 · {rows} 行", "sheets: {sheets} · rows: {rows}"),
    "desk.roster.sheets": ("表格里的各张表", "Sheets of the workbook"),
    "desk.roster.rows": ("{rows} 行", "{rows} rows"),
    "desk.roster.sheet_left_out": ("不导入", "Left out"),
    "desk.roster.sheet_empty": ("没有内容", "Empty"),
    "desk.roster.sheet_no_village": ("是哪个村的？", "Which village?"),
    "desk.roster.which_village": ("哪个村", "Village"),
    "desk.roster.choose_village": ("请选择…", "Please choose…"),
    "desk.roster.village_in_rows": ("各行自己写明", "Each row says it"),
    "desk.roster.read_sheet": ("导入这张表", "Take this sheet in"),
    "desk.roster.import": ("导入", "Bring in"),
    "desk.roster.import_rows": ("导入 {rows} 行", "Bring in {rows} rows"),
    "desk.roster.other_file": ("换个文件", "Another file"),
    "desk.roster.column_in_file": ("表里的列", "Column in the file"),
    "desk.roster.taken_for": ("认作", "Taken for"),
    "desk.roster.taken_for_of": ("“{column}”认作", "'{column}' is taken for"),
    "desk.roster.nth_row": ("第 {number} 行", "Row {number}"),
    "desk.roster.no_header": ("（没有表头）", "(no header)"),
    "desk.roster.not_read": ("不导入", "Not read"),
    "desk.roster.sure": ("认得", "Recognised"),
    "desk.roster.corrected": ("您已确认", "You said so"),
    "desk.roster.unsure": ("拿不准，请看一眼", "Not sure, please look"),
    "desk.roster.columns_sure": (
        "每一列都认出来了。看一眼前几行，没错就导入。",
        "Every column was recognised. Glance at the first rows, then bring it in.",
    ),
    "desk.roster.columns_unsure": (
        "有 {columns} 列拿不准（标着钟表的）。请看一眼，不对就在“认作”里改，下次会记住。",
        "{columns} columns are unsure (the clock mark). Please look and correct them; next time it is remembered.",
    ),
    "desk.roster.columns_remembered": (
        "这种表格以前见过，按您上次的更正认好了。",
        "This layout is known; your earlier corrections were used.",
    ),
    "desk.roster.village_missing": (
        "还不知道“{sheets}”是哪个村的，选好村就能导入。",
        "Which village is '{sheets}'? Choose it, then bring it in.",
    ),
    "desk.roster.nothing_to_read": (
        "没有可以导入的行。请选上至少一张表，或者换个文件。",
        "There is nothing to take in. Choose at least one sheet, or another file.",
    ),
    "desk.roster.done_title": ("{name} 已导入", "{name} was taken in"),
    "desk.roster.sum_rows": ("表里的行", "rows in the file"),
    "desk.roster.sum_imported": ("已导入", "taken in"),
    "desk.roster.sum_doubtful": ("待决定", "to decide"),
    "desk.roster.sum_rejected": ("未收", "not taken"),
    "desk.roster.households": ("户和人", "Households"),
    "desk.roster.households_of": ("{households} 户，{persons} 人", "{households} households, {persons} persons"),
    "desk.roster.compared": ("和以前比", "Compared"),
    "desk.roster.compared_of": (
        "新增 {added} 户，有变动 {changed} 户，没变 {unchanged} 户",
        "{added} new, {changed} changed, {unchanged} unchanged",
    ),
    "desk.roster.gone": ("名册里不见了", "No longer listed"),
    "desk.roster.gone_of": ("{count} 户，已列出，没有删除", "{count} household{s}, listed, not deleted"),
    "desk.roster.skipped": ("跳过", "Skipped"),
    "desk.roster.skipped_of": ("{count} 行标题、合计或空行", "titles, totals or blank lines: {count}"),
    "desk.roster.warnings": ("提醒", "Notes"),
    "desk.roster.warnings_of": ("{count} 行已导入但有提醒，见报告", "{count} row{s} came in with a note, see the report"),
    "desk.roster.changes": ("变动", "Changes"),
    "desk.roster.change": ("{who} {field}：{before} → {after}", "{who} {field}: {before} → {after}"),
    "desk.roster.more_in_report": ("其余见报告", "The rest is in the report"),
    "desk.roster.next_decide": (
        "下一步：看看拿不准的几行，每行点一下就行。",
        "Next: look at the doubtful rows; each takes one click.",
    ),
    "desk.roster.next_browse": ("都处理好了，可以看住户了。", "All settled. The households are ready."),
    "desk.roster.decide": ("去决定", "Decide"),
    "desk.roster.decide_rows": ("去决定 {count} 行", "Decide {count} row{s}"),
    "desk.roster.browse": ("看全部住户", "See all households"),
    "desk.roster.see_rejected": ("看未收的行", "See rows not taken"),
    "desk.roster.export": ("报告存为 Excel…", "Save the report…"),
    "desk.roster.another": ("再导入一份", "Another roster"),
    "desk.roster.report_name": ("{name}-导入报告.xlsx", "{name}-report.xlsx"),
    "desk.roster.report_kinds": ("Excel 表格 (*.xlsx)", "Excel workbook (*.xlsx)"),
    "desk.roster.exporting": ("正在写报告", "Writing the report"),
    "desk.roster.exported": ("报告已存到 {path}", "The report is in {path}"),
    "desk.roster.no_doubtful": (
        "没有要决定的行。导入名册时拿不准的行会在这里等您。",
        "Nothing to decide. Doubtful rows of a roster wait here for you.",
    ),
    "desk.roster.no_rejected": (
        "没有未收的行。收不下的行会列在这里，写明原因。",
        "Every row was taken. Rows that cannot be taken are listed here, with the reason.",
    ),
    "desk.roster.and_more": ("还有 {count} 行，决定一些后接着显示", "{count} more will follow"),
    "desk.roster.deciding": ("正在逐行处理", "Settling the rows"),
    "desk.roster.row_reason": ("第 {row} 行 · {reason}", "Row {row} · {reason}"),
    "desk.roster.where": ("{file} · {sheet} · 第 {row} 行", "{file} · {sheet} · row {row}"),
    "desk.roster.digit": ("{digit}   {words}", "{digit}   {words}"),
    "desk.roster.alike": ("同样问题的另外 {count} 行也这样办", "The same for the other rows of this kind ({count})"),
    "desk.roster.show_numbers": ("显示完整号码（会记下是谁看的）", "Show whole numbers (it is noted who looked)"),
    "desk.roster.which_import": ("哪一次导入", "Which import"),
    "desk.roster.rejected_safe": (
        "这一行没有收进来，其他行不受影响。在原表格里改好，再导入一次就行。",
        "This row was not taken; the others are safe. Mend it in the workbook and bring that in again.",
    ),
    # ---- sending
    "desk.exchange.heading": ("发送", "Send"),
    "desk.exchange.help": (
        (
            "有网络时点“发送到县里”，没有网络时写到U盘带去，两条路送的是同一个文件。\n"
            "随时可以停下，断网、拔线都不会丢东西：没有收到县里回执的，下次接着送，送两遍也不会重复。"
        ),
        (
            "With a network, send to the county; without one, write to a USB stick. Both carry the very same file.\n"
            "You may stop at any time. Nothing is lost: what the county has not confirmed goes again, and never doubles."
        ),
    ),
    "desk.exchange.waits": ("等着发送", "Waiting to be sent"),
    "desk.exchange.nothing_waits": ("没有等着发送的", "Nothing waits to be sent"),
    "desk.exchange.still_ask": (
        "仍然可以联系县里，看看有没有新的名册、任务和回执。",
        "You can still ask the county for new rosters, tasks and receipts.",
    ),
    "desk.exchange.work_on": ("两位都签过字的走访会在这里等着。", "Visits with both signatures wait here."),
    "desk.exchange.saved_here": (
        "都已存在这台电脑里，收到县里的回执之前一直留着。",
        "All of it is saved on this computer and stays until the county has confirmed it.",
    ),
    "desk.exchange.visits": ("次走访", "visits"),
    "desk.exchange.photos": ("张照片", "photos"),
    "desk.exchange.size": ("大小（约）", "size, about"),
    "desk.exchange.no_county_file": (
        "第一次发送之前，先导入县里给的文件。它说明送到哪里，并给要送的东西上锁，只有县里打得开。",
        (
            "Before the first time, bring in the file from your county. It says where to send, and locks what is sent so"
            " that only the county can open it."
        ),
    ),
    "desk.exchange.read_county_file": ("导入县里的文件…", "Bring in the county's file…"),
    "desk.exchange.choose_county_file": ("县里给的文件", "The county's file"),
    "desk.exchange.county_file_kinds": ("所有文件 (*)", "All files (*)"),
    "desk.exchange.reading_county_file": ("正在读县里的文件", "Reading the county's file"),
    "desk.exchange.enrolled": ("已认得{county}，可以发送了。", "{county} is known now; you can send."),
    "desk.exchange.to_county": ("发送到县里", "Send to the county"),
    "desk.exchange.to_stick": ("写到U盘…", "Write to a USB stick…"),
    "desk.exchange.stick_words": (
        "没有网络时用。写完会逐字读回来核对，再告诉您可以拔出。",
        "For places without a network. It is read back and compared before you are told to pull it out.",
    ),
    "desk.exchange.other_address": ("换个地址", "Another address"),
    "desk.exchange.same_address": ("用原来的地址", "The usual address"),
    "desk.exchange.address": ("县里的网址", "Address of the county"),
    "desk.exchange.choose_folder": ("选择U盘", "Choose the USB stick"),
    "desk.exchange.sending": ("正在发送到县里（KB）", "Sending to the county (KB)"),
    "desk.exchange.writing": ("正在写到U盘（KB）", "Writing to the USB stick (KB)"),
    "desk.exchange.stopped": ("已经停下，什么都没有丢", "Stopped; nothing is lost"),
    "desk.exchange.not_sent": ("没有送到，什么都没有丢", "Not sent; nothing is lost"),
    "desk.exchange.nothing_lost": (
        "要送的还在这台电脑里，下次接着送，送两遍也不会重复。",
        "It is all on this computer, goes again next time, and never doubles.",
    ),
    "desk.exchange.all_received": ("县里都收到了", "The county has it all"),
    "desk.exchange.some_refused": (
        "县里收到了，但退回 {count} 条，请看一看",
        "The county has it, but sent {count} back; please look",
    ),
    "desk.exchange.refused_kept": (
        "退回的还在这台电脑里，看过原因，改正后再送。",
        "What came back is still here. Read the reason, correct it and send it again.",
    ),
    "desk.exchange.no_receipt_yet": (
        "已送出，县里的回执还没有来，下次发送时会取",
        "Sent. The county's receipt has not come yet; it is fetched next time",
    ),
    "desk.exchange.nothing_was_due": ("没有要送的，已经联系过县里", "Nothing was due; the county was asked"),
    "desk.exchange.county_has": ("县里的回执", "The county says"),
    "desk.exchange.has": (
        "新收到 {accepted} 条，早已收到 {duplicate} 条，退回 {refused} 条",
        "{accepted} received, {duplicate} it had already, {refused} sent back",
    ),
    "desk.exchange.sent_size": ("送出", "Sent"),
    "desk.exchange.came_back": ("带回来的", "What came back"),
    "desk.exchange.brought": ("别的电脑做的，{count} 条", "From other computers: {count} record{s}"),
    "desk.exchange.nothing_came": ("没有新东西", "Nothing new"),
    "desk.exchange.pull_out": ("现在可以拔出U盘", "The USB stick can be pulled out now"),
    "desk.exchange.take_it_to_county": (
        "已写好并读回核对。请把U盘带到县里，回执也用它带回来。",
        "Written, read back and compared. Take the stick to the county and bring the receipt back on it.",
    ),
    "desk.exchange.nothing_to_write": (
        "没有要写的，U盘上的回执已经看过。",
        "There was nothing to write; the receipts on the stick were read.",
    ),
    "desk.exchange.file": ("文件", "File"),
    "desk.exchange.records": ("条数", "Records"),
    "desk.exchange.refused_line": ("{name}：{reason}", "{name}: {reason}"),
    "desk.exchange.refused_other": ("县里退回（{code}）", "sent back by the county ({code})"),
    "desk.exchange.look": ("去看", "Look"),
    "desk.exchange.a_record": ("一条记录", "A record"),
    "desk.exchange.households": ("各户到哪一步了", "How far each household is"),
    "desk.exchange.no_round": (
        "还没有开始复核轮次。开始走访以后，这里看得到每户送到哪一步。",
        "No round has begun. Once visits begin, you see here how far each household is.",
    ),
    "desk.exchange.no_household": ("这一步里没有住户。", "No household is at this step."),
    "desk.exchange.and_more": ("另有 {count} 户没有列出", "{count} more are not listed"),
    "desk.exchange.state_all": ("已经开始的", "All that have begun"),
    "desk.exchange.state_count": ("{state}  {count}", "{state}  {count}"),
    "desk.exchange.state_draft": ("草稿", "Draft"),
    "desk.exchange.state_frozen": ("待签字", "To be signed"),
    "desk.exchange.state_signed": ("已签字，待发送", "Signed, to be sent"),
    "desk.exchange.state_sent": ("已送出，等回执", "Sent, no receipt yet"),
    "desk.exchange.state_received": ("县里已收到", "Received by the county"),
    "desk.exchange.state_safe": ("县里已备份", "Safely kept by the county"),
    "desk.exchange.no_backup_yet": (
        "县里收到 {count} 次走访，还没有核验过的备份。备份之前，这台电脑里的照样留着。",
        "The county has received {count} visit{s} and has no tested backup yet; until then all of it stays here too.",
    ),
    "desk.exchange.partly_safe": (
        "县里收到 {count} 次走访，其中 {safe} 次已备份（备份核验于 {when}）。其余的这台电脑里照样留着。",
        "The county has received {count} visit{s}; {safe} in its backup, last tested {when}. The others stay here too.",
    ),
    "desk.exchange.all_safe": (
        "{count} 次走访县里都已备份（备份核验于 {when}）。",
        "All visits sent so far ({count}) are in the county's backup, last tested {when}.",
    ),
    "desk.exchange.state_refused": ("县里退回", "Sent back"),
}
