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
}
