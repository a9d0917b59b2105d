"""Sending to the county: errors of network, stick and batch, and why the county refused something."""

_STICK_SAFE = "已保存的内容都在这台电脑里"

TEXTS: dict[str, tuple[str, str]] = {
    "exchange.stick_readme": (
        ("入户通交接文件夹\r\n\r\n这里是要交给县里的走访记录，已经加密，只有县里能打开。\r\n"
        "请不要改名、移动或删除里面的文件。县里收下以后，回执会写在同一个文件夹里；\r\n"
        "请把U盘带回来，在原来的电脑上再点一次“写到U盘”。\r\n"),
        ("VillageVisit exchange folder\r\n\r\nVisit records for the county, encrypted so that only the county can open "
        "them.\r\nPlease do not rename, move or delete files. The county writes its receipts here;\r\n"
        "bring the stick back and press 'Write to stick' on the same computer again.\r\n"),
    ),
    "exchange.cli.sent": (
        "已发送 {records} 条记录，{batches} 个文件，{kilobytes} KB。",
        "Sent {records} records in {batches} files, {kilobytes} KB.",
    ),
    "exchange.cli.written": (
        "已写好 {records} 条记录，{batches} 个文件，{kilobytes} KB，并读回核对无误。",
        "Wrote {records} records in {batches} files, {kilobytes} KB; read back and compared.",
    ),
    "exchange.cli.nothing_due": ("没有待发送的记录。", "Nothing is waiting to be sent."),
    "exchange.cli.receipt": (
        "县里回执：收下 {accepted} 条，已有 {duplicate} 条，退回 {refused} 条。",
        "The county's receipt: {accepted} accepted, {duplicate} it had already, {refused} refused.",
    ),
    "exchange.cli.taken": ("县里来信：{title}", "From the county: {title}"),
    "exchange.cli.waiting": (
        "县里已收到 {count} 个文件，正在入库；下次发送时会拿到回执。",
        "The county has {count} file{s} and is still importing; the next exchange brings the receipts.",
    ),
    "exchange.cli.photos": ("从县里取回 {count} 张照片和手写签名。", "{count} photo{s} and drawn signatures came down."),
    "exchange.cli.brought": ("从县里取回 {count} 条记录。", "{count} record{s} came from the county."),
    "lineage.this_computer": ("这台电脑", "This computer"),
    "lineage.restored": (
        "这台电脑用的是旧备份：有些内容早就发到县里了，正在取回。已保存的都在，没有丢；这台电脑以后用新的编号发送，照常工作即可。",
        ("This computer runs on an old backup: some of its work had been sent to the county and is fetched back. Nothing is "
        "lost; from now on it sends under a new name. Go on working."),
    ),
    "lineage.copied": (
        "这台电脑的数据被复制到了另一台电脑，两台都在用。两边的记录都保留，没有丢；这台电脑以后用新的编号发送。请告诉县里。",
        ("The data of this computer was copied to another and both are in use. The work of both is kept; from now on this "
        "one sends under a new name. Please tell the county."),
    ),
    "reset.confirm": (
        "县里的备份里已有全部记录。要清空“{folder}”里的数据吗？",
        "The county's tested backup holds every record. Empty the data in “{folder}”?",
    ),
    "reset.done": ("已清空。可以交给别人重新设置。", "Emptied. It can be set up anew."),
    "error.reset.not-safe": (
        ("没有清空，数据都在。还有内容只在这台电脑里：未送到县里 {due} 条，县里收到但还没进入核验过的备份 {received} 条，"
        "被退回 {refused} 条，照片等附件 {photos} 个，草稿 {drafts} 份，未签字 {unsigned} 份。"
        "请先办完草稿、签字和退回的，发送到县里；等县里做过备份后再发送一次，然后再清空。"),
        ("Nothing was emptied. Still only here: {due} records not at the county, {received} there but in no tested backup, "
        "{refused} refused, {photos} attachments, {drafts} drafts, {unsigned} unsigned. Finish drafts, signatures and refused "
        "records and send them; exchange once more after the county's backup, then reset."),
    ),
    "error.reset.left-over": (
        "有些文件删不掉，可能还开着入户通窗口。记录都已在县里的备份里；请关掉窗口，再清空一次或手工删除“{folder}”。",
        ("Some files could not be deleted; perhaps a window is still open. Everything is in the county's backup; close it and "
        "reset again, or delete “{folder}” by hand."),
    ),
    "exchange.cli.pull_out": ("现在可以拔出U盘。", "You can pull out the stick now."),
    "exchange.cli.own": ("本机签名，真实完整", "signed by this computer, genuine and whole"),
    "exchange.cli.others": (
        "签名与文件内的密钥相符，是否可信由县里核对",
        "whole, and signed by the key it names; whether to trust that key is for the county",
    ),
    "exchange.cli.inspected": (
        ("设备 {device}，发往 {county}\n记录 {records} 条（{first}–{last}），照片等附件 {pieces} 块\n"
        "制作时间 {made_at}，{size} 字节\n密钥指纹 {fingerprint}\n{own}"),
        ("Device {device}, for {county}\n{records} records ({first}–{last}), {pieces} pieces of attachments\n"
        "Made {made_at}, {size} bytes\nKey fingerprint {fingerprint}\n{own}"),
    ),
    "error.exchange.no-county-file": (
        "还没有读入县里发的文件，不知道要发给谁。记录都保存着；请先选择县里给的“县文件”。",
        "The county's file has not been read yet, so nobody knows where to send. Records are safe; choose that file first.",
    ),
    "error.exchange.no-server": (
        "县里的文件没有写服务器地址。记录都保存着；请用U盘交接，或向县里要新的文件。",
        "The county's file names no server. Records are safe; use a stick, or ask the county for a new file.",
    ),
    "error.exchange.bad-url": (
        "“{url}”不是可用的服务器地址。记录都保存着；地址应以 http:// 或 https:// 开头，请改正后再发。",
        "“{url}” is not a server address. Records are safe; it must begin with http:// or https://.",
    ),
    "error.exchange.server-unreachable": (
        "连不上县里的服务器。" + _STICK_SAFE + "；请检查网络后再发，或先写到U盘。",
        "The county's server cannot be reached. Everything is safe here; check the network and send again, or use a stick.",
    ),
    "error.exchange.interrupted": (
        "传到一半断开了。" + _STICK_SAFE + "，没有丢；再点一次就从断开的地方接着传。",
        "It broke off half-way. Nothing is lost, all of it is still here; do it again and it goes on where it stopped.",
    ),
    "error.exchange.server-busy": (
        "县里的服务器正忙。" + _STICK_SAFE + "；请过几分钟再发。",
        "The county's server is busy. Everything is safe here; send again in a few minutes.",
    ),
    "error.exchange.not-a-county": (
        "对方的回答不像是县里的服务器（可能是网络登录页）。没有算作已发送，" + _STICK_SAFE + "；请先登录网络或核对地址。",
        ("The answer does not come from the county's server (perhaps a network sign-in page). Nothing counts as sent and all "
        "is safe here; sign in to the network or check the address."),
    ),
    "error.exchange.folder-missing": (
        "找不到U盘或文件夹。" + _STICK_SAFE + "；请插好U盘再试。",
        "The stick or folder is not there. Everything is safe here; insert the stick and try again.",
    ),
    "error.exchange.folder-full": (
        "U盘或磁盘空间不够，没有写完的文件已作废。" + _STICK_SAFE + "；请腾出空间或换一个U盘再试。",
        ("The stick or disk is full and the unfinished file does not count. Everything is safe here; free space or take "
        "another stick."),
    ),
    "error.exchange.folder-read-only": (
        "U盘或文件夹不能写入。" + _STICK_SAFE + "；请关掉U盘的写保护，或换一个U盘再试。",
        "The stick or folder cannot be written. Everything is safe here; switch off write protection or take another stick.",
    ),
    "error.enrolment.file-unreadable": (
        "打不开“{file}”，没有改动任何内容。请看看文件还在不在、U盘插好没有，再选一次。",
        "“{file}” cannot be opened; nothing was changed. See that the file is there and the stick is in, and choose again.",
    ),
    "error.enrolment.not-a-county-file": (
        "这不是县里发的“县文件”，或者文件已损坏。没有改动任何内容；请向县里重新要一份。",
        "This is not the county's file, or it is damaged. Nothing was changed; ask the county for it again.",
    ),
    "error.enrolment.fingerprint": (
        "文件里的指纹与密钥对不上，文件被改动过。没有采用；请向县里重新要一份，并当面核对指纹。",
        "The fingerprint in the file does not fit its keys, so it was altered. It was not used; ask the county for it again.",
    ),
    "error.enrolment.other-county": (
        "这台电脑属于“{have}”，文件是“{given}”的。没有改动；请用本县的文件。",
        "This computer belongs to “{have}”, the file to “{given}”. Nothing was changed; use your own county's file.",
    ),
    "error.keys.damaged": (
        "密钥文件读不出来或已损坏。已保存的记录完好；请不要再发送，联系县里处理。",
        "The key file cannot be read or is damaged. Saved records are safe; stop sending and call the county.",
    ),
    "error.batch.not-a-batch": (
        "这不是入户通的交接文件。没有改动任何内容；请选择后缀为 .vvb 的文件。",
        "This is not a batch file. Nothing was changed; choose a file ending in .vvb.",
    ),
    "error.batch.truncated": (
        "这个文件不完整，多半是U盘提前拔出了。原电脑里的内容还在；请回到原电脑再写一次。",
        "This file is incomplete, most likely the stick was pulled too early. The sender still has it; write it again.",
    ),
    "error.batch.damaged": (
        "这个文件有损坏，没有采用。原电脑里的内容还在；请回到原电脑再写一次。",
        "This file is damaged and was not used. The sender still has it; write it again.",
    ),
    "error.batch.header": (
        "这个文件的开头不合格式，没有采用。请用新版本的入户通再写一次。",
        "The head of this file is malformed and it was not used. Write it again with a current VillageVisit.",
    ),
    "error.batch.newer": (
        "这个文件是更新的版本（{version}）写的，没有采用。文件完好；请升级本机程序。",
        "A newer version ({version}) wrote this file, so it was not used. It is whole; update this program.",
    ),
    "error.batch.too-large": (
        "这个文件超过了允许的大小，没有采用。请联系县里的技术人员。",
        "This file is larger than allowed and was not used. Call the county's technician.",
    ),
    "error.batch.signature": (
        "签名不对，文件被改动过或是伪造的，没有采用。请回到原电脑再写一次，并告诉县里。",
        "The signature is wrong: altered or forged, so it was not used. Write it again and tell the county.",
    ),
    "error.batch.not-for-us": (
        "这个文件不是加密给本县的，县里打不开，已单独存放。记录都在；请在这台电脑上重新读入本县的文件再发。",
        ("This file is not encrypted to this county and was set aside. Records are safe; read your county's file and send "
        "again."),
    ),
    "error.batch.other-county": (
        "这个文件是发给另一个县的，没有采用。请核对服务器地址和县文件。",
        "This file is for another county and was not used. Check the server address and the county's file.",
    ),
    "error.batch.zstd": (
        "文件内容解不开，县里已单独存放待查。记录都在这台电脑里；请联系县里的技术人员。",
        "The content cannot be unpacked; the county set it aside. Records are safe here; call the county's technician.",
    ),
    "error.batch.content": (
        "文件内容不合格式，县里已单独存放待查。记录都在这台电脑里；请联系县里的技术人员。",
        "The content is malformed; the county set it aside. Records are safe here; call the county's technician.",
    ),
    "error.batch.gap": (
        "本机的记录首尾不连，没有发送。请停止录入，联系县里的技术人员检查数据文件。",
        "Records on this computer do not form an unbroken chain, so nothing was sent. Stop and call the county's technician.",
    ),
    "error.receipt.damaged": (
        "县里的回执损坏了，没有采用。记录都保存着；再发一次会得到同样的回执。",
        "The county's receipt is damaged and was not used. Records are safe; sending again brings the same receipt.",
    ),
    "error.receipt.signature": (
        "回执的签名不是本县的，没有采用。记录都保存着；请告诉县里。",
        "The receipt is not signed by this county and was not used. Records are safe; tell the county.",
    ),
    "error.down.signature": (
        "县里登记的不是这台电脑的密钥，没有取到内容。记录都保存着；请联系县里，向县里要新的县文件。",
        "The county knows another key for this computer, so nothing came down. Records are safe; ask for a new county file.",
    ),
    "error.down.unknown-device": (
        "县里还不认识这台电脑。记录都保存着；请向县里要新的县文件，读入后再发。",
        "The county does not know this computer yet. Records are safe; read a new county file and send again.",
    ),
    "error.down.other-device": (
        "下发的文件不是给这台电脑的，没有采用。记录都保存着。",
        "What came down is not for this computer and was not used. Records are safe.",
    ),
    "error.down.damaged": (
        "下发的文件损坏了，没有采用。记录都保存着；请再试一次。",
        "What came down is damaged and was not used. Records are safe; try again.",
    ),
    "error.device.unknown": (
        "县里还不认识这台电脑，发去的内容已单独存放，没有丢。请向县里要新的县文件，读入后再发。",
        "The county does not know this computer; what was sent is set aside, not lost. Read a new county file, send again.",
    ),
    "error.device.expired": (
        "县文件已过期，发去的内容已单独存放，没有丢。请向县里要新的县文件，读入后再发。",
        "The county's file has expired; what was sent is set aside, not lost. Read a new county file and send again.",
    ),
    "error.device.no-place": (
        "这份县文件的名额已用完，发去的内容已单独存放，没有丢。请向县里要新的县文件，读入后再发。",
        "This county file was used by as many computers as it allows; what was sent is set aside. Read a new one, send again.",
    ),
    "error.device.other-key": (
        "县里登记的不是这台电脑的密钥，可能数据被复制或重装过。发去的内容已单独存放，没有丢；请联系县里。",
        "The county knows another key for this computer; it may be a copy. What was sent is set aside; call the county.",
    ),
    "error.device.revoked": (
        "县里已停用这台电脑。发去的内容已单独存放，没有丢；请联系县里。",
        "The county has shut this computer out. What was sent is set aside, not lost; call the county.",
    ),
    "refusal.device.unknown": ("不认识的电脑", "unknown computer"),
    "refusal.device.expired": ("县文件已过期", "county file expired"),
    "refusal.device.no-place": ("县文件名额已用完", "county file used up"),
    "refusal.device.other-key": ("同名电脑用了另一把密钥", "same name, another key"),
    "refusal.device.revoked": ("电脑已停用", "computer shut out"),
    "refusal.batch.not-for-us": ("不是加密给本县的", "not encrypted to this county"),
    "refusal.batch.zstd": ("内容解不开", "content cannot be unpacked"),
    "refusal.batch.content": ("内容不合格式", "content malformed"),
    "refusal.batch.too-large": ("文件太大", "file too large"),
    "refusal.batch.truncated": ("文件不完整", "file incomplete"),
    "refusal.batch.damaged": ("文件损坏", "file damaged"),
    "refusal.batch.not-a-batch": ("不是交接文件", "not a batch file"),
    "refusal.batch.header": ("文件开头不合格式", "file head malformed"),
    "refusal.batch.newer": ("由更新版本写成", "written by a newer version"),
    "refusal.batch.signature": ("签名不对", "wrong signature"),
    "refusal.batch.other-county": ("发给另一个县", "for another county"),
    "refusal.record.fork": (
        "同一台电脑出现了两份不同的记录（可能复制或恢复过数据）",
        "two different records in one place of the chain (a copied or restored computer)",
    ),
    "refusal.record.unreadable": ("内容读不出来", "content cannot be read"),
    "refusal.record.kind": ("不是健康记录，却按健康记录发送", "sent as a health record and is none"),
    "refusal.record.subject": ("记录编号不符", "record names another subject"),
    "refusal.record.signature": ("签字无效", "signature not genuine"),
    "refusal.record.one-person": ("签字的不是两个不同的人", "the signatures are not two different people's"),
}
