"""Files that keep: the clauses of PDF/A-2u (ISO 19005-2) that ours meet, read back from the bytes."""

import io
import re
import struct
import zlib
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from lxml import etree
from PIL import Image, ImageCms

from printing.document import A4, Document, Face, Heading, Paragraph, Picture, QrCode, Signature, SignatureBlock
from printing.poster import plans
from printing.render import Bound, poster, render
from tests.printing.papers import needs_hanazono

_SPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def _scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 20), (0, 0, 0, 90)).save(out, "PNG")
    return out.getvalue()


PAPER = Document(
    "试<&>", A4,
    (
        Heading("红星村"), Paragraph("张𬱖、王ä国 ABC", face=Face.FANG), QrCode("VV1/D/0198F3C2/1A2B3C4D"),
        SignatureBlock((Signature("户主", Picture(_scan())),)),
    ),
    subject="test-1", author="清溪镇人民政府", watermark="李芳 2026-11-22",
)  # fmt: skip


@cache
def _files() -> dict[str, bytes]:
    bound = Bound()
    bound.add(PAPER, "一")
    bound.add(replace(PAPER, title="二"), "二")
    return {
        "paper": render(PAPER).pdf,
        "poster": poster(PAPER, plans(A4, "A2", "A4")[0]).pdf,
        "bound": bound.close(),
    }


KINDS = pytest.mark.parametrize("kind", ["paper", "poster", "bound"])


def _streams(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """Dictionary and content of each stream, by the length that the dictionary gives."""
    found = []
    for match in re.finditer(rb"\d+ 0 obj\n(<<.*?>>)\nstream\n", pdf, re.DOTALL):
        (length,) = map(int, re.findall(rb"/Length (\d+)", match[1]))
        assert pdf[match.end() + length :].startswith(b"\nendstream\nendobj\n")
        found.append((match[1], pdf[match.end() : match.end() + length]))
    return found


def _object(pdf: bytes, number: bytes) -> bytes:
    match = re.search(rb"\n" + number + rb" 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)
    assert match is not None
    return match[1]


@needs_hanazono
@KINDS
def test_head_streams_and_trailer(kind: str) -> None:
    pdf = _files()[kind]
    first, second, _ = pdf.split(b"\n", 2)
    assert first == b"%PDF-1.7"
    assert second[:1] == b"%"
    assert all(byte > 127 for byte in second[1:5])
    streams = _streams(pdf)
    assert len(streams) == pdf.count(b"endstream")
    (given,) = re.findall(rb"/ID \n\[<([0-9a-f]{32})><([0-9a-f]{32})>\]", pdf)
    assert given[0] == given[1]
    assert b"/Encrypt" not in pdf
    assert b"LZWDecode" not in pdf


@needs_hanazono
def test_the_id_follows_from_what_is_in_the_file() -> None:
    ids = {re.findall(rb"/ID \n\[<(\w+)>", pdf)[0] for pdf in _files().values()}
    assert len(ids) == len(_files())
    again = render(replace(PAPER)).pdf
    assert again == _files()["paper"]


@needs_hanazono
@KINDS
def test_it_describes_itself_the_same_way_twice(kind: str) -> None:
    pdf = _files()[kind]
    (xmp,) = [content for keys, content in _streams(pdf) if b"/Metadata" in keys]
    assert b"Filter" not in next(keys for keys, _ in _streams(pdf) if b"/Metadata" in keys)
    assert xmp.startswith("<?xpacket begin=\"\ufeff\"".encode())
    tree = etree.fromstring(xmp)

    def said(path: str) -> str:
        return str(tree.findtext(f".//{path}", namespaces=_SPACES))

    assert (said("pdfaid:part"), said("pdfaid:conformance")) == ("2", "U")
    assert said("dc:title//rdf:li") == "试<&>"
    assert said("dc:creator//rdf:li") == "清溪镇人民政府"
    assert said("dc:description//rdf:li") == "test-1"
    assert said("dc:language//rdf:li") == "zh-CN"
    assert said("pdf:Producer") == said("xmp:CreatorTool") == "VillageVisit"
    document = pypdfium2.PdfDocument(pdf)
    info = {name: text for name, text in document.get_metadata_dict().items() if text}
    document.close()
    assert info == {
        "Title": "试<&>", "Author": "清溪镇人民政府", "Subject": "test-1", "Creator": "VillageVisit",
        "Producer": "VillageVisit",
    }  # fmt: skip


@needs_hanazono
@KINDS
def test_it_says_what_its_colours_mean(kind: str) -> None:
    pdf = _files()[kind]
    (intent,) = re.findall(rb"/OutputIntents \[ (\d+) 0 R \]", pdf)
    assert b"/S /GTS_PDFA1" in _object(pdf, intent)
    (profile,) = [zlib.decompress(content) for keys, content in _streams(pdf) if b"/N 3" in keys]
    ours = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    picture = Image.new("RGB", (1, 1), (212, 0, 10))
    same = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    assert same.getpixel((0, 0)) == (212, 0, 10)


@needs_hanazono
@KINDS
def test_nothing_in_it_is_transparent_runs_or_lies_elsewhere(kind: str) -> None:
    pdf = _files()[kind]
    forbidden = "SMask Group ExtGState BM CA ca AA OpenAction JavaScript JS Annots EmbeddedFiles Interpolate URI F"
    assert re.findall(rb"/(%s)\b" % forbidden.replace(" ", "|").encode(), _heads(pdf)) == []


def _heads(pdf: bytes) -> bytes:
    """The file without the content of its streams."""
    for _, content in _streams(pdf):
        pdf = pdf.replace(content, b"", 1)
    return pdf


@needs_hanazono
@KINDS
def test_fonts_are_in_the_file_with_every_glyph_listed_and_every_code_in_unicode(kind: str) -> None:
    pdf = _files()[kind]
    streams = dict(_numbered(pdf))
    inner = re.findall(rb"/Subtype /CIDFontType2", pdf)
    assert inner
    for name in ("FontFile2", "CIDSet", "ToUnicode", "CIDToGIDMap"):
        assert len(re.findall(rb"/%s\b" % name.encode(), pdf)) == len(inner)
    for program, listed in zip(_references(pdf, b"FontFile2"), _references(pdf, b"CIDSet"), strict=True):
        font, ones = zlib.decompress(streams[program]), zlib.decompress(streams[listed])
        glyphs = struct.unpack(">H", _table(font, b"maxp")[4:6])[0]
        assert f"{int.from_bytes(ones, 'big'):0{len(ones) * 8}b}".rstrip("0") == "1" * glyphs
    for number in _references(pdf, b"ToUnicode"):
        table = zlib.decompress(streams[number])
        values = re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]+)>", table)[1:]
        assert values
        assert not {b"0000", b"FEFF", b"FFFE"} & set(values)


@needs_hanazono
def test_widths_are_those_of_the_fonts() -> None:
    pdf = _files()["paper"]
    streams = dict(_numbered(pdf))
    widths = [list(map(int, found.split())) for found in re.findall(rb"/W \[ 0 \[ ([\d \n]+) \] \]", pdf)]
    for program, given in zip(_references(pdf, b"FontFile2"), widths, strict=True):
        font = zlib.decompress(streams[program])
        em = struct.unpack(">H", _table(font, b"head")[18:20])[0]
        metrics = _table(font, b"hmtx")
        for place, width in enumerate(given):
            (real,) = struct.unpack(">H", metrics[4 * place : 4 * place + 2])
            assert abs(width - real * 1000 / em) <= 0.5


def _numbered(pdf: bytes) -> list[tuple[bytes, bytes]]:
    starts = re.findall(rb"(\d+) 0 obj\n<<(?:(?!endobj).)*?>>\nstream\n", pdf, re.DOTALL)
    return list(zip(starts, (content for _, content in _streams(pdf)), strict=True))


def _references(pdf: bytes, key: bytes) -> list[bytes]:
    return re.findall(rb"/%s (\d+) 0 R" % key, pdf)


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack(">H", font[4:6])
    for place in range(count):
        name, _, start, length = struct.unpack(">4s3I", font[12 + 16 * place : 28 + 16 * place])
        if name == tag:
            return font[start : start + length]
    raise AssertionError(tag)
