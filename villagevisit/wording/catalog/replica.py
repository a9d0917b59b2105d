"""What came down from the county and from other laptops: lists, work, rules, and what could not be taken over."""

TEXTS: dict[str, tuple[str, str]] = {
    "replica.title": ("从县里收到的", "What came from the county"),
    "replica.nothing": (
        "还没有收到什么。发送一次，分给本机的村、走访任务和县里的通知就会来。",
        "Nothing came yet. Send once, and the villages, visits and messages meant for this computer will come.",
    ),
    "replica.kind.roster": ("名册", "Roster"),
    "replica.kind.assignment": ("走访任务", "Visits to make"),
    "replica.kind.people": ("人员", "People"),
    "replica.kind.kin": ("近亲属申报", "Declared relatives"),
    "replica.kind.submission": ("走访记录", "Visit records"),
    "replica.kind.health": ("健康记录", "Health records"),
    "replica.kind.event": ("办理登记", "Steps that were entered"),
    "replica.kind.health_event": ("健康服务登记", "Health services that were entered"),
    "replica.kind.health_document": ("打印过的健康材料", "Printed health papers"),
    "replica.kind.document": ("打印过的材料", "Printed papers"),
    "replica.kind.resolution": ("县里的裁定", "Decisions"),
    "replica.kind.retention": ("保存期限表", "Retention table"),
    "replica.kind.request": ("更正要求", "Requests to correct"),
    "replica.kind.consent": ("同意登记", "Consent"),
    "replica.kind.policy": ("政策参数", "Parameters"),
    "replica.kind.form": ("表格", "Form"),
    "replica.kind.codes": ("代码表", "Code list"),
    "replica.kind.areas": ("行政区划", "Areas"),
    "replica.kind.paper": ("要打印的材料", "Paper to print"),
    "replica.kind.revocation": ("停用的电脑", "Computer shut out"),
    "replica.kind.notice": ("通知", "Message"),
    "replica.kind.certificate": ("签字认证", "Certificate of a signature"),
    "replica.kind.scope": ("本机负责的地方", "Where this computer works"),
    "replica.count.roster": ("{count} 户", "{count} households"),
    "replica.count.assignment": ("{count} 户要走访", "{count} households to visit"),
    "replica.count.people": ("{count} 人", "{count} people"),
    "replica.count.kin": ("{count} 人的", "of {count} people"),
    "replica.count.submission": ("{count} 份", "{count} records"),
    "replica.count.document": ("{count} 份", "{count} papers"),
    "replica.count.resolution": ("{count} 条", "{count} decisions"),
    "replica.count.consent": ("{count} 条", "{count} entries"),
    "replica.line": ("{place} · {count}", "{place} · {count}"),
    "replica.problems": ("有 {count} 处要看一下", "{count} to look at"),
    "replica.save_paper": ("存为文件…", "Save as a file…"),
    "replica.paper_saved": ("已存好：{file}。可以打印了。", "Saved: {file}. It can be printed now."),
    "replica.leaving": ("不再由本机负责的村", "Villages that are no longer this computer's"),
    "replica.leaving.line": (
        "{village}：还有{what}。做完、发送并等县里备份后，会从这台电脑清除。",
        "{village}: still here {what}. Finish and send them; once the county's backup has them, they go from this computer.",
    ),
    "replica.leaving.drafts": ("草稿 {count} 份", "{count} draft{s}"),
    "replica.leaving.unsigned": ("没签完字的 {count} 份", "{count} not fully signed"),
    "replica.leaving.unsafe": ("县里还没备份的 {count} 条", "{count} record{s} not in a tested backup of the county"),
    "replica.of_place": ("{place}：{words}", "{place}: {words}"),
    "error.replica.kept-local": (
        "本机和镇里都改了这一户，本机的没有被盖掉。请打开这一户核对，以县里的裁定为准。",
        "This household was changed here and at the township; what is here was kept. Open it and compare; the county decides.",
    ),
    "error.replica.two-owners": (
        "另一台电脑（{device}）也在管这个村的花名册或任务，本机的没有动。请商定由哪台管，再由县里停用另一台。",
        ("Another computer ({device}) keeps this village's list or visits too; what is here was not touched. Agree on one, "
        "and let the county shut out the other."),
    ),
    "error.replica.other-bytes": (
        "收到一份编号相同、内容不同的走访记录，没有收下，本机的没有动。请告诉县里。",
        "A record came with a known number and other content; it was not taken, what is here is untouched. Tell the county.",
    ),
    "error.replica.clash": (
        "收到的内容和本机已有的对不上（如同一工号是两个人），这一条没有收下，其他的照常。请告诉县里。",
        ("What came does not fit what is here (such as one staff number for two people); this was not taken, the rest was. "
        "Tell the county."),
    ),
    "error.replica.too-large": (
        "这个村的花名册太大，没有发出去，其他的照常。请把它分成几个村组再导入，或告诉县里。",
        "The roster of this village is too large and was not sent; the rest was. Tell the county.",
    ),
    "error.record.unreadable": (
        "收到的一条读不出来，没有收下，其他的照常。请告诉县里。",
        "Something that came cannot be read; it was not taken, the rest was. Tell the county.",
    ),
    "error.item.unreadable": (
        "县里发来的“{title}”读不出来，没有用上，其他的照常。请县里重发一次。",
        "“{title}” from the county cannot be read and is not in use; the rest is. Ask the county to send it again.",
    ),
    "error.item.digest": (
        "县里发来的“{title}”不完整，没有用上，其他的照常。请县里重发一次。",
        "“{title}” from the county is not whole and is not in use; the rest is. Ask the county to send it again.",
    ),
    "error.item.form-version-taken": (
        "县里发来的表“{title}”和本机同一版本的内容不同，没有用上，原来的表照常。请县里换一个版本号再发。",
        ("The form “{title}” differs from the one of the same version here and is not in use; the old one is. Ask the county "
        "to send it with another version."),
    ),
    "error.publish.kind": ("不能发布“{given}”，没有发布。", "“{given}” cannot be published; nothing was."),
    "error.publish.too-large": (
        "{file} 超过 {megabytes} MB，没有发布。请压缩后再发布。",
        "{file} is larger than {megabytes} MB and was not published. Make it smaller first.",
    ),
    "error.publish.policy": (
        "参数表第 {row} 行缺参数名或生效日期，没有发布。请补上 key 和 valid_from。",
        "Row {row} lacks a key or its first day; nothing was published. Fill in key and valid_from.",
    ),
    "error.publish.empty": (
        "{file} 里没有可发布的内容，没有发布。请检查文件。",
        "There is nothing to publish in {file}; nothing was published. Check the file.",
    ),
    "error.publish.not-a-paper": (
        "{file} 不是 PDF，没有发布。请先存成 PDF。",
        "{file} is no PDF and was not published. Save it as PDF first.",
    ),
    "error.publish.file-unreadable": (
        "{file} 读不出来，没有发布。请检查文件是否存在、是否为 UTF-8 文本。",
        "{file} cannot be read; nothing was published. Check that it is there and, if text, in UTF-8.",
    ),
    "county.cli.published": (
        "“{title}”已备好，各电脑下次发送时收到。",
        "“{title}” waits; computers take it at their next exchange.",
    ),
    "county.cli.scoped": (
        "{device} 负责的地方已改，它下次发送时照办。",
        "Where {device} works is changed; it follows at its next exchange.",
    ),
}
