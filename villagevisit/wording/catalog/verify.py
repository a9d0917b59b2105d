"""The dialog that checks papers."""

TEXTS: dict[str, tuple[str, str]] = {
    "verify.open": ("核对纸张…", "Check a paper…"),
    "verify.title": ("核对纸张", "Check a paper"),
    "verify.file": ("打开照片或 PDF…", "Open photo or PDF…"),
    "verify.paste": ("粘贴", "Paste"),
    "verify.camera": ("拍照…", "Camera…"),
    "verify.check": ("核对", "Check"),
    "verify.anew": ("换一张纸", "Another paper"),
    "verify.found": ("照片里的纸", "Papers in the photos"),
    "verify.code": ("核对码", "Check code"),
    "verify.code_hint": (
        "用扫码枪扫，或输入纸上的八位核对码",
        "Scan with a scanner, or type the eight digits of the sheet",
    ),
    "verify.drop": (
        "把照片拖到这里。\n榜有好几页时，把每一页的照片都放进来。",
        "Drop photos here.\nIf a board has several sheets, add a photo of each.",
    ),
    "verify.kinds": (
        "照片和 PDF (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.pdf)",
        "Photos and PDF (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.pdf)",
    ),
    "verify.taken": ("拍的第 {number} 张", "photo {number}"),
    "verify.pasted": ("粘贴的第 {number} 张", "pasted picture {number}"),
    "verify.begin": (
        "打开照片、拍一张，或者扫纸上的二维码。不用联网，照片不会留在电脑上。",
        "Open or take a photo, or scan the code on the sheet. No network is needed, and no photo is kept.",
    ),
    "verify.reading": ("正在找二维码…", "Looking for codes…"),
    "verify.not_a_code": ("没有读出来", "Not read"),
    "verify.genuine": ("真的", "Genuine"),
    "verify.altered": ("改过", "Altered"),
    "verify.unknown": ("查不到", "Unknown"),
    "verify.revoked": ("签字已停用", "Revoked key"),
    "verify.state": ("{state}　{title}", "{state}: {title}"),
    "verify.sheet": ("公示榜 第 {number} 页，共 {of} 页", "Board, page {number} of {of}"),
    "verify.missing": (
        "还缺第 {pages} 页的照片。把它也放进来，才算看全了这张榜。",
        "No photo of page {pages} yet. Add it to see the whole board.",
    ),
    "verify.compare": (
        "这一页上应当是下面这些行。请和照片一行一行对：",
        "These rows should stand on this page. Compare them with the photo line by line:",
    ),
    "verify.row.number": ("序号", "No."),
    "verify.row.head": ("户主", "Head"),
    "verify.row.group": ("小组", "Group"),
    "verify.row.category": ("类别", "Category"),
    "verify.row.members": ("人口", "Members"),
    "verify.row.insured": ("保障", "Covered"),
    "verify.row.amount": ("金额（元）", "Amount"),
}
