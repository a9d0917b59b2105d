"""A clock, and a shorthand for small forms."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone

import pytest

import forms

CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def now() -> Callable[[], datetime]:
    return lambda: datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)


def xform(instance: str, binds: str, body: str, model: str = "") -> bytes:
    """An XForm around its parts; the instance's root is <data>."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>T</h:title><model><instance><data id="t" version="1">{instance}</data></instance>{model}{binds}</model>
</h:head><h:body>{body}</h:body></h:html>""".encode()


@pytest.fixture
def start(now: Callable[[], datetime]) -> Callable[..., forms.FormSession]:
    """Opens a session on a form given by its parts."""

    def begin(
        instance: str, binds: str = "", body: str = "", model: str = "", media: Mapping[str, bytes] | None = None
    ) -> forms.FormSession:
        return forms.load(xform(instance, binds, body, model), media).session(now=now)

    return begin
