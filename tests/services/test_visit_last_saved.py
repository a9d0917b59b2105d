"""A form of the county may begin with what was written into it last on this computer."""

import forms
from tests.forms.conftest import xform
from tests.services.town import Town
from villagevisit.services import visit, visit_freeze
from villagevisit.services.visit_types import OpenForm
from villagevisit.store import forms as form_store

FORM = xform(
    "<site/><meta><instanceID/></meta>",
    '<bind nodeset="/data/site" type="string"/>'
    '<setvalue event="odk-instance-first-load" ref="/data/site" value="instance(\'__last-saved\')/data/site"/>',
    '<input ref="/data/site"><label>Site</label></input>',
    '<instance id="__last-saved" src="jr://instance/last-saved"/>',
)


def opened(town: Town, household: str, staff: str) -> OpenForm:
    return visit.open_form(town.ws, town.actor(staff), "t", household_id=household).value


def frozen(town: Town, form: OpenForm, staff: str, site: str) -> str:
    form.session.answer("/data/site", site)
    return visit_freeze.freeze(town.ws, town.actor(staff), form.draft_id, form.session).value.submission_id


def test_a_form_begins_with_the_record_that_anybody_froze_last(town: Town) -> None:
    form = forms.load(FORM)
    with town.ws.store.transaction() as db:
        row = form_store.FormRow(form.id, form.version, form.title, "", "0" * 64)
        form_store.put(db, row, form.package(), "2026-11-22T10:00:00+08:00")
    here, there = town.family("0001"), town.family("0002")
    first = opened(town, here, "001")
    assert first.session.value("/data/site") == ""
    record = frozen(town, first, "001", "East")
    town.clock.advance(minutes=1)
    second = opened(town, there, "002")
    assert second.session.value("/data/site") == "East"
    frozen(town, second, "002", "West")
    town.clock.advance(minutes=1)
    correction = visit.correct(town.ws, town.actor("001"), record, "typing").value
    assert correction.session.value("/data/site") == "East", "a record keeps its own answers"
    assert correction.session.evaluate("instance('__last-saved')/data/site") == "West"
    frozen(town, correction, "001", "North")
    third = opened(town, town.family("0003"), "002")
    assert third.session.value("/data/site") == "North", "a correction was saved last"
    assert opened(town, there, "001").session.value("/data/site") == "North"
    again = opened(town, there, "002")
    assert again.resumed
    assert again.session.evaluate("instance('__last-saved')/data/site") == "North"
