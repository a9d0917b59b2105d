"""Signing at another laptop."""

TEXTS: dict[str, tuple[str, str]] = {
    "elsewhere.title": ("在两台电脑上签字", "Signing at two laptops"),
    "elsewhere.here": ("另一位在别的电脑上签…", "The other signs at another laptop…"),
    "elsewhere.there": ("替别的电脑签字…", "Sign for another laptop…"),
    "elsewhere.step_file": ("一、把这份记录交给另一位", "1. Hand this record to the other"),
    "elsewhere.step_file_how": (
        "写到 U 盘上，文件是加密的。开启字母只念给他本人听，不要写在 U 盘上。",
        "Write it to a stick; the file is sealed. Read the letters out to him alone, do not write them on the stick.",
    ),
    "elsewhere.write": ("写出文件…", "Write the file…"),
    "elsewhere.written": ("已写成 {file}。上面是开启字母，只显示这一次。", "Wrote {file}. Its letters stand above and are shown once."),
    "elsewhere.step_answer": ("二、他签好后，收下他的签字", "2. When he has signed, take his signature"),
    "elsewhere.code_hint": ("扫他电脑上的二维码，或贴上那段文字", "Scan the code on his laptop, or paste its text"),
    "elsewhere.take": ("收下签字", "Take the signature"),
    "elsewhere.kinds": ("签字文件 (*.vvsign)", "Files to sign (*.vvsign)"),
    "elsewhere.open": ("打开签字文件…", "Open the file…"),
    "elsewhere.open_how": (
        "打开同事带来的签字文件，再输入他念给您的字母。",
        "Open the file that your colleague brought, and enter the letters that he reads out.",
    ),
    "elsewhere.letters": ("开启字母", "Letters"),
    "elsewhere.chosen": ("{file}：请输入开启字母。", "{file}: enter its letters."),
    "elsewhere.show": ("看内容", "Show"),
    "elsewhere.read_it": (
        "请看完全部内容再签。照片和手写签名在第一台电脑上，这里只有名称。",
        "Read all of it before you sign. Photos and drawn signatures are on the first laptop; here are their names only.",
    ),
    "elsewhere.signed": (
        "已签字。请第一台电脑扫下面的码，扫完再关这个窗口。",
        "Signed. Let the first laptop scan this code before you close the window.",
    ),
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
