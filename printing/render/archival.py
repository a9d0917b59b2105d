"""What makes a file keep (PDF/A-2u, ISO 19005-2): it says so itself, says what its colours mean, and has an id.

Nothing in it depends on when or where it was made, so that the same paper has the same bytes everywhere.
"""

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

VERSION = (1, 7)
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{more}<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
_SUBJECT = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'


def stream(keys: Mapping[str, object], content: bytes) -> PDFStream:
    """Content as it is. ReportLab's own streams lack the end of line that belongs behind their content."""
    dictionary = PDFDictionary({**keys, "Length": len(content)})
    made = PDFStream(dictionary, content)
    made.format = lambda document: dictionary.format(document) + b"\nstream\n" + content + b"\nendstream\n"
    return made


def describe(document: Any, program: str, title: str, author: str, subject: str, language: str) -> None:
    """Gives a ReportLab document its description, twice as the standard wants it, and its colours."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = stream(
        {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")},
        _metadata(program, title, author, subject, language),
    )
    catalog.OutputIntents = PDFArray([document.Reference(_intent(document))])
    known = {"Title": title, "Author": author, "Subject": subject, "Creator": program, "Producer": program}
    info = PDFDictionary({name: PDFString(text) for name, text in known.items() if text})
    info.digest = lambda _signature: None
    document.info = info


def _metadata(program: str, title: str, author: str, subject: str, language: str) -> bytes:
    more = (_AUTHOR.format(escape(author)) if author else "") + (_SUBJECT.format(escape(subject)) if subject else "")
    return _XMP.format(title=escape(title), language=language, program=program, more=more).encode()


def _intent(document: Any) -> PDFDictionary:
    profile = {"N": 3, "Filter": PDFName("FlateDecode")}
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(stream(profile, zlib.compress(_srgb()))),
        }
    )


@cache
def _srgb() -> bytes:
    """An ICC profile of version 2 for sRGB (IEC 61966-2-1), its colours adapted to D50, its curve at 256 places."""
    curve = [_linear(place / 255) for place in range(256)]
    white, red, green, blue = (
        (0xF6D6, 0x10000, 0xD32D), (0x6FA2, 0x38F5, 0x0390), (0x6299, 0xB785, 0x18DA), (0x24A0, 0x0F84, 0xB6CF),
    )  # fmt: skip
    name = b"sRGB\0"
    tags = {
        b"desc": struct.pack(">4s4xI", b"desc", len(name)) + name + bytes(78),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": struct.pack(">4s4x3I", b"XYZ ", *white),
        b"rXYZ": struct.pack(">4s4x3I", b"XYZ ", *red),
        b"gXYZ": struct.pack(">4s4x3I", b"XYZ ", *green),
        b"bXYZ": struct.pack(">4s4x3I", b"XYZ ", *blue),
        b"rTRC": struct.pack(f">4s4xI{len(curve)}H", b"curv", len(curve), *curve),
    }
    start = 128 + 4 + 12 * (len(tags) + 2)
    entries, body = [], b""
    for tag, data in tags.items():
        entries.append(struct.pack(">4s2I", tag, start + len(body), len(data)))
        body += data + b"\0" * (-len(data) % 4)
    for twin in (b"gTRC", b"bTRC"):
        entries.append(twin + entries[6][4:])
    head = struct.pack(
        ">I4xI4s4s4s6H4s28x3I48x", start + len(body), 0x02100000, b"mntr", b"RGB ", b"XYZ ",
        2026, 1, 1, 0, 0, 0, b"acsp", *white,
    )  # fmt: skip
    return head + struct.pack(">I", len(entries)) + b"".join(entries) + body


def _linear(value: float) -> int:
    """The light of a value between 0 and 1, in 1/65535."""
    return round(65535 * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4))
