"""Signing at another laptop."""

TEXTS: dict[str, tuple[str, str]] = {
    "elsewhere.asked": (
        "已写成 {file}。把它带到另一台电脑，并念出开启字母：{letters}。字母只显示这一次。",
        "Written to {file}. Take it to the other laptop and read these letters out: {letters}. They are shown once.",
    ),
    "elsewhere.answered": (
        "{name}已签字。请在第一台电脑上扫这个码，或输入下面的文字：\n{code}",
        "{name} has signed. On the first laptop, scan this code or enter the text:\n{code}",
    ),
    "elsewhere.taken": ("两位都已签字。", "Both have signed."),
    "error.elsewhere.first-signature": (
        "要先有一位在这台电脑上签字，另一位才能在别处签。什么也没有写出。",
        "One of the two signs here first; then the other may sign elsewhere. Nothing was written.",
    ),
    "error.elsewhere.unreadable": (
        "读不出来。请再拷一次文件，或重新扫一次码。什么也没有改动。",
        "It cannot be read. Copy the file again, or scan the code again. Nothing was changed.",
    ),
    "error.elsewhere.letters": (
        "开启字母不对，文件没有打开。请再听一遍，一个一个核对。",
        "The letters are not right and the file was not opened. Listen again, one by one.",
    ),
    "error.elsewhere.not-genuine": (
        "这个签字不是县里认可的人对这份记录签的，没有采用。",
        "This is not a signature under this record by somebody the county vouches for. It was not taken.",
    ),
    "error.elsewhere.other-visit": (
        "这是对另一份记录的签字，没有采用。请核对是哪一户。",
        "This signature is for another record and was not taken. Check which household it is.",
    ),
}
