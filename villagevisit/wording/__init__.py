"""All wording in one place: every sentence a person reads, in Simplified Chinese and English side by side.

`t("visit.start")` gives the sentence in the language of this process; `t("roster.imported", count=3)` fills it in.
A code of an error is its own key under `error.`. Keys live in `catalog/`, one module per room; the tests hold that
every key that the code uses exists, that both languages take the same parameters, and that none is left over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from villagevisit.wording.catalog import ENTRIES

LANGUAGES = ("zh_CN", "en")
_state = {"language": "zh_CN"}
_here: ContextVar[str] = ContextVar("language_here", default="")


def set_language(language: str) -> None:
    """Chooses the language of this process: `zh_CN` or `en`. Raises ValueError on any other."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _state["language"] = language


def language() -> str:
    return _here.get() or _state["language"]


@contextmanager
def in_chinese() -> Iterator[None]:
    """What is done within speaks Chinese, on this thread alone: papers do, whatever the window's language."""
    before = _here.set("zh_CN")
    try:
        yield
    finally:
        _here.reset(before)


def t(key: str, /, **params: object) -> str:
    """The sentence behind a key; `{s}` in English is the plural of `count`. A missing key is a bug (KeyError)."""
    entry = ENTRIES[key]
    text = entry[0] if language() == "zh_CN" else entry[1]
    return text.format(**params, s="" if params.get("count") in (1, "1") else "s") if params else text


def explain(error: object) -> str:
    """The sentence for an error or remark with a code; for anything else, the sentence for a bug.

    Engines and the application share only the shape `code` + `params`, not a base class.
    """
    code = getattr(error, "code", None)
    key = f"error.{code}"
    if code is None or key not in ENTRIES:
        return t("error.bug", detail=f"{type(error).__name__} {code or ''}".strip())
    return t(key, **dict(getattr(error, "params", {})))
