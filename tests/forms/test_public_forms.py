"""Public forms of the field's tools: each opens with its attachments, or is refused as those tools refuse it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

import forms
from tests.forms.answerer import fill

FOLDER = Path(__file__).parents[3] / "shared" / "odk"
FORMS = sorted((FOLDER / "forms").glob("*")) if (FOLDER / "forms").is_dir() else []

REFUSED = {
    "co__invalid-form.xml": "form.cycle",
    "co__one-question-entity-registration-broken.xml": "form.entities-version",
    "jr__bad-range-form.xml": "form.range",
    "jr__org__javarosa__core__model__actions__event-odk-new-repeat-model.xml": "form.new-repeat-outside",
    "jr__org__javarosa__core__model__actions__invalid-events.xml": "form.event-unknown",
    "jr__org__javarosa__core__model__actions__setgeopoint-action-bad-namespace.xml": "form.action-namespace",
    "jr__org__javarosa__xform__parse__internal_empty_select.xml": "form.choices-none",
    "wf__geolocation__geoshape.xml": "form.cycle",
    "wf__geolocation__geotrace.xml": "form.cycle",
    "wf__other__minimal.xform.xml": "form.unsupported",
    "wf__test-web-forms__simple-dag-cycle.xml": "form.cycle",
    "wf__test-web-forms__xpath-syntax-error.xml": "form.expression-syntax",
    "wf__test-web-forms__xpath-unknown-function.xml": "form.function-unknown",
}
"""Forms made to be refused, and two whose constraints JavaRosa also takes for a circle."""
LACKS_A_FILE = {"jr__nigeria_wards_external.xml": "wards.xml"}
"""Forms whose attachment was not published; they open once it is there."""


@cache
def attachments() -> dict[str, bytes]:
    """By the name that the forms use; files are kept as FORM__NAME."""
    return {path.name.rpartition("__")[2]: path.read_bytes() for path in (FOLDER / "forms-attachments").iterdir()}


def everything(session: forms.FormSession, ref: str | None = None) -> Iterator[forms.Node]:
    for node in session.children(ref):
        yield node
        if node.kind != "question":
            yield from everything(session, node.ref)


@pytest.mark.skipif(not FORMS, reason="the folder of public forms is not here")
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_public_form_opens_or_is_refused_as_expected(now: Callable[[], datetime], path: Path) -> None:
    if path.name in REFUSED:
        with pytest.raises(forms.FormError) as raised:
            forms.load(path, attachments())
        assert raised.value.code == REFUSED[path.name]
        return
    form = forms.load(path, attachments())
    if path.name in LACKS_A_FILE:
        with pytest.raises(forms.FormError) as raised:
            form.session(now=now)
        assert raised.value.params["file"] == LACKS_A_FILE[path.name]
        return
    session = form.session(now=now)
    for node in everything(session):
        assert node.exists
        if node.control in ("select", "select1", "rank"):
            assert all(choice.value for choice in session.choices(node.ref))
    again = form.session(now=now, draft=session.draft())
    assert again.draft() == session.draft()


@pytest.mark.skipif(not FORMS, reason="the folder of public forms is not here")
def test_nothing_that_is_named_here_is_missing() -> None:
    assert REFUSED.keys() | LACKS_A_FILE.keys() <= {path.name for path in FORMS}


@pytest.mark.skipif(not FORMS, reason="the folder of public forms is not here")
@pytest.mark.parametrize("name", [
    "co__all-widgets.xml", "wf__preview-service__xforms__all-question-types-v2024091201-3.xml",
    "jr__smoketests__child_vaccination_VOL_tool_v12.xml", "wf__repeats__12-NestedRepeat.xml",
])  # fmt: skip
def test_a_large_public_form_can_be_filled_in_and_goes_round(now: Callable[[], datetime], name: str) -> None:
    form = forms.load(FOLDER / "forms" / name, attachments())
    session = form.session(now=now)
    fill(session)
    again = form.session(now=now, draft=session.draft())
    assert again.draft() == session.draft()
    assert again.to_xml() == session.to_xml()
    assert form.session(now=now, edit=session.to_xml()).to_xml() != b""
