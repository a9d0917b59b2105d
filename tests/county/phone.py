"""A phone with ODK Collect, as far as the county notices: its requests, and a small form with photos and a village."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import requests
from lxml import etree

from sync.server import openrosa_phones as phones
from sync.server import openrosa_store as received
from sync.server import overview
from sync.server.limits import Limits
from sync.server.records import Logged
from tests.county.side import COUNTY, NAME, VILLAGE
from villagevisit.county import server
from villagevisit.county.home import CountyHome, Identity, init, open_county
from villagevisit.county.signin import SignIn
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services.exchange_bodies import SubmissionBody

FORM = "crop_visit"
LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
UNBOUND = Limits(per_second=1e9, burst=1_000_000_000)
VERSION = {"X-OpenRosa-Version": "1.0"}

_FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>{title}</h:title><model>
<instance><data id="{form}" version="{version}"><village_code/><household_no/><head_name/><note/><photo/>
<member jr:template=""><portrait/></member><orx:meta><orx:instanceID/></orx:meta></data></instance>
{secondary}
<bind nodeset="/data/village_code" type="string"/><bind nodeset="/data/household_no" type="string"/>
<bind nodeset="/data/head_name" type="string"/><bind nodeset="/data/note" type="string"/>
<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/member/portrait" type="binary"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head>
<h:body><input ref="/data/village_code"><label>村</label></input>
<input ref="/data/household_no"><label>户编号</label></input><input ref="/data/head_name"><label>户主</label></input>
<input ref="/data/note"><label>记事</label></input>
<upload ref="/data/photo" mediatype="image/*"><label>照片</label></upload>
<group ref="/data/member"><label>成员</label><repeat nodeset="/data/member"><upload ref="/data/member/portrait"
 mediatype="image/*"><label>照片</label></upload></repeat></group></h:body></h:html>
"""
ENTITIES = "http://www.opendatakit.org/xforms/entities"
HOUSEHOLD_LIST = '<instance id="households" src="jr://file-csv/households.csv"/>'


def form_xml(form: str = FORM, version: str = "1", title: str = "看地 & 记事", secondary: str = "") -> str:
    return _FORM.format(form=form, version=version, title=escape(title), secondary=secondary)


def tree_form(form: str = "tree_visit", version: str = "1", list_: str = "trees", spec: str = "2024.1.0") -> str:
    """A form that makes and changes one entity: its property `kind` is what stands in `note`."""
    xml = form_xml(form, version, "看树", f'<instance id="{list_}" src="jr://file-csv/{list_}.csv"/>')
    entity = f'<entity dataset="{list_}" id="" create="" update="" baseVersion=""><label/></entity>'
    return (
        xml.replace("<model>", f'<model xmlns:entities="{ENTITIES}" entities:entities-version="{spec}">')
        .replace("<orx:instanceID/>", f"<orx:instanceID/>{entity}")
        .replace('"/data/note" type="string"', '"/data/note" type="string" entities:saveto="kind"')
    )


def new_instance() -> str:
    return f"uuid:{uuid.uuid4()}"


def filled(
    instance: str, note: str = "", photo: str = "", portraits: Sequence[str] = (), village: str = VILLAGE,
    form: str = FORM, version: str = "1", deprecated: str = "",
) -> bytes:  # fmt: skip
    """A submission as Collect writes it."""
    members = "".join(f"<member><portrait>{escape(name)}</portrait></member>" for name in portraits)
    before = f"<orx:deprecatedID>{deprecated}</orx:deprecatedID>" if deprecated else ""
    return (
        f'<?xml version="1.0" ?><data id="{form}" version="{version}" xmlns:orx="http://openrosa.org/xforms">'
        f"<village_code>{village}</village_code><household_no>0007</household_no><head_name>赵一</head_name>"
        f"<note>{escape(note)}</note><photo>{escape(photo)}</photo>{members}"
        f"<orx:meta><orx:instanceID>{instance}</orx:instanceID>{before}</orx:meta></data>"
    ).encode()


@dataclass
class Phone:
    """Talks to one county with one token."""

    county: CountyHome
    device: str
    base: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, method: str = "GET", **headers: str) -> requests.Response:
        url = path if path.startswith("http") else f"{self.base}/{path}"
        return self.session.request(method, url, headers={**VERSION, **headers}, allow_redirects=False)

    def listed(self, query: str = "") -> dict[str, "etree._Element"]:
        answer = self.get(f"formList{query}")
        assert answer.status_code == 200, answer.text
        return {str(each.findtext(f"{LIST}formID")): each for each in etree.fromstring(answer.content)}

    def manifest(self, form: str) -> dict[str, "etree._Element"]:
        url = self.listed()[form].findtext(f"{LIST}manifestUrl")
        assert url is not None
        root = etree.fromstring(self.get(url).content)
        return {str(each.findtext(f"{MANIFEST}filename")): each for each in root}

    def post(
        self, xml: bytes | None, files: Mapping[str, bytes] | None = None, *, more: bool = False, **headers: str
    ) -> requests.Response:
        parts: list[tuple[str, tuple[str | None, bytes, str]]] = []
        if xml is not None:
            parts.append(("xml_submission_file", ("submission.xml", xml, "text/xml")))
        parts += [(name, (name, data, "image/jpeg")) for name, data in (files or {}).items()]
        if more:
            parts.append(("*isIncomplete*", (None, b"yes", "text/plain")))
        return self.session.post(f"{self.base}/submission", files=parts, headers={**VERSION, **headers})

    def raw(self, body: bytes, boundary: str = "b", **headers: str) -> requests.Response:
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self.session.post(f"{self.base}/submission", data=body, headers={**VERSION, **kind, **headers})


def said(answer: requests.Response) -> str:
    """The sentence that the person at the phone reads; the answer is checked to be one that Collect understands."""
    assert answer.headers["Content-Type"].startswith("text/xml")
    return str(etree.fromstring(answer.content).findtext(f"{RESPONSE}message"))


@dataclass
class Place:
    """A county whose server runs, and its phones."""

    county: CountyHome
    url: str
    clock: FixedClock
    opened: list[Phone] = field(default_factory=list)

    def phone(self, scope: str = "", forms: Sequence[str] = ()) -> Phone:
        with self.county.log.writing() as s:
            made, token = phones.enrol(s, "手机", scope, forms, "2026-11-22T10:00:00.000+08:00")
        self.opened.append(Phone(self.county, made.device, f"{self.url}/key/{token}"))
        return self.opened[-1]

    def put_form(self, name: str, content: str) -> None:
        folder = self.county.folder / "forms"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")


@contextmanager
def running_county(home: Path, address: str = "", limits: Limits = UNBOUND) -> Iterator[Place]:
    clock = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=CHINA))
    init(home, Identity(COUNTY, NAME, address))
    with (
        open_county(home, clock) as county,
        server.running(server.application(county, SignIn("code", clock), limits)) as port,
    ):
        place = Place(county, f"http://127.0.0.1:{port}", clock)
        place.put_form("crop.xml", form_xml(secondary=HOUSEHOLD_LIST))
        try:
            place.phone().listed()  # compiles what ships, and starts the server's worker thread
            yield place
        finally:
            for one in place.opened:
                one.session.close()


def chain(phone: Phone) -> list[Logged]:
    """The phone's records in the county's log."""
    return [one for one in overview.records_after(phone.county.log, 0, 10_000) if one.record.device == phone.device]


def kept(phone: Phone, instance: str) -> SubmissionBody:
    return next(
        bodies.read_submission(one.record.body)
        for one in chain(phone)
        if one.record.subject == instance and one.record.kind == bodies.SUBMISSION
    )


def incomplete(phone: Phone) -> int:
    with phone.county.log.reading() as s:
        return received.waiting(s).get(phone.device, 0)


def alarms(phone: Phone) -> list[str]:
    return [one.code for one in overview.look(phone.county.log).alarms if one.device == phone.device]


def part(name: str, data: bytes, file: str = "", encoding: str = "utf-8") -> bytes:
    """One part of a body whose boundary is `b`."""
    shown = f'; filename="{file}"' if file else ""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{shown}\r\nContent-Type: image/jpeg\r\n\r\n'
    return head.encode(encoding) + data + b"\r\n"
