"""The little HTML that the county's pages need: everything is escaped unless it was made here."""

from collections.abc import Iterable, Mapping
from html import escape

from villagevisit.wording import LANGUAGES
from villagevisit.wording.catalog import ENTRIES

_STYLE = """
:root{--paper:#fffefb;--surface:#f3f3ee;--line:#d5d6ce;--ink:#1d2422;--muted:#5c6763;--accent:#0b5f63;--on:#fff;
--waiting:#8f5600;--refused:#b3261e;--finished:#2d6a32;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#171b1b;--surface:#1f2525;--line:#3c4645;--ink:#e7eae6;
--muted:#a3aeaa;--accent:#5cbdbb;--on:#06201f;--waiting:#e3ab52;--refused:#ff8f83;--finished:#86c98b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.6 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif}
header{display:flex;flex-wrap:wrap;gap:.4rem 2rem;align-items:baseline;padding:1rem 1.5rem;
border-bottom:1px solid var(--line)}
header b{font-size:1.25rem}header nav{flex:1;display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:center}
header nav a,header nav button{min-height:44px;display:inline-flex;align-items:center}
main{max-width:70rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem;font-weight:600;margin:.5rem 0}h2{font-size:1.1rem;font-weight:600;margin:2.2rem 0 .4rem}
a{color:var(--accent)}p{margin:.4rem 0}.muted{color:var(--muted)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.45rem .8rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:400;color:var(--muted)}td.n,th.n{text-align:right;padding-right:2.4rem}.wide{overflow-x:auto}
.finished{color:var(--finished)}.waiting{color:var(--waiting)}.refused{color:var(--refused)}
form{display:flex;flex-direction:column;gap:.8rem;max-width:24rem}
input,button,select{font:inherit;padding:.6rem .8rem;min-height:44px;border:1px solid var(--muted);border-radius:4px;
background:var(--paper);color:var(--ink)}
details{margin:.2rem 0}summary{cursor:pointer;padding:.6rem 0}.waiting a{color:inherit}
details p{margin:.1rem 0 .1rem 1.2rem;font-variant-numeric:tabular-nums}.door{max-width:24rem;margin:0 auto}
.door>p,.door>a{display:block;margin-top:1.2rem}td.d,th.d{white-space:nowrap}
.door label,.stack label{display:flex;flex-direction:column;gap:.3rem}.line form{flex-direction:row;align-items:center}
header nav a[aria-current]{color:var(--ink);text-decoration:none;font-weight:600}
header nav .right{margin-left:auto;display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:center}
header nav form{display:block}
button{background:var(--accent);color:var(--on);border-color:var(--accent);cursor:pointer}
button.quiet{background:none;border:none;color:var(--accent);text-decoration:underline;padding:0;min-height:0}
@media (max-width:44rem){header{padding:.6rem 1rem}header nav{flex-basis:100%}header nav .right{margin-left:0}
main{padding:1rem}thead{display:none}tr{display:flex;flex-wrap:wrap;gap:0 1.2rem;padding:.6rem 0;
border-bottom:1px solid var(--line)}tbody td{border:0;padding:0;text-align:left;overflow-wrap:anywhere}
td::before{content:attr(data-head) " ";color:var(--muted)}td:first-child{flex-basis:100%;font-weight:600}
td:first-child::before{content:""}td:empty{display:none}}
@media print{header,form,details,.back{display:none}main{max-width:none;padding:0}thead{display:table-header-group}
tr{break-inside:avoid}:root{--paper:#fff;--ink:#000;--muted:#444;--line:#999;color-scheme:light}}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
"""


class Markup(str):
    """HTML that was made here, not data."""

    __slots__ = ()


class Words:
    """The wording in the language of one reader; a server speaks to several at once."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]

    def __call__(self, key: str, /, **params: object) -> str:
        text = ENTRIES[key][LANGUAGES.index(self.language)]
        return text.format(**params, s="" if params.get("count") in (1, "1") else "s") if params else text

    def refusal(self, code: str) -> str:
        """The sentence for a code of device, batch or record; the code itself if there is none."""
        key = f"refusal.{code}"
        return self(key) if key in ENTRIES else code


def tag(name: str, *inside: str, **attributes: str) -> Markup:
    """An element. Strings inside are escaped unless they are Markup; `class_` becomes `class`."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{join(inside)}</{name}>")


def join(parts: Iterable[str]) -> Markup:
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def table(heads: Mapping[str, str], rows: Iterable[Iterable[str]]) -> Markup:
    """A table; `heads` maps each heading to its class (`n` numbers, `d` moments). On a phone a row is a card."""
    head = tag("tr", *(tag("th", text, class_=kind, scope="col") for text, kind in heads.items()))
    body = [
        tag(
            "tr",
            *(
                tag("td", cell, class_=kind, data_head=text)
                for cell, (text, kind) in zip(row, heads.items(), strict=True)
            ),
        )
        for row in rows
    ]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide")


def moment(text: str) -> str:
    """`2026-11-22 10:00` of a stored moment."""
    return text[:16].replace("T", " ")


def document(words: Words, title: str, nav: Markup, main: Markup) -> str:
    """A whole page."""
    head = join(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'),
            tag("title", title),
            tag("style", Markup(_STYLE)),
        ]
    )
    top = tag("header", tag("b", words("app.name")), tag("span", title, class_="muted"), nav)
    language = "zh-CN" if words.language == "zh_CN" else "en"
    page = tag("html", tag("head", head), tag("body", top, tag("main", main)), lang=language)
    return f"<!doctype html>{page}"
