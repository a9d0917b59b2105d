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
    "error.certify.code": (
        "认证码是16个字母和数字，这里的位数不对，没有记下。请对照县里给的认证码再输一次。",
        "A code has sixteen letters and digits; this one has not, and was not kept. Compare it and type it in again.",
    ),
    "error.certify.unknown": (
        "找不到这一条，可能别人已经处理了。什么都没有改；请刷新这一页。",
        "This entry is not here; somebody else may have answered it. Nothing was changed; load the page again.",
    ),
    "ui.certificate.title": ("县里的认证", "The county's certificate"),
    "ui.certificate.no-county": (
        "这台电脑还没有读县里的文件，签字暂时不需要认证。读了县里的文件以后，要有认证才能签字。",
        "This computer has not read the county's file, so signing needs no certificate yet. From then on it does.",
    ),
    "ui.certificate.no-key": (
        "{name}还没有口令。第一次登录时自己设好口令，再办认证。",
        "{name} has no PIN yet. He chooses it when he first signs in, and is certified after that.",
    ),
    "ui.certificate.due": (
        "还没有向县里申请{name}的认证，现在还不能签字。填好的走访不会丢，会留在“待签字”。请先“发送到县里”。",
        (
            "The county was not asked to certify {name} yet, so {name} cannot sign. Visits are safe and wait for "
            "signatures. Send to the county first."
        ),
    ),
    "ui.certificate.due_code": (
        "{name}的认证码已记下。请“发送到县里”，再过一会儿发送一次，认证就到了。",
        "{name}'s code is kept. Send to the county, and once more a little later: the certificate comes down then.",
    ),
    "ui.certificate.asked": (
        "已向县里申请{name}的认证，县里还没有答复。请给县里打电话，两边念“设置”里“人员”上的口令词；或向县里要一个认证码。",
        (
            "The county was asked to certify {name} and has not answered. Telephone it and read the words under Settings, "
            "People, to each other; or ask for a code."
        ),
    ),
    "ui.certificate.asked_code": (
        "{name}的认证码已送到县里。再“发送到县里”一次，认证就到了；还不来，请打电话核对认证码和口令词。",
        (
            "{name}'s code is at the county. Send once more and the certificate comes down; if not, telephone the county "
            "and compare code and words."
        ),
    ),
    "ui.certificate.refused": (
        "县里没有认证{name}，现在不能签字；填好的走访都在。请打电话问县里，要到认证码后在“设置”里“人员”上输入。",
        (
            "The county did not certify {name}, so {name} cannot sign; all visits are safe. Telephone the county, and type "
            "in the code that it gives you under Settings, People."
        ),
    ),
    "ui.certificate.revoked": (
        "县里已停用{name}的签字，现在不能签字；填好的走访都在。请打电话问县里。",
        "The county has revoked {name}'s key, so {name} cannot sign; all visits are safe. Telephone the county.",
    ),
    "ui.certificate.not-yet": (
        "{name}的认证还没有开始生效。请看看这台电脑的日期对不对。",
        "{name}'s certificate is not valid yet. Look whether the date of this computer is right.",
    ),
    "ui.certificate.good": ("县里已认证{name}的签字，有效到{until}。", "The county has certified {name} until {until}."),
    "ui.certificate.ends-soon": (
        "{name}的认证{until}到期，现在还能签字。请向县里要一个新的认证码，在“设置”里“人员”上输入。",
        (
            "{name}'s certificate ends on {until}; signing still works. Ask the county for a new code and type it in under "
            "Settings, People."
        ),
    ),
    "ui.certificate.expired": (
        "{name}的认证{until}已到期，现在不能签字；填好的走访都在。请向县里要一个新的认证码，在“设置”里“人员”上输入。",
        (
            "{name}'s certificate ended on {until}, so {name} cannot sign; all visits are safe. Ask the county for a new "
            "code and type it in under Settings, People."
        ),
    ),
    "ui.certificate.phrase": ("给县里打电话时念的口令词", "Words to read to the county on the telephone"),
    "ui.certificate.code": ("县里给的一次性认证码", "One-time code from the county"),
    "ui.certificate.keep": ("记下认证码", "Keep the code"),
    "ui.certificate.send": ("去发送到县里", "Go to sending"),
    "ui.certificate.go": ("去办认证", "Get certified"),
    "ui.certificate.kept": (
        "已记下{name}的认证码。请“发送到县里”，再过一会儿发送一次，认证就到了。",
        "{name}'s code is kept. Send to the county, and once more a little later: the certificate comes down then.",
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
    "ui.lock.help": ("忘记口令 / 电脑打不开", "PIN forgotten / computer does not open"),
    "ui.lock.wait": (
        "{name}的口令输错了几次，还要等 {time}。数据完好；同事现在就可以用自己的口令打开。",
        "Wrong PINs were entered for {name}: wait {time}. The data are safe; a colleague can open them now.",
    ),
    "ui.recovery.title": ("请县里帮忙打开", "Let the county open the data"),
    "ui.recovery.back": ("返回", "Back"),
    "ui.recovery.why": (
        "数据都在，没有丢。县里用保险柜里的恢复密钥帮您打开，您再设一个新口令。等回复时可以关机，求助码不变。",
        (
            "Nothing is lost. The county opens the data with the recovery key from its safe, and you choose a new PIN. You "
            "may switch off while you wait; the request stays the same."
        ),
    ),
    "ui.recovery.ask": ("1  把求助码交给县里", "1  Give this request to the county"),
    "ui.recovery.ask_how": (
        "拍下这个码发给县里，或者把它存到U盘、复制成文字发过去。别人拿到它没有用。",
        "Send a photo of the code, or save it to a stick, or send it as text. It is of no use to anybody else.",
    ),
    "ui.recovery.code": ("求助码", "Code of the request"),
    "ui.recovery.save": ("存成文件", "Save as a file"),
    "ui.recovery.copy": ("复制成文字", "Copy as text"),
    "ui.recovery.saved": ("已存成 {file}。请交给县里。", "Saved as {file}. Give it to the county."),
    "ui.recovery.copied": ("已复制。请粘贴到发给县里的消息里。", "Copied. Paste it into a message to the county."),
    "ui.recovery.phrase": ("和县里在电话里核对这句话，要一字不差", "Compare these words with the county on the telephone"),
    "ui.recovery.answer": ("2  县里的回复", "2  The county's answer"),
    "ui.recovery.paste": ("把县里回复的文字粘贴到这里，或者选回复文件", "Paste the answer here, or choose its file"),
    "ui.recovery.choose": ("选回复文件", "Choose the answer's file"),
    "ui.recovery.new": ("3  您是谁，新口令", "3  Who you are, and a new PIN"),
    "ui.recovery.pin": ("新口令（至少6位，不能太简单）", "New PIN (six characters at least, not too simple)"),
    "ui.recovery.after": (
        "签字的密钥也会换新，打开后要请县里重新认证；已经签过的仍然有效。",
        "Your signing key becomes new as well and the county certifies it anew; what you signed before stays valid.",
    ),
    "ui.recovery.nobody": (
        "这台电脑上没有这个工号，什么都没有改。请核对工号。",
        "Nobody here has this staff number, and nothing was changed. Please check the number.",
    ),
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
    "ui.locking.idle": ("多久没人操作就锁屏", "How long until the screen is covered"),
    "ui.locking.idle_why": (
        "到了时间，填的内容先保存，再遮住画面；输入口令接着做。时间越长，别人趁人走开看到的机会越大。",
        "What was filled in is saved, then the screen is covered. The longer it takes, the more a passer-by can read.",
    ),
    "ui.locking.working": ("平时", "At work"),
    "ui.locking.visiting": ("走访和签字时", "During a visit and while signing"),
    "ui.locking.minutes": ("{n} 分钟", "{n} minutes"),
    "ui.locking.kept": ("已改成 {n} 分钟，已记入日志。", "Changed to {n} minutes; this is logged."),
    "ui.locking.commands": ("夜里自动运行的命令", "Commands that run by themselves"),
    "ui.locking.locked": (
        "打开这台电脑上的数据，要有人输入口令。",
        "The data on this computer open only with somebody's PIN.",
    ),
    "ui.locking.free": (
        "现在不用口令就能打开这台电脑上的数据。",
        "The data on this computer open without a PIN now.",
    ),
    "ui.locking.cost": (
        "允许以后，谁拿到这台电脑都能读到全部数据，电脑丢了等于数据丢了。只在锁好的办公室里、夜里要自动运行时才允许；这件事会记入日志。",
        (
            "Once allowed, whoever has this computer reads everything: a stolen computer is stolen data. Allow it only in a "
            "locked office where something must run at night; it is logged."
        ),
    ),
    "ui.locking.allow": ("允许不用口令运行命令", "Let commands run without a PIN"),
    "ui.locking.allow_yes": ("允许", "Allow"),
    "ui.locking.ask": ("改回要输口令", "Ask for a PIN again"),
    "ui.locking.asked": (
        "以后打开数据要输口令。关闭程序时会换新的数据密钥。",
        "From now on the data open only with a PIN. The data key changes when the program closes.",
    ),
    "ui.locking.only": ("由内勤或县里的人来改。", "A clerk or somebody of the county changes this."),
    "ui.settings.lock": ("锁屏", "Locking"),
    "error.lock.minutes": (
        "时间要在 1 到 {most} 分钟之间，没有改动。请重新选。",
        "The time is between 1 and {most} minutes; nothing was changed. Please choose again.",
    ),
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
