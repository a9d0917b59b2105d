"""Words that every room uses, and the errors of the store."""

TEXTS: dict[str, tuple[str, str]] = {
    "app.name": ("入户通", "VillageVisit"),
    "common.cancel": ("取消", "Cancel"),
    "common.back": ("返回", "Back"),
    "common.next": ("下一步", "Next"),
    "common.close": ("关闭", "Close"),
    "common.delete": ("删除", "Delete"),
    "common.none": ("无", "None"),
    "error.bug": (
        "程序出了差错（{detail}）。已保存的内容不受影响，请记下这句话并告诉县里的技术人员。",
        "The program made a mistake ({detail}). What was saved is safe; please write this down and tell the county.",
    ),
    "error.store.newer": (
        "这份数据是用更新版本的入户通保存的（{found}>{known}）。数据完好；请先升级本机程序再打开。",
        "This data was saved by a newer VillageVisit ({found}>{known}). It is safe; update this program, then open it.",
    ),
    "error.store.locked": (
        "数据正被另一个窗口使用。已保存的内容完好；请关掉另一个窗口后再试。",
        "Another window is using the data. What was saved is safe; close the other window and try again.",
    ),
    "error.store.full": (
        "磁盘已满，刚才这一步没有保存。之前保存的内容完好；请腾出空间后再试一次。",
        "The disk is full and this step was not saved. Earlier work is safe; free some space and try again.",
    ),
    "error.store.io": (
        "磁盘读写失败，刚才这一步没有保存。之前保存的内容完好；请检查磁盘后再试。",
        "The disk failed and this step was not saved. Earlier work is safe; check the disk and try again.",
    ),
    "error.store.read-only": (
        "数据文件夹不能写入，刚才这一步没有保存。请检查文件夹权限后再试。",
        "The data folder cannot be written, so this step was not saved. Check its permissions and try again.",
    ),
    "error.store.damaged": (
        (
            "数据文件有损坏，或者钥匙不是它的。刚才这一步没有做，也没有写进一半；已经发送到县里的都在。请不要继续录入："
            "能发送的先发送到县里，再联系县里。这台电脑每天留有备份，可用 villagevisit doctor --restore 换回。"
        ),
        (
            "The data file is damaged, or the key is another one's. This step was not done, nor half of it; what was sent is "
            "at the county. Stop entering data, send what can be sent and ask the county; this computer keeps a copy of each "
            "day, which villagevisit doctor --restore puts back."
        ),
    ),
    "error.store.cannot-open": (
        "打不开数据文件夹。请检查它是否存在、是否有权限，然后重新打开程序。",
        "The data folder cannot be opened. Check that it exists and may be read, then start again.",
    ),
    "error.store.plain": (
        "数据文件没有加密，不是本程序写的。没有打开，也没有改动；请联系县里。",
        "The data file is not encrypted, so this program did not write it. It was not opened or changed; ask the county.",
    ),
    "error.ring.locked": (
        "数据已加锁。请用您的 PIN 打开；数据完好。",
        "The data are locked. Please open them with your PIN; they are safe.",
    ),
    "error.ring.missing": (
        "找不到钥匙文件（keys/ring.cbor），数据打不开，但没有丢。请把钥匙文件放回原处，或请县里用恢复密钥打开。",
        (
            "The key file (keys/ring.cbor) is missing: the data cannot be opened, but are not lost. Put it back, or ask the "
            "county to open them with the recovery key."
        ),
    ),
    "error.ring.damaged": (
        "钥匙文件有损坏，数据打不开，但没有丢。请联系县里，用恢复密钥打开。",
        (
            "The key file is damaged: the data cannot be opened, but are not lost. Ask the county to open them with the "
            "recovery key."
        ),
    ),
    "error.ring.no-secret": (
        "这台电脑上没有打开数据的密钥：数据文件夹可能是从别的电脑拷来的。数据没有丢；请联系县里，用恢复密钥打开。",
        (
            "This computer lacks the secret that opens the data: the folder may have been copied from another one. Nothing "
            "is lost; ask the county to open it with the recovery key."
        ),
    ),
    "error.ring.nobody": (
        "还没有人设置 PIN，不能加锁。请先登录并设置 PIN。",
        "Nobody has set a PIN yet, so the data cannot be locked. Please sign in and set one first.",
    ),
    "error.actor.area": (
        "这里不在您负责的范围，所以不显示、也没有改动任何内容。请找负责这个村的同事；范围不对的，请县里改您的认证。",
        (
            "This place is not among those that you work for; nothing is shown and nothing was changed. Ask a colleague of "
            "this village, or let the county correct your certificate."
        ),
    ),
    "error.actor.role": (
        "这一步要由有相应职责的人员来做。没有改动任何内容；请让他登录后再试。",
        "This step belongs to somebody with another duty. Nothing was changed; ask that person to sign in.",
    ),
}
