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
}
