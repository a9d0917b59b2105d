"""Phones with ODK Collect at the county's door, and sending to other OpenRosa servers."""

TEXTS: dict[str, tuple[str, str]] = {
    "openrosa.taken": ("县里收到了。", "The county has it."),
    "openrosa.taken-so-far": ("县里收到了表，照片还在陆续发来。", "The county has the form; its photos are still coming."),
    "openrosa.taken-without-files": (
        "县里收到了表，但还缺 {count} 个照片或文件。请不要删，再发一次就会补上。",
        "The county has the form, but {count} photos or files are missing. Keep it and send again to bring them.",
    ),
    "openrosa.files-taken": ("县里又收到了 {count} 个照片或文件。", "The county took {count} more photos or files."),
    "openrosa.repeated": ("这份表县里以前就收到了，不用再发。", "The county had this already; no need to send it again."),
    "openrosa.conflict": (
        "县里已有同一份表，内容却不一样，这次没有收下。两份都还在；请别删，把手机交给县里核对。",
        "The county holds this very form with other content, so it was not taken. Both are safe; show the phone to the county.",
    ),
    "openrosa.id-used": (
        "这次更正用了一个县里已有的编号，没有收下。手机里的还在；请别删，把手机交给县里核对。",
        "This correction uses a number the county has already, so it was not taken. It is safe on the phone; show it to the county.",
    ),
    "openrosa.file-conflict": (
        "县里已有同名的照片或文件，内容却不一样，这次没有收下。手机里的还在；请把手机交给县里核对。",
        "The county holds a file of this name with other content, so nothing was taken. It is safe on the phone; show it there.",
    ),
    "openrosa.same-name": (
        "两个文件用了同一个名字，没有收下。手机里的还在；请给其中一个重新拍照后再发。",
        "Two files have the same name, so nothing was taken. It is safe on the phone; take one of them again and send.",
    ),
    "openrosa.unknown-original": (
        "要更正的那份表县里没有，这次没有收下。手机里的还在；请先把原来那份发来。",
        "The county does not have the form that this corrects. It is safe on the phone; send the earlier one first.",
    ),
    "openrosa.not-newest": (
        "要更正的那份表已经更正过，这次没有收下。手机里的还在；请联系县里，按最新的一份更正。",
        "What this corrects was corrected before, so it was not taken. It is safe on the phone; call the county.",
    ),
    "openrosa.unknown-form": (
        "县里没有这张表，没有收下。手机里的还在；请刷新表格，或联系县里。",
        "The county does not have this form, so nothing was taken. It is safe on the phone; refresh the forms or call.",
    ),
    "openrosa.unknown-version": (
        "县里没有这张表的这个版本，没有收下。手机里的还在；请联系县里。",
        "The county does not know this version of the form. What you filled in is safe on the phone; call the county.",
    ),
    "openrosa.closed": (
        "县里已停收这张表，没有收下。手机里的还在；请联系县里。",
        "The county takes no more of this form. What you filled in is safe on the phone; call the county.",
    ),
    "openrosa.not-for-phone": (
        "这部手机没有分到这张表，没有收下。手机里的还在；请联系县里。",
        "This phone was not given this form, so nothing was taken. It is safe on the phone; call the county.",
    ),
    "openrosa.no-xml": (
        "发来的内容里没有表，没有收下。手机里的还在；请再发一次。",
        "There was no form in what was sent. It is safe on the phone; send it again.",
    ),
    "openrosa.xml": (
        "发来的表读不出来，没有收下。手机里的还在；请再发一次，还不行就联系县里。",
        "The form cannot be read and was not taken. It is safe on the phone; send it again, and call if that fails.",
    ),
    "openrosa.no-form-id": (
        "发来的内容没有写明是哪张表，没有收下。手机里的还在；请联系县里。",
        "What was sent does not say which form it is. It is safe on the phone; call the county.",
    ),
    "openrosa.no-instance-id": (
        "发来的表没有编号，没有收下。手机里的还在；请联系县里。",
        "What was sent has no number of its own. It is safe on the phone; call the county.",
    ),
    "openrosa.encrypted": (
        "这份表在手机上加了密，县里打不开，没有收下。请换用不加密的表重新填写。",
        "The phone encrypted this, and the county cannot open it. Please use a form without encryption.",
    ),
    "openrosa.not-multipart": (
        "发来的格式不对，没有收下。手机里的还在；请用 ODK Collect 发送。",
        "What was sent has the wrong format. It is safe on the phone; send it with ODK Collect.",
    ),
    "openrosa.multipart": (
        "发来的内容不完整，没有收下。手机里的还在；请再发一次。",
        "What was sent is incomplete and was not taken. It is safe on the phone; send it again.",
    ),
    "openrosa.broken-off": ("传到一半断开了，没有收下。请再发一次。", "It broke off half-way and was not taken. Send it again."),
    "openrosa.file-name": (
        "有个文件的名字不能用，没有收下。手机里的还在；请重新拍照后再发。",
        "A file has a name that cannot be used. It is safe on the phone; take it again and send.",
    ),
    "openrosa.too-large": (
        "发来的内容太大（最多 {limit} 字节），没有收下。手机里的还在；请换小一些的照片或录像。",
        "This is too large (at most {limit} bytes) and was not taken. It is safe on the phone; use smaller photos or film.",
    ),
    "openrosa.too-many": (
        "一次发来的文件太多（最多 {limit} 个），没有收下。手机里的还在；请分几次发。",
        "Too many files at once (at most {limit}), so nothing was taken. It is safe on the phone; send them in parts.",
    ),
    "openrosa.no-room": (
        "县里的服务器存满了，没有收下。手机里的还在；请过些时候再发，并告诉县里。",
        "The county's server is full, so nothing was taken. It is safe on the phone; tell the county and send later.",
    ),
    "openrosa.out-of-order": (
        "县里的服务器暂时收不了。手机里的还在；请过几分钟再发。",
        "The county's server cannot take it now. It is safe on the phone; send again in a few minutes.",
    ),
    "openrosa.unknown-phone": (
        "县里不认识这个地址，或者已经停用。手机里的还在；请向县里要新的二维码。",
        "The county does not know this address, or has shut it out. What is on the phone is safe; ask for a new QR code.",
    ),
    "openrosa.too-many-tries": (
        "地址错得太多了。请过一分钟再试，并核对二维码。",
        "Too many wrong addresses. Wait a minute, and check the QR code.",
    ),
    "openrosa.too-often": (
        "县里的服务器这会儿太忙。手机里的还在；请过一分钟再发。",
        "Too many at once for the county's server. What is on the phone is safe; wait a minute and send again.",
    ),
    "openrosa.version": (
        "手机程序用的 OpenRosa 版本不对，这里只认 1.0。请更新 ODK Collect。",
        "This program speaks another version of OpenRosa than 1.0. Please update ODK Collect.",
    ),
    "openrosa.nothing-here": (
        "这里没有要找的内容。请刷新表格，或核对县里给的地址。",
        "There is nothing here. Refresh the forms, or check the address the county gave.",
    ),
    "openrosa.method": (
        "这个地址不能这样用，只能 {allowed}。请用 ODK Collect。",
        "This address cannot be used like that, only with {allowed}. Use ODK Collect.",
    ),
    "refusal.openrosa.conflict": (
        "手机发来的一份表与已有的编号相同、内容不同，没有收下",
        "a phone sent a form with a number that is here already and other content; it was not taken",
    ),
    "refusal.openrosa.file-conflict": (
        "手机发来的照片与已有的同名、内容不同，没有收下",
        "a phone sent a file with a name that is here already and other content; it was not taken",
    ),
    "refusal.openrosa.entity-not-saved": (
        "手机发来的一份表收下了，但它要改的名单没改成",
        "a form from a phone was taken, but the list it wanted to change could not be changed",
    ),
    "refusal.openrosa.entity-conflict": (
        "两部手机改了名单里的同一处，以后到的为准，请核对",
        "two phones changed the same thing in a list; the later one counts until somebody looks",
    ),
    "openrosa.page.title": ("手机", "Phones"),
    "openrosa.page.lists": ("手机上的名单", "Lists on the phones"),
    "openrosa.page.list": ("名单", "List"),
    "openrosa.page.entities": ("条数", "Entries"),
    "openrosa.page.conflicts": ("待核对", "To be checked"),
    "openrosa.cli.list": (
        "{list}  {entities} 条，待核对 {conflicts} 条",
        "{list}  {entities} entries, {conflicts} to be checked",
    ),
    "openrosa.cli.conflict": ("  {id}  {label}（{kind}）", "  {id}  {label} ({kind})"),
    "openrosa.cli.conflict_hard": ("改了同一处", "the same thing was changed"),
    "openrosa.cli.conflict_soft": ("改了不同处", "different things were changed"),
    "openrosa.cli.no_list": ("还没有表向名单里写内容。", "No form saves to a list yet."),
    "openrosa.cli.checked": ("{id} 已核对。", "{id} is checked."),
    "openrosa.cli.dropped": ("手机下次联网时会去掉 {id}；收到的表都还在。", "Phones let go of {id}; forms that came stay."),
    "openrosa.page.none": (
        "还没有登记手机。在县里的电脑上运行 villagevisit county enrol --openrosa 就能登记一部。",
        "No phone is enrolled yet. Enrol one with villagevisit county enrol --openrosa.",
    ),
    "openrosa.page.name": ("名称", "Name"),
    "openrosa.page.device": ("编号", "Number"),
    "openrosa.page.received": ("收到的表", "Forms received"),
    "openrosa.page.incomplete": ("缺照片", "Photos missing"),
    "openrosa.page.seen": ("最近联系", "Last contact"),
    "openrosa.page.state": ("状态", "State"),
    "openrosa.cli.phone": (
        "{device}  {name}  收到 {received} 份，缺照片 {incomplete} 份，{state}",
        "{device}  {name}  {received} received, {incomplete} without all photos, {state}",
    ),
    "openrosa.cli.no_phone": (
        "还没有登记手机。请运行 villagevisit county enrol --openrosa。",
        "No phone yet. Run villagevisit county enrol --openrosa.",
    ),
    "openrosa.cli.in_use": ("正常", "in use"),
    "openrosa.cli.shut_out": ("已停用", "shut out"),
    "openrosa.cli.revoked": ("{device} 已停用；以前收到的都还在。", "{device} is shut out; what it sent before stays."),
    "openrosa.cli.form": ("{form}  {version}  {title}", "{form}  {version}  {title}"),
    "openrosa.cli.form_closed": ("{form}  {version}  {title}（已停收）", "{form}  {version}  {title} (closed)"),
    "openrosa.cli.broken": ("{file} 不能用：{why}", "{file} cannot be used: {why}"),
    "openrosa.cli.closed": (
        "手机不再看到 {form}；已发了一半的还可以补齐。",
        "Phones do not see {form} any more; what was begun may be completed.",
    ),
    "openrosa.cli.opened": ("手机又可以用 {form} 了。", "Phones may use {form} again."),
    "error.openrosa.no-server": (
        "不知道手机该连到哪里，没有登记。请加上 --server https://…（手机能打开的地址）。",
        "Nobody said where phones reach the county; none was enrolled. Add --server https://… that phones can open.",
    ),
    "error.openrosa.no-such-form": (
        "没有表“{form}”，没有改动。用 villagevisit county openrosa forms 可以看到全部表。",
        "There is no form “{form}”; nothing was changed. See villagevisit county openrosa forms.",
    ),
    "error.openrosa.no-such-phone": (
        "没有登记名为 {device} 的手机，没有改动。请核对编号。",
        "No phone {device} is enrolled; nothing was changed. Check its name.",
    ),
    "error.openrosa.no-such-entity": (
        "名单 {list} 里没有 {id}，没有改动。用 villagevisit county openrosa lists 可以看到名单。",
        "There is no {id} in the list {list}; nothing was changed. See villagevisit county openrosa lists.",
    ),
    "error.openrosa.area": (
        "“{given}”不是 12 位区划代码，没有登记。请填村或乡镇的代码，如 510101001002。",
        "“{given}” is not a 12-digit area code; nothing was enrolled. Give that of a village or township.",
    ),
    "openrosa.cli.sent": ("已交给对方 {count} 份。", "The server took {count} record{s}."),
    "openrosa.cli.left": ("没有交成：{form} {id}：{why}", "Not taken: {form} {id}: {why}"),
    "openrosa.cli.left_said": (
        "没有交成：{form} {id}：{why}（对方说：{said}）",
        "Not taken: {form} {id}: {why} (the server says: {said})",
    ),
    "error.openrosa.left.form-not-listed": (
        "对方没有这张表。记录在这台电脑里；请先让对方发布这张表",
        "the server does not have this form; the record is safe here; let the form be published there first",
    ),
    "error.openrosa.left.original-first": (
        "这是一份更正，原来那份对方还没有。两份都在这台电脑里；请先处理原来那份",
        "it corrects a record that the server does not have yet; both are safe here; see to the earlier one first",
    ),
    "error.openrosa.left.file-missing": (
        "缺照片或文件，或已损坏。记录在这台电脑里；请联系县里的技术人员",
        "a photo or file is missing or damaged; the record is safe here; call the county's technician",
    ),
    "error.openrosa.left.conflict": (
        "对方已有同一编号、内容不同的记录，不会再发。记录在这台电脑里；请与对方核对",
        "the server holds other content under its number, so it is not sent again; it is safe here; compare with them",
    ),
    "error.openrosa.left.too-large": (
        "照片或文件太大，对方收不下。记录在这台电脑里；请联系对方放宽限制",
        "its files are larger than the server takes; the record is safe here; ask them to allow more",
    ),
    "error.openrosa.left.not-allowed": (
        "对方不让这个账号交这张表。记录在这台电脑里；请与对方核对账号",
        "the account may not send this form; the record is safe here; check the account with them",
    ),
    "error.openrosa.left.unknown": (
        "对方不认识这张表、这个版本或被更正的那份。记录在这台电脑里；请与对方核对",
        "the server does not know the form, its version or what it corrects; the record is safe here; check with them",
    ),
    "error.openrosa.left.closed": (
        "对方已停收。记录在这台电脑里；请与对方联系",
        "the server takes no more; the record is safe here; call them",
    ),
    "error.openrosa.left.refused": (
        "对方说内容不合要求。记录在这台电脑里；请与对方核对表的版本",
        "the server says that the content is not acceptable; the record is safe here; compare the form's version",
    ),
    "error.openrosa.left.login-page": (
        "回答像是网络登录页，不算交成。记录在这台电脑里；请登录网络后再发",
        "the answer looks like a network sign-in page, so it does not count; the record is safe here; sign in and send again",
    ),
    "error.openrosa.left.later": (
        "对方暂时收不了。记录在这台电脑里；请过一会儿再发",
        "the server cannot take it now; the record is safe here; send again later",
    ),
    "error.openrosa.not-openrosa": (
        "对方不是 OpenRosa 服务器（也可能是网络登录页），没有发送。记录都在这台电脑里；请核对地址。",
        "This is not an OpenRosa server (perhaps a network sign-in page); nothing was sent. Records are safe; check the address.",
    ),
    "error.openrosa.credentials": (
        "账号或密码不对，或者没有权限，没有发送。记录都在这台电脑里；请核对地址和账号。",
        "The user or password is wrong or may not send; nothing was sent. Records are safe; check address and account.",
    ),
    "error.openrosa.user-name": (
        "对方的登录方式不认中文用户名，没有发送。记录都在这台电脑里；请换用英文字母的账号，或 https 地址。",
        "This way to sign in takes plain letters only in a user name; nothing was sent. Use another account or https.",
    ),
    "error.openrosa.certificate": (
        "对方的 https 证书不可信，没有发送。记录都在这台电脑里；请核对地址，或请技术人员装好证书。",
        "The server's https certificate is not trusted; nothing was sent. Check the address, or let the certificate be installed.",
    ),
    "error.openrosa.needs-https": (
        "对方要求明文密码，而地址不是 https，没有发送密码。记录都在这台电脑里；请改用 https 地址。",
        "The server wants the password in clear over http, so it was not sent. Records are safe; use an https address.",
    ),
    "error.openrosa.server-said": (
        "对方的回答不对（{status}），没有发送。记录都在这台电脑里；请核对地址。",
        "The server gave a wrong answer ({status}); nothing was sent. Records are safe; check the address.",
    ),
    "error.openrosa.busy": (
        "对方的服务器正忙。记录都在这台电脑里；请过几分钟再发。",
        "The server is busy. Records are safe here; send again in a few minutes.",
    ),
}
