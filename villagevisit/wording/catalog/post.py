"""Sending by itself."""

TEXTS: dict[str, tuple[str, str]] = {
    "post.refused": (
        "县里退回 {count} 条，请到“发送”里看原因。",
        "The county sent {count} record{s} back. Look at “Send” for the reasons.",
    ),
    "post.came": ("县里来了新消息：{titles}", "News from the county: {titles}"),
    "post.switch": ("有网络时自动发送", "Send by itself when there is a network"),
    "post.why": (
        "有网络就自己发，没有网络就等着，不用人管。按流量收费的网络可以关掉。",
        "It sends when there is a network and waits when there is none. Switch it off where the line is paid by volume.",
    ),
    "post.reached": ("上次联系上县里：{when}", "The county was last reached: {when}"),
    "post.by_itself": ("；有网络时会自己发送", "; it also sends by itself"),
    "post.never": ("还没有联系上过县里", "The county has not been reached yet"),
}
