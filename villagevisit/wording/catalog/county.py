"""The county's side: its commands and its supervision pages."""

TEXTS: dict[str, tuple[str, str]] = {
    "county.cli.made": (
        ("“{name}”已建好。密钥指纹：{fingerprint}\n\n恢复密钥（只显示这一次，请抄在纸上，锁进保险柜，不要存进电脑）：\n{recovery}\n{qr}\n"
        "没有它，备份谁也打不开。\n下一步：villagevisit county enrol -o 县文件.json"),
        ("“{name}” is ready. Fingerprint of its keys: {fingerprint}\n\nRecovery key (shown this once: write it on paper, lock it "
        "away, keep it in no computer):\n{recovery}\n{qr}\nWithout it nobody can open a backup.\n"
        "Next: villagevisit county enrol -o county.json"),
    ),
    "county.cli.enrolled": (
        "已写好 {file}，可供 {laptops} 台电脑使用，30 天内有效。请妥善保管，当面交付并核对指纹：{fingerprint}",
        ("Wrote {file} for {laptops} computers, good for 30 days. Keep it safe, hand it over and compare the fingerprint: "
        "{fingerprint}"),
    ),
    "county.cli.serving": (
        "“{name}”正在接收：{url}\n查看页面的登录码：{code}\n按 Ctrl+C 停止。",
        "“{name}” is receiving at {url}\nSign-in code of the pages: {code}\nStop with Ctrl+C.",
    ),
    "county.cli.code_from_file": ("（见登录码文件）", "(in the code file)"),
    "county.cli.file_taken": (
        "{file}：收下 {accepted} 条，已有 {duplicate} 条，退回 {refused} 条",
        "{file}: {accepted} accepted, {duplicate} known, {refused} refused",
    ),
    "county.cli.file_repeated": ("{file}：以前收过，回执已再写一份", "{file}: taken before, the same receipt was written"),
    "county.cli.file_refused": ("{file}：没有收下（{why}）", "{file}: not taken ({why})"),
    "county.cli.nothing_on_stick": ("U盘上没有交接文件。", "There is no batch file on the stick."),
    "county.cli.pull_out": ("回执已写好，可以拔出U盘。", "Receipts are written; you can pull out the stick."),
    "county.cli.notified": (
        "通知已备好，各电脑下次发送时收到。",
        "The message waits; computers take it at their next exchange.",
    ),
    "county.cli.revoked": ("{device} 已停用，以后发来的内容会单独存放。", "{device} is shut out; what it sends is set aside."),
    "county.cli.rebuilt": ("已由 {count} 条记录重新整理。", "Rebuilt from {count} record{s}."),
    "error.county.code": (
        "县代码“{given}”不对，没有建立。请填 12 位数字，如 510101000000。",
        "“{given}” is not a county code, nothing was made. Give 12 digits, such as 510101000000.",
    ),
    "error.county.exists": (
        "这里已经是“{name}”，没有改动。要另建一个县，请用 --home 指定别的文件夹。",
        "This is “{name}” already; nothing was changed. For another county, choose another folder with --home.",
    ),
    "error.county.missing": (
        "“{folder}”里还没有建县。请先运行 villagevisit county init。",
        "There is no county in “{folder}”. Run villagevisit county init first.",
    ),
    "error.county.port": (
        "端口 {port} 用不了，服务器没有启动，数据未动。请换一个端口。",
        "Port {port} cannot be used; the server did not start, data untouched. Choose another port.",
    ),
    "error.county.database": (
        "打不开或写不进记录库。已收下的内容不受影响；请检查磁盘空间、权限和 --database。",
        "The record log cannot be opened or written. What was taken is safe; check disk, permissions and --database.",
    ),
    "error.county.quarantine-full": (
        "待查文件太多，暂时不能再收。已收下的内容不受影响；请先处理 quarantine 文件夹。",
        "Too many files are set aside, no more can be taken now. What was taken is safe; clear the quarantine folder.",
    ),
    "error.county.no-such-device": (
        "没有登记名为 {device} 的电脑，没有改动。请核对设备编号。",
        "No computer {device} is enrolled; nothing was changed. Check its name.",
    ),
    "error.county.no-text": ("通知没有内容，没有发出。", "The message is empty; nothing was sent."),
    "county.page.title": ("县级查看", "Supervision"),
    "county.page.language": ("中文", "English"),
    "county.page.leave": ("退出", "Sign out"),
    "county.page.enter": ("进入", "Enter"),
    "county.page.code": ("登录码（启动服务器时显示）", "Sign-in code (shown when the server started)"),
    "county.page.wrong_code": (
        "登录码不对，或刚才错得太多。请核对后再试；连续错 5 次要等 5 分钟。",
        "Wrong code, or too many wrong ones just now. Check and try again; after five you wait five minutes.",
    ),
    "county.page.nothing": ("还没有收到任何走访记录。", "No visit has been received yet."),
    "county.page.lag": ("还有 {count} 条记录正在整理。", "Still to be added to this view: {count} record{s}."),
    "county.page.year": ("{year}年", "{year}"),
    "county.page.uncertified": (
        "▲ 签字的人没有经县里认证：{names}", "▲ signed by people whom the county has not certified: {names}"
    ),
    "county.page.villages": ("各村收到的户", "Households received, by village"),
    "county.page.village_name": ("村", "Village"),
    "county.page.village": ("{name}：收到的户", "{name}: households received"),
    "county.page.households": ("收到户数", "Households"),
    "county.page.signed": ("签字齐全", "Fully signed"),
    "county.page.records": ("记录", "Records"),
    "county.page.last": ("最近收到", "Last received"),
    "county.page.back": ("← 返回", "← Back"),
    "county.page.more": ("下一页 →", "Next page →"),
    "county.page.household_no": ("户编号", "Household no."),
    "county.page.group": ("组", "Group"),
    "county.page.head": ("户主", "Head"),
    "county.page.frozen": ("走访完成", "Visit finished"),
    "county.page.signers": ("签字", "Signatures"),
    "county.page.files": ("照片等", "Photos"),
    "county.page.received": ("收到", "Received"),
    "county.page.corrected": ("已有更正", "corrected since"),
    "county.page.signed_by": ("✓ {names}", "✓ {names}"),
    "county.page.unsigned": ("▲ 签字不齐：{names}", "▲ not fully signed: {names}"),
    "county.page.files_missing": ("▲ 到了 {held}/{count}", "▲ {held} of {count} here"),
    "county.page.look_at": ("需要查看", "To look at"),
    "county.page.gap": (
        "▲ {device} 缺第 {first}–{last} 条，请找 U 盘或让它再发一次。",
        "▲ {device}: records {first}–{last} are missing; look for a stick or let it send again.",
    ),
    "county.page.alarm": ("{at}  {device}", "{at}  {device}"),
    "county.page.devices": ("电脑", "Computers"),
    "county.page.device": ("编号", "Number"),
    "county.page.device_name": ("名称", "Name"),
    "county.page.contact": ("最近联系", "Last contact"),
    "county.page.state": ("状态", "State"),
    "county.page.enrolled": ("正常", "in use"),
    "county.page.revoked": ("已停用", "shut out"),
    "county.page.batches": ("最近收到的文件", "Files received lately"),
    "county.page.pieces": ("附件块", "Pieces"),
    "county.page.size": ("大小", "Size"),
    "county.page.via": ("途径", "Way"),
    "county.page.network": ("网络", "network"),
    "county.page.stick": ("U盘", "stick"),
    "county.page.imported": ("✓ 已收下", "✓ taken"),
}
