"""What comes with a form: the record before, files beside it, and controls that hide what is typed."""

from collections.abc import Callable
from datetime import datetime

import pytest

import forms
from tests.forms.conftest import xform

Now = Callable[[], datetime]
AGE = xform(
    "<age/><meta><instanceID/></meta>",
    '<bind nodeset="/data/age" type="int"/>'
    '<setvalue event="odk-instance-first-load" ref="/data/age" value=" instance(\'__last-saved\')/data/age "/>',
    '<input ref="/data/age"><label>Age</label></input>',
    '<instance id="__last-saved" src="jr://instance/last-saved"/>',
)


def test_a_new_record_begins_with_the_answers_of_the_one_before(now: Now) -> None:
    form = forms.load(AGE)
    first = form.session(now=now)
    assert first.value("/data/age") == ""
    first.answer("/data/age", "31")
    frozen = first.freeze().xml
    assert form.session(now=now, last_saved=frozen).value("/data/age") == "31"
    assert form.session(now=now).value("/data/age") == ""


def test_a_draft_keeps_its_own_answers_beside_the_record_before(now: Now) -> None:
    form = forms.load(AGE)
    session = form.session(now=now)
    session.answer("/data/age", "31")
    before = session.freeze().xml
    session.answer("/data/age", "32")
    again = form.session(now=now, draft=session.draft(), last_saved=before)
    assert again.value("/data/age") == "32"
    assert again.evaluate("instance('__last-saved')/data/age") == "31"


def test_the_record_before_may_lack_what_the_form_has_by_now(now: Now) -> None:
    session = forms.load(AGE).session(now=now, last_saved=b'<data id="t" version="0"><gone>1</gone></data>')
    assert session.value("/data/age") == ""


def test_a_record_with_a_root_of_another_name_counts_as_none(now: Now) -> None:
    session = forms.load(AGE).session(now=now, last_saved=b"<other><age>31</age></other>")
    assert session.value("/data/age") == session.evaluate("instance('__last-saved')/data/age") == ""


def test_a_record_before_that_is_no_xml_is_refused(now: Now) -> None:
    with pytest.raises(forms.FormError, match=r"form\.not-xml"):
        forms.load(AGE).session(now=now, last_saved=b"<data")


def test_files_come_from_the_session_before_the_package(now: Now) -> None:
    form = forms.load(forms.load(AGE, {"a.png": b"package", "b.png": b"b"}).package())
    session = form.session(now=now, media={"a.png": b"session"})
    assert session.media("jr://images/a.png") == session.media("a.png") == b"session"
    assert session.media("jr://images/b.png") == b"b"
    assert session.media("jr://images/none.png") is None
    assert session.media("../../etc/passwd") is None


def test_a_secret_is_typed_hidden(start: Callable[..., forms.FormSession]) -> None:
    session = start(
        "<a/><b/>",
        "",
        '<secret ref="/data/a" appearance="numbers"><label>a</label></secret>'
        '<input ref="/data/b"><label>b</label></input>',
    )
    hidden, shown = session.children()
    assert (hidden.control, hidden.appearance) == ("input", "numbers masked")
    assert (shown.control, shown.appearance) == ("input", "")
