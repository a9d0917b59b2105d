"""The description of the server names what it answers, no more and no less."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from starlette.routing import Route

from sync.server import openapi
from tests.county.phone import FORM, LIST, MANIFEST, Place, filled, new_instance, running_county
from villagevisit.county import server
from villagevisit.county.signin import SignIn

DOOR = "/key/{token}/"
METHODS = ("get", "head", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_county(tmp_path_factory.mktemp("county")) as one:
        yield one


@pytest.fixture(scope="module")
def described(place: Place) -> dict[str, dict[str, dict[str, object]]]:
    answer = requests.get(f"{place.url}{openapi.PATH}")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
    paths: dict[str, dict[str, dict[str, object]]] = answer.json()["paths"]
    return paths


def test_every_route_is_described_and_nothing_else(
    place: Place, described: dict[str, dict[str, dict[str, object]]], tmp_path: Path
) -> None:
    app = server.application(place.county, SignIn("code", place.clock))
    routes = set()
    for one in app.routes:
        assert isinstance(one, Route)
        methods = one.methods or set()
        if not one.path.startswith("/key/"):
            routes |= {(method.lower(), one.path) for method in (methods - {"HEAD"} or methods)}
    told = {(method, path) for path, operations in described.items() for method in operations}
    assert {each for each in told if not each[1].startswith(DOOR)} == routes


def test_each_operation_says_its_answers_and_its_places(described: dict[str, dict[str, dict[str, object]]]) -> None:
    for path, operations in described.items():
        for operation in operations.values():
            assert operation["responses"]
            parameters = operation["parameters"]
            assert isinstance(parameters, list)
            assert {one["name"] for one in parameters if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))


def test_below_the_phones_key_exactly_the_described_methods_are_answered(
    place: Place, described: dict[str, dict[str, dict[str, object]]]
) -> None:
    phone = place.phone(scope="999999")
    digest = str(phone.listed()[FORM].findtext(f"{LIST}hash")).removeprefix("md5:")
    params = str(phone.listed()["household_verification"].findtext(f"{LIST}hash")).removeprefix("md5:")
    for path in (path for path in described if path.startswith(DOOR)):
        media = "media" in path
        rest = path.removeprefix(DOOR).replace("{hash}", params if media else digest)
        rest = rest.replace("{name}", "params.csv" if media else "households.csv")
        for method in METHODS:
            if method == "post" and "post" in described[path]:
                assert phone.post(filled(new_instance())).status_code == 201
                continue
            status = phone.get(rest, method.upper()).status_code
            known = method in described[path] or (method == "head" and "get" in described[path])
            assert (status in (200, 204)) if known else status == 405, f"{method} {path}: {status}"


def test_every_address_that_a_phone_is_given_is_described(
    place: Place, described: dict[str, dict[str, dict[str, object]]]
) -> None:
    phone = place.phone(scope="999999")
    given = [f"{phone.base}/formList", f"{phone.base}/submission"]
    for form, entry in phone.listed().items():
        given += [str(entry.findtext(f"{LIST}{name}") or "") for name in ("downloadUrl", "manifestUrl")]
        if entry.findtext(f"{LIST}manifestUrl"):
            for one in phone.manifest(form).values():
                given += [str(one.findtext(f"{MANIFEST}{name}") or "") for name in ("downloadUrl", "integrityUrl")]
    patterns = [re.compile(re.sub(r"{\w+}", "[^/]+", path)) for path in described]
    for url in filter(None, given):
        path = url.removeprefix(place.url)
        assert any(pattern.fullmatch(path) for pattern in patterns), path
