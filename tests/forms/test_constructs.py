"""What binds and controls say beside their expressions, and what a form declares that a computer does not do."""

from collections.abc import Callable

import pytest

import forms
from tests.forms.conftest import xform

Start = Callable[..., forms.FormSession]
REPEAT = (
    '<lock/><r jr:template=""><x/></r>',
    "",
    (
        '<input ref="/data/lock"><label>l</label></input><group ref="/data/r"><label>r</label>'
        '<repeat nodeset="/data/r" jr:noAddRemove="{}"><input ref="/data/r/x"><label>x</label></input></repeat></group>'
    ),
)


def text(name: str, *values: tuple[str, str]) -> str:
    inner = "".join(
        f'<value form="{form}">{said}</value>' if form else f"<value>{said}</value>" for form, said in values
    )
    return f'<text id="{name}">{inner}</text>'


@pytest.mark.parametrize(
    ("bind", "body", "expected"),
    [
        ('xmlns:orx="http://openrosa.org/xforms" orx:max-pixels="900"', '<upload ref="/data/a" mediatype="image/*"/>',
         {"max-pixels": "900"}),
        ('saveIncomplete="true()"', '<input ref="/data/a"/>', {"saveIncomplete": "true()"}),
        ('odk:quality="low"', '<upload ref="/data/a" mediatype="audio/*" accept=".amr"/>',
         {"quality": "low", "accept": ".amr"}),
        ("", '<range ref="/data/a" start="1" end="9" step="2" odk:tick-interval="4"/>',
         {"start": "1", "end": "9", "step": "2", "tick-interval": "4"}),
        ("", '<input ref="/data/a" rows="5"/>', {"rows": "5"}),
        ("", '<input ref="/data/a" autoplay="audio"/>', {"autoplay": "audio"}),
        ("", '<input ref="/data/a" accuracyThreshold="1.5" unacceptableAccuracyThreshold="9"/>',
         {"accuracyThreshold": "1.5", "unacceptableAccuracyThreshold": "9"}),
    ],
)  # fmt: skip
def test_attributes_reach_the_widget(start: Start, bind: str, body: str, expected: dict[str, str]) -> None:
    node = start("<a/>", f'<bind nodeset="/data/a" type="int" {bind}/>', body).node("/data/a")
    assert node.parameters == expected


@pytest.mark.parametrize("mediatype", ["image/*", "audio/*", "video/*", "application/*", "osm/*", "text/csv"])
def test_an_upload_keeps_its_kind_of_file(start: Start, mediatype: str) -> None:
    node = start("<a/>", '<bind nodeset="/data/a" type="binary"/>', f'<upload ref="/data/a" mediatype="{mediatype}"/>')
    assert (node.node("/data/a").control, node.node("/data/a").mediatype) == ("upload", mediatype)


@pytest.mark.parametrize(("closed", "open_now"), [("true()", False), ("true", False), ("false()", True), ("", True)])
def test_a_repeat_may_be_closed_for_good(start: Start, closed: str, open_now: bool) -> None:
    session = start(REPEAT[0], REPEAT[1], REPEAT[2].format(closed))
    assert session.node("/data/r").can_add is open_now
    if open_now:
        assert session.add("/data/r").count == 1
    else:
        with pytest.raises(forms.FormError, match=r"form\.repeat-closed"):
            session.add("/data/r")


def test_a_repeat_may_be_closed_while_an_expression_is_true(start: Start) -> None:
    session = start(REPEAT[0], REPEAT[1], REPEAT[2].format("/data/lock = 'yes'"))
    session.add("/data/r")
    assert "/data/r" in session.answer("/data/lock", "yes").changed
    assert not session.node("/data/r").can_add
    assert not session.node("/data/r[1]").can_remove
    for change in (session.add, session.insert, session.remove):
        with pytest.raises(forms.FormError, match=r"form\.repeat-closed"):
            change("/data/r[1]")
    session.answer("/data/lock", "no")
    assert session.remove("/data/r[1]").count == 0


def test_a_wrong_expression_that_closes_a_repeat_is_told(start: Start) -> None:
    with pytest.raises(forms.FormError) as raised:
        start(REPEAT[0], REPEAT[1], REPEAT[2].format("nosuch()"))
    assert (raised.value.code, raised.value.params["where"]) == ("form.function-unknown", "count /data/r")


def test_a_text_has_its_other_forms(start: Start) -> None:
    forms_of_label = text("a:label", ("", "Long question"), ("short", "Short"), ("image", "jr://images/a.png"))
    session = start(
        "<a/>",
        "",
        '<input ref="/data/a"><label ref="jr:itext(\'a:label\')"/><hint ref="jr:itext(\'a:hint\')"/></input>',
        f'<itext><translation lang="en">{forms_of_label}'
        f"{text('a:hint', ('', 'Hint'), ('guidance', 'For trainers'))}</translation></itext>",
    )
    node = session.node("/data/a")
    assert (node.label, node.short, node.hint, node.guidance) == ("Long question", "Short", "Hint", "For trainers")
    assert node.media == {"image": "jr://images/a.png"}


def test_what_the_form_says_about_sending_is_passed_on() -> None:
    form = forms.load(
        xform("<a/>", "", "", '<submission action="https://x.example/s" method="post" '
              'xmlns:orx="http://openrosa.org/xforms" orx:auto-send="true" orx:auto-delete="false"/>')
    )  # fmt: skip
    assert form.submission == {
        "action": "https://x.example/s", "method": "post", "auto-send": "true", "auto-delete": "false",
    }  # fmt: skip
    assert forms.load(xform("<a/>", "", "")).submission == {}
    assert form.unsupported == ()


UNDONE: list[tuple[str, str, str, str, str, str]] = [
    ("<a/>", "", "", '<odk:setgeopoint ref="/data/a" event="odk-instance-first-load"/>', "setgeopoint", ":3"),
    ("<a/>", "", '<input ref="/data/a"><odk:recordaudio ref="/data/a" event="xforms-value-changed"/></input>', "",
     "recordaudio", ":4"),
    ("<a/>", "", "", '<submission base64RsaPublicKey="MII" method="post"/>', "base64RsaPublicKey", "<submission>"),
    ("<a/>", "", '<upload ref="/data/a" mediatype="osm/*"/>', "", "osm", "<upload /data/a>"),
    ("<a/>", "", '<input ref="/data/a" appearance="ex:org.example.Reader"/>', "", "intent", "<input /data/a>"),
    ("<meta><audit/></meta>", "", "", "", "audit", "/data/meta/audit"),
    ("<a/>", '<bind nodeset="/data/a" jr:preload="patient" jr:preloadParams="id"/>', "", "", "jr:preload patient",
     "/data/a"),
]  # fmt: skip


@pytest.mark.parametrize(("instance", "binds", "body", "model", "what", "where"), UNDONE)
def test_what_is_left_undone_is_said_and_the_form_runs(
    start: Start, instance: str, binds: str, body: str, model: str, what: str, where: str
) -> None:
    session = start(instance, binds, body, model)
    form = forms.load(session.form.package())
    (remark,) = form.unsupported
    assert (remark.code, remark.params["what"]) == ("form.undone", what)
    assert where in str(remark.params["where"])
    assert set(session.answers().values()) == {""}
