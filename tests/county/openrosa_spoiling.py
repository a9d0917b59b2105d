"""Posts as careless, broken and malicious clients make them: whole, with spoiled bytes, and odd on purpose."""

import gzip
import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.county.phone import FORM, filled, part

PIECES = [
    b"--b\r\n", b"--b--\r\n", b"\r\n\r\n", b"\r\n", b"\0", b"\xff\xfe", b"<", b">", b"&x;", b"]]>", b"<!DOCTYPE d [",
    b"<!ENTITY a 'b'>", b"<?xml version='1.0' encoding='utf-16'?>", b'name="', b'filename="', b"xml_submission_file",
    b"*isIncomplete*", b"yes", b"Content-Disposition: form-data; ", b"<![CDATA[", b"uuid:", b"<meta>", b"\xe4\xb8",
    b"</data>", b' version="', b"..", b"/", b"\\", b"%00", b"<orx:deprecatedID>", b"\r", b'"', b";", b"=",
    b"<orx:entity dataset='households' id='x' create='1'/>", b" encrypted='yes'", b"filename*=UTF-8''%ff", b"--b",
]  # fmt: skip
NAMES = [
    "../../etc/passwd", "..\\..\\x.jpg", "C:\\a.jpg", "/a.jpg", "a/../../b.jpg", "..", ".", "CON", "a\0b.jpg",
    "x" * 300, "照片.jpg", "a\u202egpj.exe", "%2e%2e%2fa.jpg", "a.jpg/", " ", "=cmd()", 'a".jpg', "a;b.jpg",
    "\U0001f600.jpg", "\t",
]  # fmt: skip
IDS = [
    "", " ", "uuid:", "x" * 80, "x" * 81, "x" * 5_000, "../../x", "a\nb", "\u202e", "'; DROP TABLE record; --",
    "\U0001f600", "<b/>", "<![CDATA[uuid:9]]>", "<!-- c -->uuid:9", "&#10;", "&#0;", "&lt;", "&#xD800;", "uuid:9<i/>9",
]  # fmt: skip
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(9))
DOCTYPES = [
    f"<!DOCTYPE data [{LAUGHS}]>", '<!DOCTYPE data [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE data [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>', "<!DOCTYPE data>",
    '<!DOCTYPE data SYSTEM "http://127.0.0.1:9/x.dtd">', f'<!DOCTYPE data [<!ENTITY q "{"q" * 50_000}">]>',
    '<?xml-stylesheet href="http://127.0.0.1:9/x"?>',
]  # fmt: skip
BOUNDARIES = [
    "multipart/form-data", "multipart/form-data; boundary=", 'multipart/form-data; boundary=""', "text/xml", "",
    "multipart/form-data; boundary=other", 'multipart/form-data; boundary="b"', "multipart/mixed; boundary=b",
    "multipart/form-data; boundary=b; boundary=c", "multipart/form-data; charset=utf-16; boundary=b", "application/zip",
    f"multipart/form-data; boundary={'b' * 3_000}", "multipart/form-data;boundary=b;;;=;",
    "MULTIPART/FORM-DATA; boundary=b",
]  # fmt: skip
END = b"--b--\r\n"


@dataclass
class Post:
    """What is sent."""

    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "multipart/form-data; boundary=b"})


def post(rng: random.Random) -> Post:
    """One post; in most of them something is wrong."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(ODD)(rng)
    if kind < 0.48:
        return Post(whole(random.Random(rng.randrange(50))))  # one that was sent before, as it was
    body = whole(rng)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 4])):
        body = rng.choice(SPOILERS)(rng, body) or b"-"
    made = Post(body)
    if rng.random() < 0.03:
        kind = _flip(rng, made.headers["Content-Type"].encode())
        made.headers["Content-Type"] = kind.decode("latin-1").translate(dict.fromkeys(range(32), "x"))
    return made


def whole(rng: random.Random) -> bytes:
    """About one of few instances, so that repeats, conflicts and corrections come up."""
    names = [f"照{rng.randrange(3)}.jpg" for _ in range(rng.randrange(3))]
    xml = filled(
        _id(rng),
        note=rng.choice(["", "雨", "晴"]) if rng.random() < 0.2 else "",
        photo=names[0] if names else "",
        portraits=names[1:],
        form=rng.choice([FORM] * 8 + ["nothing"]),
        version=rng.choice(["1"] * 8 + ["7"]),
        deprecated=_id(rng) if rng.random() < 0.1 else "",
    )
    body = part("xml_submission_file", xml, "s.xml")
    for name in dict.fromkeys(names):
        body += part(name, name.encode() * rng.randrange(1, 40), name)
    if rng.random() < 0.2:
        body += part("*isIncomplete*", b"yes")
    return body + END


def _id(rng: random.Random) -> str:
    return f"uuid:{rng.randrange(400)}"


def _xml(rng: random.Random) -> bytes:
    return filled(_id(rng), photo="a.jpg")


def _form(xml: bytes, *more: bytes) -> Post:
    return Post(part("xml_submission_file", xml, "s.xml") + b"".join(more) + END)


def _boundary(rng: random.Random) -> Post:
    return Post(whole(rng), {"Content-Type": rng.choice(BOUNDARIES)})


def _part_headers(rng: random.Random) -> Post:
    """Headers of parts: huge, many, folded, missing, twice, without a colon."""
    size = rng.choice([10, 3_000, 20_000])
    lines = rng.choice(
        [
            [b"X-Long: " + b"x" * size],
            [b"X-%d: y" % number for number in range(size // 10)],
            [b"no colon here"],
            [b": no name"],
            [b'Content-Disposition: form-data; name="a.jpg"; filename="b.jpg"'],
            [b"X-Folded: a\r\n\tb"],
            [b"Content-Transfer-Encoding: base64"],
            [b"Content-Disposition: form-data; name=" + b"\xff" * 30],
            [b"Content-Disposition: attachment; filename*=\"UTF-8''%e2%82", b"Content-Type: "],
            [],
        ]
    )
    front = rng.choice([b'Content-Disposition: form-data; name="xml_submission_file"; filename="s.xml"', b""])
    head = b"\r\n".join([b"--b", *([front] if front else []), *lines])
    return Post(head + b"\r\n\r\n" + _xml(rng) + b"\r\n" + part("a.jpg", b"x", "a.jpg") + END)


def _doubled(rng: random.Random) -> Post:
    xml, other = _xml(rng), _xml(rng)
    files = [part("a.jpg", data, "a.jpg") for data in (b"x", rng.choice([b"x", b"y"]))]
    again = part("xml_submission_file", rng.choice([xml, other]), "s.xml")
    return _form(xml, *files, *([again] if rng.random() < 0.5 else []))


def _nested(rng: random.Random) -> Post:
    inner = whole(rng).replace(b"--b", b"--c")
    head = b'--b\r\nContent-Disposition: form-data; name="%s"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n'
    name = rng.choice([b"xml_submission_file", b"files"])
    outer = part("xml_submission_file", _xml(rng), "s.xml") if rng.random() < 0.5 else b""
    return Post(outer + head % name + inner + b"\r\n" + END)


def _named(rng: random.Random) -> Post:
    name = rng.choice(NAMES)
    return _form(filled(_id(rng), photo=name.translate({0: "x"})), part(name, b"x" * rng.randrange(9), name))


def _encoded(rng: random.Random) -> Post:
    """XML in other encodings than it says, or packed."""
    text = _xml(rng).decode()
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-32", "gb18030", "utf-8-sig", "utf-7", "latin-1", "cp037"])
    said = rng.choice([encoding, "utf-8", "nonsense", "utf-16", "ebcdic-cp-us"])
    text = text.replace('version="1.0" ', f'version="1.0" encoding="{said}"', 1)
    return _form(text.encode(encoding, "replace"))


def _packed(rng: random.Random) -> Post:
    """Bodies and XML as gzip, deflate or zip, said to be so or not; also one that unpacks to a hundred megabytes."""
    body = whole(rng)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("../../s.xml", body)
    packed = rng.choice([gzip.compress(body, 1), zlib.compress(body), archive.getvalue(), BOMB])
    if rng.random() < 0.5:
        return _form(packed)
    kind = rng.choice(["multipart/form-data; boundary=b", "application/zip"])
    return Post(packed, {"Content-Type": kind, "Content-Encoding": rng.choice(["gzip", "deflate", "identity", "br"])})


def _doctype(rng: random.Random) -> Post:
    use = rng.choice([b"&a8;", b"&e;", b"&q;" * 500, b""])
    xml = _xml(rng).replace(b"?>", b"?>" + rng.choice(DOCTYPES).encode(), 1).replace(b"<note>", b"<note>" + use, 1)
    return _form(xml)


def _shaped(rng: random.Random) -> Post:
    """XML that is deep, wide, or has much of one thing."""
    size = rng.choice([10, 250, 2_000, 60_000])
    inside = rng.choice(
        [
            "<g>" * size + "</g>" * size,
            "<g" + "".join(f' a{number}="1"' for number in range(size)) + "/>",
            "<g/>" * size,
            f"<{'n' * size}/>",
            f"<!--{'-x' * size}-->",
            f"<![CDATA[{'x' * size}]]>",
            "<?target data?>" * size,
            "".join(f'<g xmlns:p{number}="u{number}"/>' for number in range(size)),
            '<include xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
            "<photo>a.jpg</photo>" * (size // 10),
            "<member><portrait>b.jpg</portrait></member>" * (size // 10),
        ]
    )
    return _form(_xml(rng).replace(b"<note>", inside.encode() + b"<note>", 1), part("a.jpg", b"x", "a.jpg"))


def _identified(rng: random.Random) -> Post:
    """Ids that are empty, too long, twice, nested, or no text."""
    instance = rng.choice(IDS)
    xml = filled(instance, photo="a.jpg", deprecated=rng.choice(["", "", instance, *IDS])).decode()
    kind = rng.randrange(6)
    if kind == 0:
        twice = f"<orx:meta><orx:instanceID>{_id(rng)}</orx:instanceID></orx:meta><orx:meta>"
        xml = xml.replace("<orx:meta>", twice, 1)
    elif kind == 1:
        other = rng.choice(["", "x" * 300, "../" + FORM, "&#10;", FORM.upper()])
        xml = xml.replace(f'id="{FORM}"', f'id="{other}"', 1)
    elif kind == 2:
        xml = xml.replace('version="1"', f'version="{rng.choice(["", "x" * 300, "1 ", "&#9;1"])}"', 1)
    elif kind == 3:
        xml = xml.replace("<village_code>", f"<village_code>{rng.choice(['９' * 12, '9' * 99, '-1', '<x/>'])}", 1)
    return _form(xml.encode("utf-8", "replace"), part("a.jpg", b"x", "a.jpg"))


def _saving(rng: random.Random) -> Post:
    """Entities of all sorts, from forms that declare some."""
    number = f"{rng.randrange(9):08d}-0000-4000-8000-{rng.randrange(9):012d}"
    said = {
        "dataset": rng.choice(["trees", "trees", "trees", "wells", "households", "", "x" * 300]),
        "id": rng.choice([number, number, number, f"uuid:{number}", "", "x", number.upper(), "x" * 300]),
        "create": rng.choice(["1", "1", "", "true", "0"]),
        "update": rng.choice(["1", "", "", "true"]),
        "baseVersion": rng.choice(["1", "2", "", "0", "-1", "9" * 30, "１"]),
        "trunkVersion": rng.choice(["", "", "1", "9"]),
        "branchId": rng.choice(["", "", "b1", "b2", "x" * 300]),
    }
    given = "".join(f' {name}="{value}"' for name, value in said.items() if rng.random() < 0.9)
    label = rng.choice(["<label>树</label>", "<label/>", "", "<label>一</label>" * 2, "<label><b/></label>"])
    entity = f"<entity{given}>{label}</entity>" * rng.choice([1, 1, 1, 2, 200])
    xml = filled(_id(rng), note=rng.choice(["", "高", "矮"]), form="tree_visit").decode()
    where = rng.choice(["</orx:meta>", "</orx:meta>", "<note>"])
    return _form(xml.replace(where, f"{entity}{where}", 1).encode())


def _without_end(rng: random.Random) -> Post:
    body = whole(rng)
    return Post(rng.choice([body[: -len(END)], body + body, body + b"x" * 50_000, b"\r\n" * 9 + body, END, b"--b"]))


def _cut(rng: random.Random, body: bytes) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def _flip(rng: random.Random, body: bytes) -> bytes:
    spoiled = bytearray(body)
    for _ in range(rng.randrange(1, 6)):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def _insert(rng: random.Random, body: bytes) -> bytes:
    at = rng.randrange(len(body))
    return body[:at] + rng.choice(PIECES) * rng.randrange(1, 4) + body[at:]


def _remove(rng: random.Random, body: bytes) -> bytes:
    at = rng.randrange(len(body))
    return body[:at] + body[at + rng.randrange(60) :]


def _repeat(rng: random.Random, body: bytes) -> bytes:
    first, last = sorted(rng.randrange(len(body)) for _ in range(2))
    return body[:last] + body[first:]


BOMB = gzip.compress(bytes(100_000_000))
SPOILERS: list[Callable[[random.Random, bytes], bytes]] = [_cut, _flip, _insert, _remove, _repeat]
ODD: list[Callable[[random.Random], Post]] = [
    _boundary, _part_headers, _doubled, _nested, _named, _encoded, _packed, _doctype, _shaped, _identified,
    _without_end, _saving,
]  # fmt: skip
