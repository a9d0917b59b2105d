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
    "error.certificate.unreadable": (
        "这张证书读不出来，没有采用。请让县里重发一次。",
        "This certificate cannot be read and was not used. Please ask the county to send it again.",
    ),
    "error.certificate.forged": (
        "这张证书不是本县签发的，没有采用。请把它交给县里查看。",
        "This certificate was not issued by this county and was not used. Please show it to the county.",
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
