"""Renewing the county's keys: what the county's administrator reads, and what a laptop says of it."""

TEXTS: dict[str, tuple[str, str]] = {
    "county_key.came": (
        "县里从 {day} 起换用新的签字钥匙（第 {number} 次），旧钥匙已为它作证，这台电脑已经认了，不用您做什么。",
        "The county has used new keys since {day} (renewal {number}). The earlier key vouches for them; nothing is to be done.",
    ),
    "county_key.cli.now": ("现用钥匙的指纹：{fingerprint}", "Fingerprint of the present keys: {fingerprint}"),
    "county_key.cli.renewed": ("换新", "renewed"),
    "county_key.cli.stolen": ("因被盗作废", "stolen, withdrawn"),
    "county_key.cli.line": (
        "第 {number} 次 {day} {said}；发给旧钥匙的数据收到 {last} 为止",
        "Renewal {number}, {day}, {said}; data for the earlier key are opened until {last}",
    ),
    "county_key.cli.rotated": (
        "钥匙已换新（第 {number} 次），{count} 份签字证书已重新签发。\n新指纹：{fingerprint}",
        "The keys are renewed (renewal {number}); {count} certificates were signed anew.\nNew fingerprint: {fingerprint}",
    ),
    "county_key.cli.by_hand": (
        "请把“{file}”交到每台电脑，读入时在电话里核对这句话：{phrase}\n{qr}",
        "Give “{file}” to each computer; when it is read, compare these words over the telephone: {phrase}\n{qr}",
    ),
    "county_key.cli.recovery": (
        ("新的恢复密钥（只显示这一次，抄两份锁进两处）：\n{letters}\n{qr}"
        "旧的纸先别扔：以前的备份只能用它打开。新备份请写到空文件夹。"),
        ("New recovery key (shown this once: write it down twice, lock it away in two places):\n{letters}\n{qr}"
        "Keep the old paper: earlier backups open with it alone. Write new backups into an empty folder."),
    ),
    "county_key.cli.back_up": (
        "请马上备份一次：以前的备份里只有旧钥匙。",
        "Back up now: earlier backups hold the earlier keys alone.",
    ),
    "error.county.key-back": (
        ("县里用的是早已换掉的旧钥匙，可能是县里的数据退回到了换钥匙之前，也可能是有人冒充。什么都没有发出去，"
        "这台电脑上的内容都在。请打电话告诉县里。"),
        ("The county speaks with a key that it had replaced: its data may have gone back to before, or somebody pretends to be "
        "it. Nothing was sent and all is safe here. Call the county."),
    ),
    "error.county.key-forked": (
        "收到的换钥匙通知和这台电脑认过的不一样，没有采用。这台电脑上的内容都在。请打电话告诉县里，先不要发送。",
        ("An announcement of new county keys contradicts what this computer knows and was not taken. All is safe here. Call the "
        "county, and do not send for now."),
    ),
    "error.county.key-stolen": (
        ("县里通知：旧钥匙被盗作废，换了新的。这一次不能自动认，这台电脑上的内容都在。请向县里要新的“县文件”读入，"
        "并在电话里核对这句话，要一字不差：{phrase}"),
        ("The county says that its key was stolen and replaced. This is not taken over by itself, and all is safe here. Ask the "
        "county for its new file, bring it in, and compare these words over the telephone: {phrase}"),
    ),
    "error.county.keys-renewed": (
        "县里的钥匙刚换过，这个程序还拿着旧的。没有丢失任何内容；请重新启动。",
        "The county's keys were renewed and this process still holds the earlier ones. Nothing is lost; start it again.",
    ),
    "error.keys.grace": ("天数不能是负数，钥匙没有换。", "The number of days cannot be negative; the keys were not renewed."),
    "error.enrolment.other-key": (
        "这份县文件里的钥匙和这台电脑认的不同，还没有采用。请打电话给县里核对这句话，一字不差才能用：\n{phrase}",
        ("The keys in this county file are not those that this computer knows; it was not taken yet. Compare these words with "
        "the county over the telephone and use it only if they agree:\n{phrase}"),
    ),
    "error.enrolment.older-key": (
        "这份县文件里是早已换掉的旧钥匙，没有采用，什么都没有改。请向县里要新的。",
        "This county file holds a key that the county replaced; it was not taken and nothing was changed. Ask for a new one.",
    ),
    "error.certificate.key-stolen": (
        "这份证书是用县里 {day} 已作废的钥匙签的，不能作数。请县里重新签发。",
        "This certificate was signed with a key that the county withdrew on {day}. It does not count; ask for a new one.",
    ),
    "error.backup.other-paper": (
        "这个文件夹里的备份要用旧的恢复密钥打开，这次没有备份。请选一个空文件夹；旧文件夹和旧的纸一起留着。",
        ("The backups in this folder open with the earlier recovery key; nothing was backed up. Choose an empty folder, and keep "
        "the old one together with the old paper."),
    ),
    "enrolment.compare": ("核对县里的新钥匙", "Compare the county's new keys"),
    "enrolment.agrees": ("一字不差，使用新钥匙", "They agree, use the new keys"),
    "paper.fact.county_key": ("县里的签字钥匙", "The county's key"),
    "paper.fact.county_key_stolen": (
        "{day} 起因被盗作废，光看这张纸不能作数，请查记录",
        "withdrawn as stolen on {day}: the paper alone proves nothing, look at the record",
    ),
    "county.deed.keys": ("换县里的钥匙", "renewed the county's keys"),
    "replica.kind.county_key": ("县里换了钥匙", "The county's new keys"),
}
