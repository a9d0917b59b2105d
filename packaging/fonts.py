"""Makes the faces that nobody offers as they are needed: `python3 packaging/fonts.py` (wants fonttools, apt-get, npm).

FangSong has PostScript outlines, which the PDF writer cannot embed, and is turned into TrueType ones. Kai and the light
Song are cut down to what officials write with: GB 2312, the general table of 8,105 characters, and signs. The packages
are pinned by their hashes and the fonts carry no time stamp, so the same files come out each time.
"""

# ruff: noqa: INP001, S603, S607, T201
import bz2
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).resolve().parent.parent / "printing" / "fonts"
DEBIAN = {
    "texlive-lang-chinese": "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
    "fonts-lxgw-wenkai": "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    "unicode-data": "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
}
NPM = {"@expo-google-fonts/noto-serif-sc@0.4.3": "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e"}
FANG = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
KAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
TABLE = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
LIGHT = "package/300Light/NotoSerifSC_300Light.ttf"
SIGNS = ((0x20, 0x17F), (0x2010, 0x2044), (0x2103, 0x2235), (0x2460, 0x24FF), (0x2500, 0x25FF), (0x3000, 0x303F),
         (0x3200, 0x33FF), (0xFF01, 0xFFEE))  # fmt: skip


def checked(path: Path, digest: str) -> Path:
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        sys.exit(f"{path.name}: not the pinned file")
    return path


def fetched(folder: Path) -> Path:
    """Downloads and unpacks the packages into one tree."""
    tree = folder / "tree"
    tree.mkdir()
    subprocess.run(["apt-get", "download", *DEBIAN], cwd=folder, check=True)
    for name, digest in DEBIAN.items():
        (package,) = folder.glob(f"{name}_*.deb")
        subprocess.run(["dpkg-deb", "-x", str(checked(package, digest)), str(tree)], check=True)
    for name, digest in NPM.items():
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True)
        (packed,) = folder.glob("*.tgz")
        with tarfile.open(checked(packed, digest)) as archive:
            archive.extract(LIGHT, tree, filter="data")
    return tree


def general_table(tree: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (Unihan kTGH)."""
    lines = bz2.decompress((tree / TABLE).read_bytes()).decode()
    return {int(point, 16) for point in re.findall(r"^U\+(\w+)\tkTGH\t", lines, re.MULTILINE)}


def gb2312() -> set[int]:
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(text) for code in codes if (text := code.decode("gb2312", "ignore"))}


def truetype(source: Path) -> TTFont:
    """The same font with quadratic outlines."""
    font = TTFont(source, recalcTimestamp=False)
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for tag in {"CFF ", "VORG", "DSIG", "GPOS", "GSUB", "BASE", "vhea", "vmtx"} & set(font.keys()):
        del font[tag]
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones = 0x00010000, 1
    for name in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(limits, name, 0)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 3.0, [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def cut(source: Path, points: Iterable[int]) -> TTFont:
    """Only these characters, without the tables that a PDF does not need."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "DSIG", "meta", "gasp"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    return font


def named(font: TTFont, name: str) -> TTFont:
    """A changed font may not bear the reserved name of the original."""
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 16):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
        elif record.nameID not in (0, 13, 14):
            font["name"].names.remove(record)
    return font


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = fetched(Path(folder))
        signs = {point for first, last in SIGNS for point in range(first, last + 1)}
        wanted = gb2312() | general_table(tree)
        fang = truetype(tree / FANG)
        lacking = wanted - set(fang.getBestCmap())
        named(fang, "Village FangSong").save(TARGET / "VillageFangSong.ttf")
        named(cut(tree / KAI, wanted | signs), "Village Kai").save(TARGET / "VillageKai.ttf")
        named(cut(tree / LIGHT, lacking | signs), "Village Song Light").save(TARGET / "VillageSongLight.ttf")
    for path in sorted(TARGET.glob("Village*.ttf")):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size:,}")


if __name__ == "__main__":
    main()
