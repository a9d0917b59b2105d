"""Wording of the doctor, the export, the benchmarks and the demonstration."""

TEXTS: dict[str, tuple[str, str]] = {
    "doctor.database.good": ("✓ 数据文件完好", "✓ The data file is whole"),
    "doctor.database.bad": (
        (
            "✗ 数据文件有 {faults} 处损坏：请停止录入，先和县里交换一次，再把数据文件夹整个复制一份，"
            "然后用 villagevisit doctor --restore 换回这台电脑最近的备份（{copy}）。"
        ),
        (
            "✗ The data file has {faults} faults: stop entering data, exchange with the county once, copy the whole data folder, "
            "then put back this computer's newest copy ({copy}) with villagevisit doctor --restore."
        ),
    ),
    "doctor.audit.good": ("✓ 操作记录首尾相连，没有被改动", "✓ The audit log is unbroken"),
    "doctor.audit.bad": (
        "✗ 操作记录从第 {row} 条起被改动过：请不要使用这台电脑，通知县里核查。",
        "✗ The audit log was changed from row {row} on: stop using this computer and tell the county.",
    ),
    "doctor.events.good": ("✓ 办理记录与原始记录一致", "✓ What was done in each case is what its records say"),
    "doctor.events.bad": (
        "✗ 有办理记录与原始记录不一致：数据被人改动过。请保留这台电脑，不要再用它办理，并联系县里",
        ("✗ What was done in some case is not what its record says: somebody changed the data. Keep this computer, stop "
        "working on it and call the county"),
    ),
    "doctor.records.good": ("✓ 走访记录一条接一条，没有被改动", "✓ The chain of records is unbroken"),
    "doctor.records.bad": (
        "✗ {device} 的第 {place} 条记录被改动过，或者它前面少了记录：请不要使用这台电脑，通知县里核查。",
        "✗ Record {place} of {device} was changed, or one before it is gone: stop using this computer, tell the county.",
    ),
    "doctor.history.good": ("✓ 数据文件没有回到以前的状态", "✓ The data file did not go back in time"),
    "doctor.history.bad": (
        (
            "✗ 数据文件回到了以前的状态。如果刚用备份恢复过，这是正常的：打开入户通，和县里交换一次即可取回。"
            "如果没有人恢复过备份，请通知县里核查。"
        ),
        (
            "✗ The data file went back to an earlier state. After a restored backup that is as it should be: open VillageVisit "
            "and exchange once. If nobody restored one, tell the county."
        ),
    ),
    "doctor.restored": (
        "已换回 {file}；损坏的数据文件收在 backups 文件夹里，没有删除。请打开入户通，和县里交换一次，把后来发送过的取回来。",
        (
            "{file} is back in place; the damaged file is kept in the folder backups. Open VillageVisit and exchange with the "
            "county once: what was sent since comes back."
        ),
    ),
    "error.copy.none": (
        "这台电脑上没有完好的备份，什么都没有改动。请联系县里；已经发送的记录县里都有。",
        "There is no whole copy on this computer; nothing was changed. Ask the county, which has all records that were sent.",
    ),
    "error.copy.damaged": (
        "今天的本机备份没有做成：写出来的文件不完好。已录入的还在；请运行 villagevisit doctor 检查数据文件和磁盘。",
        (
            "Today's copy on this computer failed: what was written is not whole. Your work is still there; run villagevisit "
            "doctor to check the data file and the disk."
        ),
    ),
    "doctor.roots.good": (
        "✓ 县里的历史没有被换过（最新日签 {day}）",
        "✓ The county's history was not exchanged (newest daily root {day})",
    ),
    "doctor.roots.bad": (
        "✗ 县里的历史与本机记得的不一样（{n} 处）。本机的数据没有受影响，已在下次发送时报告县里的审计人员。请把这件事告诉审计人员",
        ("✗ The county's history is not the one that this computer remembers ({n} times). The data here are safe, and the "
        "county's auditor is told with the next exchange. Tell the auditor yourself as well"),
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
    "error.demo.folder-not-empty": (
        "文件夹 {folder} 里已经有东西，没有动它。请给一个空文件夹：demo --out 新文件夹。",
        "The folder {folder} is not empty and was not touched. Name an empty one: demo --out NEW_FOLDER.",
    ),
    "demo.told": ("演示已完成，截图、PDF、数据包和回执都在 {folder}", "The demonstration is done; pictures, PDFs, batch and receipt are in {folder}"),
    "demo.ready": (
        "演示数据在 {folder}，窗口就要打开。每个人的口令都是 {pin}。",
        "The demonstration data are in {folder}; the window is about to open. Everybody's PIN is {pin}.",
    ),
    "demo.county": (
        "要试“发送”，另开一个终端运行：./dev run --home {folder}/county county serve --port {port}",
        "To try sending, run in another terminal: ./dev run --home {folder}/county county serve --port {port}",
    ),
    "demo.second": (
        "要试第二台电脑：先在窗口里发送一次，再另开一个终端运行 ./dev run --home {folder}/team，选“从县里领取工作”，文件用 {file}。",
        ("To try a second laptop: send once from the window, then run ./dev run --home {folder}/team in another terminal, "
        "choose 'Fetch the work from the county' and give it {file}."),
    ),
}
