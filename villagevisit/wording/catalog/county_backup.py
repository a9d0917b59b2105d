"""Backing a county up and bringing it back."""

TEXTS: dict[str, tuple[str, str]] = {
    "county.cli.backed_up": (
        "备份已写好，并已试着恢复、逐条核对：{records} 条记录，{attachments} 个附件。\n文件：{file}",
        "The backup is written, was restored on trial and compared: {records} records, {attachments} attachments.\nFile: {file}",
    ),
    "county.cli.restored": (
        "“{name}”已由 {file} 恢复：{records} 条记录，{attachments} 个附件。\n备份之后的内容，各电脑下次发送时会自动补上。",
        ("“{name}” is back from {file}: {records} records, {attachments} attachments.\nWhat came after the backup is sent again by "
        "the computers at their next exchange."),
    ),
    "error.backup.no-folder": (
        "备份文件夹不在，没有备份。请接上备份盘，或换一个文件夹。",
        "The backup folder is not there; nothing was backed up. Attach the backup disk or choose another folder.",
    ),
    "error.backup.full": (
        "备份盘满了，这次备份不算数；以前的备份和正在用的数据都没有动。请腾出空间再备份。",
        "The disk is full, so this backup does not count; earlier backups and live data are untouched. Make room, try again.",
    ),
    "error.backup.read-only": (
        "备份盘写不进去，这次备份不算数；以前的备份没有动。请检查权限或写保护。",
        "The backup disk cannot be written, so this backup does not count; earlier ones are untouched. Check permissions.",
    ),
    "error.backup.interrupted": (
        "备份盘读写中断，这次不算数；以前的备份没有动。请检查接线后再来一次。",
        "The backup disk stopped in between, so this does not count; earlier backups are untouched. Check it and try again.",
    ),
    "error.backup.attachment-lost": (
        "有附件找不到或已损坏，这次备份不算数。请检查存放附件的磁盘或存储桶。",
        "An attachment is missing or damaged, so this backup does not count. Check the disk or bucket that holds attachments.",
    ),
    "error.backup.not-a-backup": (
        "这不是备份文件，没有改动。请选 .vvk 文件或备份文件夹。",
        "This is no backup; nothing was changed. Choose a .vvk file or a backup folder.",
    ),
    "error.backup.none-here": (
        "这个文件夹里没有备份，没有改动。请核对文件夹。",
        "There is no backup in this folder; nothing was changed. Check the folder.",
    ),
    "error.backup.newer": (
        "备份由更新的版本写成，没有改动。请先升级本程序。",
        "The backup was written by a newer version; nothing was changed. Upgrade this program first.",
    ),
    "error.backup.wrong-key": (
        "这把恢复密钥打不开这份备份，没有改动。请找建县时抄下的那一张。",
        "This recovery key does not open this backup; nothing was changed. Find the paper written when the county was made.",
    ),
    "error.backup.recovery-key": (
        "恢复密钥抄错或漏了字母，没有改动。应为 14 组，每组 4 个字母；请对照纸上逐组核对。",
        "The recovery key has a wrong or missing letter; nothing was changed. It has 14 groups of four: compare with the paper.",
    ),
    "error.backup.key-unreadable": (
        "读不到恢复密钥文件，没有改动。请核对文件名。",
        "The file with the recovery key cannot be read; nothing was changed. Check its name.",
    ),
    "error.backup.truncated": (
        "备份文件不完整，没有用它。请用另一份备份，或重新复制这份文件。",
        "The backup file is cut off and was not used. Take another backup, or copy this file again.",
    ),
    "error.backup.damaged": (
        "备份文件已损坏，没有用它。请用另一份备份；正在用的数据没有动。",
        "The backup file is damaged and was not used. Take another backup; live data are untouched.",
    ),
    "error.backup.chain": (
        "备份里的记录前后对不上，没有用它。请用另一份备份，并请技术人员查看。",
        "Records in the backup do not follow from each other; it was not used. Take another one and ask a technician.",
    ),
    "error.backup.not-empty": (
        "这个数据库里已有本县的内容，没有恢复，也没有改动。请用空的数据库。",
        "This database already holds the county; nothing was restored or changed. Use an empty one.",
    ),
    "error.county.blobs": (
        "附件存不进或取不到。已收下的内容不受影响；请检查磁盘空间，或存储桶的地址和密钥。",
        "Attachments cannot be written or read. What was taken is safe; check disk space, or the bucket's address and keys.",
    ),
    "error.county.blobs-url": (
        "附件存放地址不对，没有改动。写法：s3://桶名?endpoint=https://地址。",
        "This is no address for attachments; nothing was changed. Write s3://bucket?endpoint=https://host.",
    ),
}
