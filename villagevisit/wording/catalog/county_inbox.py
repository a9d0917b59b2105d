"""What waits at the county to be taken in, and what could not be."""

TEXTS: dict[str, tuple[str, str]] = {
    "county.cli.drained": ("已处理 {count} 个等候的文件。", "Worked off {count} waiting file{s}."),
    "refusal.batch.poison": (
        "试了几次都收不进来，文件已放到 quarantine 文件夹，请交给维护人员",
        "could not be taken in after several tries; the file is in the quarantine folder for the maintainers",
    ),
    "refusal.record.out-of-scope": (
        "收到了不归这台电脑管的村的记录，已收下，请核对分工",
        "records of a village that is not this computer's; they were taken in, check the assignment",
    ),
}
