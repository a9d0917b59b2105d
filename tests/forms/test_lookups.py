"""Several look-ups in long lists within one answer: each finds its own row, whatever was asked just before."""

from collections.abc import Callable

import forms

LISTS = {
    "places.csv": b"name,old,head\na,b,Head of a\nb,a,Head of b\nb,x,Second of b\n",
    "shops.csv": b"name,old,head\na,c,Shop of a\nb,b,Shop of b\n",
}
CALCULATIONS = {
    "walked": "instance('places')/root/item[name = /data/at]/head",
    "pulled": "pulldata('places', 'head', 'name', /data/at)",
    "before": "pulldata('places', 'head', 'old', /data/at)",
    "shop": "pulldata('shops', 'head', 'name', /data/at)",
    "many": "count(instance('places')/root/item[name = /data/at])",
}


def test_each_look_up_finds_its_own_row(start: Callable[..., forms.FormSession]) -> None:
    session = start(
        "<at/>" + "".join(f"<{name}/>" for name in CALCULATIONS),
        "".join(f'<bind nodeset="/data/{name}" calculate="{source}"/>' for name, source in CALCULATIONS.items()),
        '<input ref="/data/at"><label>at</label></input>',
        '<instance id="places" src="jr://file-csv/places.csv"/><instance id="shops" src="jr://file-csv/shops.csv"/>',
        LISTS,
    )
    expected = {
        "a": ["Head of a", "Head of a", "Head of b", "Shop of a", "1"],
        "b": ["Head of b", "Head of b", "Head of a", "Shop of b", "2"],
        "z": ["", "", "", "", "0"],
    }
    for at in ("a", "b", "a", "z", "b"):
        session.answer("/data/at", at)
        assert [session.value(f"/data/{name}") for name in CALCULATIONS] == expected[at]
