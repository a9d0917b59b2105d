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
        "{officer}的口令输错太多次，已经锁住，只有县里能打开。数据完好；请同事先打开，或点“忘了口令”请县里帮忙。",
        (
            "Too many wrong PINs for {officer}: only the county can open this now. The data are safe; let a colleague open "
            "them, or press “Forgot the PIN”."
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
}
