"""Wording of the doctor, the export, the benchmarks and the demonstration."""

TEXTS: dict[str, tuple[str, str]] = {
    "doctor.database.good": ("✓ 数据文件完好", "✓ The data file is whole"),
    "doctor.database.bad": (
        "✗ 数据文件有 {faults} 处损坏：请停止录入，把数据文件夹整个复制一份，再请县里用备份恢复。",
        "✗ The data file has {faults} faults: stop entering data, copy the whole data folder, ask the county to restore.",
    ),
    "doctor.audit.good": ("✓ 操作记录首尾相连，没有被改动", "✓ The audit log is unbroken"),
    "doctor.audit.bad": (
        "✗ 操作记录从第 {row} 条起被改动过：请不要使用这台电脑，通知县里核查。",
        "✗ The audit log was changed from row {row} on: stop using this computer and tell the county.",
    ),
    "doctor.disk.good": ("✓ 磁盘剩余 {gigabytes} GB", "✓ {gigabytes} GB of disk are free"),
    "doctor.disk.bad": (
        "✗ 磁盘只剩 {gigabytes} GB：已保存的内容完好，请清理磁盘后再去走访。",
        "✗ Only {gigabytes} GB of disk are free: what was saved is safe; free some space before visiting.",
    ),
    "doctor.clock.good": ("✓ 时钟正常（{now}）", "✓ The clock is right ({now})"),
    "doctor.clock.bad": (
        "✗ 电脑时钟是 {now}，早于已有的记录：请校准日期和时间。",
        "✗ The clock says {now}, earlier than what is on record: set date and time.",
    ),
    "doctor.fonts.good": ("✓ 打印字体齐全", "✓ All fonts for printing are there"),
    "doctor.fonts.bad": (
        "✗ 缺少 {missing} 个打印字体：请重新安装入户通。",
        "✗ {missing} fonts for printing are missing: install VillageVisit again.",
    ),
    "error.bench.not-a-checkout": (
        "没有找到 bench 文件夹。测速要在源代码目录里运行：./dev bench。",
        "There is no bench folder here. Benchmarks run in a checkout: ./dev bench.",
    ),
}
