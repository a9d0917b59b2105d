"""Wording of taking lists away as files, and of the command line."""

TEXTS: dict[str, tuple[str, str]] = {
    "export.done": ("已导出 {rows} 行到“{file}”。", "{rows} rows were written to “{file}”."),
    "error.cli.file": (
        "读写文件“{file}”时出了问题，已经保存的内容不受影响。请检查文件夹、磁盘空间和网络地址，再试一次。",
        (
            "Something went wrong with the file “{file}”; what was saved is safe. Look at the folder, the disk and the "
            "network address, and try again."
        ),
    ),
    "error.export.second-person": (
        "这份名单有 {rows} 行，要两个人同意才能带走，什么都没有写出。请写明谁来取（--by），再请另一位同事输入他的口令（--approve-by）。",
        (
            "This list has {rows} rows and leaves only when two people agree; nothing was written. Say who takes it (--by), "
            "and let a colleague enter his PIN (--approve-by)."
        ),
    ),
    "error.export.same-person": (
        "取名单的人不能自己同意，什么都没有写出。请另一位同事来。",
        "Whoever takes the list cannot agree himself; nothing was written. Ask a colleague.",
    ),
    "error.export.may-not-approve": (
        "{officer}自己也不能取这份名单，所以不能同意。什么都没有写出；请换一位同事。",
        "{officer} may not take this list himself, so he cannot agree. Nothing was written; ask somebody else.",
    ),
    "error.export.format": (
        "不能导出“{format}”格式，什么都没有写出。请把文件名的结尾改成其中一种：{known}。",
        "“{format}” files cannot be written; nothing was written. Let the file name end in one of: {known}.",
    ),
    "error.export.too-big": (
        "内容超出一张工作表能装下的 {most} 行，没有写出，原来的文件还在。请改导出为 .csv。",
        (
            "There is more than the {most} rows that a worksheet holds; nothing was written and a file that was there "
            "still is. Export as .csv instead."
        ),
    ),
    "error.export.unwritable": (
        "没能写出“{file}”，原来的文件还在，资料不受影响。请换一个文件夹，或先关掉正在打开它的程序。",
        (
            "“{file}” could not be written; a file that was there still is, and the data are safe. Choose another folder, "
            "or close the program that uses it."
        ),
    ),
}
