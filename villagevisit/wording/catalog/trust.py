"""Keys and certificates: whose key it is, and why somebody's signature does not count."""

TEXTS: dict[str, tuple[str, str]] = {
    "phrase.first": (
        "红 黄 蓝 绿 白 黑 大 小 新 老 高 圆 金 甜 早 热",
        "red yellow blue green white black big small new old tall round golden sweet early hot",
    ),
    "phrase.second": (
        "山 河 马 牛 鸟 鱼 花 树 桥 船 灯 门 书 刀 米 雪",
        "hill river horse cow bird fish flower tree bridge boat lamp door book knife rice snow",
    ),
    "phrase.pair": ("{first}{second}", "{first} {second}"),
    "phrase.between": ("、", ", "),
    "certify.page": ("待认证的人", "People to certify"),
    "certify.intro": (
        "先给本人打电话，两边念一遍口令词；完全一样再认证。认证一年有效，只算所选的工作和地方。",
        "Call the person and read the words to each other; certify if they are the same. It is good for a year.",
    ),
    "certify.nobody": ("现在没有人等认证。", "Nobody waits."),
    "certify.known": ("已认证的人", "Certified people"),
    "certify.asks": (
        "{name}（{number}） · 电脑：{laptop} · {at}",
        "{name} ({number}) · computer: {laptop} · {at}",
    ),
    "certify.phrase": ("口令词：", "Words to read:"),
    "certify.areas": (
        "工作地方的12位代码，多个用空格分开；空着是全县",
        "12-digit codes of the places of work, parted by blanks; empty for the whole county",
    ),
    "certify.issue": ("认证", "Certify"),
    "certify.refuse": ("不认证", "Do not certify"),
    "certify.revoke": ("停用", "Revoke"),
    "certify.revoked": ("{at} 起停用", "revoked from {at}"),
    "certify.number": ("工号", "Staff number"),
    "certify.until": ("有效到", "Good until"),
    "certify.role.investigator": ("调查员", "Investigator"),
    "certify.role.clerk": ("经办人", "Clerk"),
    "certify.role.village_doctor": ("村医", "Village doctor"),
    "certify.role.county": ("县里", "County"),
    "certify.deed.issued": ("认证了一个人的签字", "Certified somebody's key"),
    "certify.deed.refused": ("没有认证一个人的签字", "Did not certify somebody's key"),
    "certify.deed.revoked": ("停用了一个人的签字", "Revoked somebody's key"),
    "certify.came": ("县里已认证{name}的签字", "The county has certified {name}"),
    "certify.refused_came": (
        "县里没有认证{name}的签字，请打电话问县里",
        "The county did not certify {name}; please call the county",
    ),
    "certify.revoked_came": ("县里停用了{name}的签字", "The county has revoked {name}'s key"),
    "certify.cli.asked": (
        "已记下{name}的认证码；下一次发送到县里时得到认证。",
        "Kept; {name} is certified at the next exchange with the county.",
    ),
    "certify.cli.code": (
        "{number} 的一次性认证码：{code}\n请当面或打电话交给本人；他在自己的电脑上输入后，下一次发送就得到认证。",
        "One-time code for {number}: {code}\nThe person types it in on his computer; the certificate comes down.",
    ),
    "error.certify.roles": (
        "没有选他做什么工作，还没有认证。请至少选一项。",
        "No work was chosen, so nothing was certified. Choose at least one.",
    ),
    "error.certify.unknown": (
        "找不到这一条，可能别人已经处理了。什么都没有改；请刷新这一页。",
        "This entry is not here; somebody else may have answered it. Nothing was changed; load the page again.",
    ),
    "error.certificate.unreadable": (
        "这张证书读不出来，没有采用。请让县里重发一次。",
        "This certificate cannot be read and was not used. Please ask the county to send it again.",
    ),
    "error.certificate.forged": (
        "这张证书不是本县签发的，没有采用。请把它交给县里查看。",
        "This certificate was not issued by this county and was not used. Please show it to the county.",
    ),
    "error.signoff.uncertified": (
        "县里还没有认证{officer}的签字。记录完好；请连一次县里的网络（“发送到县里”），或请县里认证后再签。",
        "The county has not certified {officer} yet. The record is safe; connect to the county once, or let it certify.",
    ),
    "error.certificate.not-yet": (
        "{officer}的认证还没有开始生效。记录完好；请核对这台电脑的日期，再签。",
        "{officer}'s certificate is not valid yet. The record is safe; check the date of this computer and sign again.",
    ),
    "error.certificate.expired": (
        "{officer}的认证已经到期。记录完好；请县里重新认证后再签。",
        "{officer}'s certificate has expired. The record is safe; let the county certify anew, then sign.",
    ),
    "error.certificate.revoked": (
        "县里已经停用{officer}的签字。记录完好；请联系县里。",
        "The county has revoked {officer}'s key. The record is safe; please call the county.",
    ),
    "error.certificate.role": (
        "县里没有认证{officer}做这项工作。记录完好；请换有认证的人签，或请县里认证。",
        "The county has not certified {officer} for this work. The record is safe; let a certified person sign.",
    ),
    "error.certificate.area": (
        "县里没有认证{officer}在这个村工作。记录完好；请换有认证的人签，或请县里认证。",
        "The county has not certified {officer} for this village. The record is safe; let a certified person sign.",
    ),
    "error.pin.county": (
        "{officer}的口令输错太多次，已经锁住，只有县里能打开。数据完好；请同事先打开，或打电话请县里帮忙。",
        (
            "Too many wrong PINs for {officer}: only the county can open this now. The data are safe; let a colleague open "
            "them, or telephone the county."
        ),
    ),
    "ui.lock.title": ("请打开数据", "Please open the data"),
    "ui.lock.why": (
        "这台电脑上的数据已加锁。选自己的名字，输入口令就能打开。",
        "The data on this computer are locked. Choose your name and enter your PIN.",
    ),
    "ui.lock.open": ("打开", "Open"),
    "ui.lock.opened": ("{name} 已打开数据。", "{name} opened the data."),
    "ui.lock.protected": (
        "口令已设好。从现在起，要有人输入口令才能打开这台电脑上的数据；电脑丢了，别人也读不到。请记住口令。",
        (
            "The PIN is set. From now on the data on this computer open only with somebody's PIN; whoever steals the "
            "computer reads nothing. Please remember it."
        ),
    ),
    "error.lock.who": (
        "这件事要有人负责：请加上 --as 工号，并输入口令。没有改动任何内容。",
        "Somebody must answer for this: add --as STAFF_NO and enter the PIN. Nothing was changed.",
    ),
    "cli.lock.pin": ("{staff_no} 的口令", "PIN of {staff_no}"),
    "cli.lock.allow": (
        "本机的命令今后不用口令就能运行。拿到这台电脑的人也能读到数据；这件事已记入日志。",
        "Commands on this computer work without a PIN now. Whoever has the computer can read the data; this is logged.",
    ),
    "cli.lock.ask": ("今后要有人输入口令才能打开数据。", "From now on the data open only with somebody's PIN."),
    "error.unlock.no-county": (
        "这台电脑还没有读过县里的文件，县里的恢复密钥打不开它。数据没有丢；请用还记得的口令打开。",
        (
            "This computer never read the county's file, so the county's recovery key cannot open it. Nothing is lost; open "
            "it with a PIN that somebody remembers."
        ),
    ),
    "error.unlock.not-a-request": (
        "这不是求助打开数据的文件，没有采用。请让对方重新做一份。",
        "This file is no request to open data and was not used. Please ask for a new one.",
    ),
    "error.unlock.not-an-answer": (
        "这不是县里打开数据的回复，没有改动任何内容。请向县里要回复文件。",
        "This file is no answer of the county; nothing was changed. Please ask the county for the answer.",
    ),
    "error.unlock.other-request": (
        "这份回复不是答复最近一次求助的，打不开。数据没有丢；请重新求助，或找到对应的回复。",
        "This answers another request than the last one. Nothing is lost; ask again, or find the right answer.",
    ),
    "error.unlock.other-county": (
        "这份恢复密钥打不开这台电脑的数据：它是为另一份恢复密钥加的锁。没有改动任何内容；请核对保险柜里的那张纸。",
        (
            "This recovery key does not open that computer's data: they were locked for another one. Nothing was changed; "
            "check the paper in the safe."
        ),
    ),
    "cli.unlock.asked": (
        "求助文件已写好。请交给县里，并在电话里核对这句话：{phrase}",
        "The request is written. Give it to the county, and compare this phrase over the telephone: {phrase}",
    ),
    "cli.unlock.pin": ("新口令", "New PIN"),
    "cli.unlock.opened": (
        "数据已打开，新口令已设好。请县里重新核发您的签字证书。",
        "The data are open and the new PIN is set. Ask the county to certify your new signing key.",
    ),
    "county.cli.unlock_phrase": (
        "对方在电话里念的是这句话吗：{phrase}",
        "Is this the phrase that the other side reads to you: {phrase}",
    ),
    "county.cli.unlock_key": ("恢复密钥（保险柜里那张纸上的字母）", "Recovery key (the letters on the paper in the safe)"),
    "county.cli.unlocked": ("回复已写好：{file}。请交给对方。", "The answer is written: {file}. Give it to the other side."),
    "ui.cover.title": ("已锁屏", "Locked"),
    "ui.cover.saved": (
        "有一阵没有人操作，内容已经遮住；填的都已保存。输入口令就能接着做。",
        "Nobody touched this for a while, so it is covered; what was filled in is saved. Enter your PIN to go on.",
    ),
    "ui.cover.not_saved": (
        "有一阵没有人操作，内容已经遮住。最后填的还没能保存，请不要关机；输入口令看看是怎么回事。",
        (
            "Nobody touched this for a while, so it is covered. What was filled in last could not be saved: do not switch "
            "the computer off, enter your PIN and see why."
        ),
    ),
    "ui.cover.go_on": ("接着做", "Go on"),
}
