"""The supervision pages and the HTTP surface: what a stranger sees is nothing, what the county sees is no secret."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import urllib3

from tests.county.side import NAME, VILLAGE, Laptop
from villagevisit.county import server
from villagevisit.county.home import CountyHome
from villagevisit.county.signin import LOCKED, TRIES, SignIn, new_code
from villagevisit.domain.clock import CHINA, FixedClock
from villagevisit.services.exchange_bodies import read_submission

CODE = "ABCD-EFGH-JKLM-NPQR"
PHOTO = b"not really a photo" * 100


class Browser:
    """A reader with cookies."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"
        self._pool = urllib3.PoolManager(retries=False)
        self.cookies: dict[str, str] = {}
        self.headers: urllib3.HTTPHeaderDict = urllib3.HTTPHeaderDict()

    def close(self) -> None:
        self._pool.clear()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookie, **{key.replace("_", "-"): value for key, value in headers.items()}}
        answer = self._pool.request(method, self._base + path, body=body, headers=sent, redirect=False)
        for line in answer.headers.getlist("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        self.headers = answer.headers
        return answer.status, answer.data.decode()

    def sign_in(self, code: str = CODE) -> tuple[int, str]:
        return self.ask("POST", "/sign-in", f"code={code}".encode())


@pytest.fixture
def port(county: CountyHome) -> Iterator[int]:
    with server.running(server.application(county, SignIn(CODE, county.clock))) as bound:
        yield bound


@pytest.fixture
def browser(port: int) -> Iterator[Browser]:
    one = Browser(port)
    yield one
    one.close()


def test_a_stranger_sees_the_door_only(browser: Browser, laptop: Laptop, port: int) -> None:
    laptop.visit(1)
    laptop.send(port)
    for path in ("/", f"/village/{VILLAGE}"):
        status, text = browser.ask("GET", path)
        assert status == 200
        assert "登录码" in text
        assert "张三丰" not in text
        assert "红星村" not in text


def test_the_county_sees_villages_households_and_laptops(browser: Browser, laptop: Laptop, port: int) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.visit(2, signatures=1)
    laptop.send(port)
    assert browser.sign_in()[0] == 303
    status, text = browser.ask("GET", "/")
    assert status == 200
    assert NAME in text
    assert "红星村" in text
    _, computers = browser.ask("GET", "/computers")
    for word in ("1号机", "✓ 已收下", "网络"):
        assert word in computers
    _, village = browser.ask("GET", f"/village/{VILLAGE}")
    for word in ("0001", "张三丰", "✓ 李芳、王强", "▲ 签字不齐：李芳"):
        assert word in village
    browser.ask("GET", "/language/en")
    _, english = browser.ask("GET", "/")
    assert "Households received, by village" in english
    assert 'lang="en"' in english


def test_what_comes_from_a_laptop_is_shown_as_text(browser: Browser, laptop: Laptop, port: int) -> None:
    laptop.visit(1)
    with laptop.ws.store.transaction() as db:
        (body,) = db.execute("SELECT body FROM record_whole WHERE kind = 'submission'").fetchone()
        db.execute("DELETE FROM record")
    laptop.append("submission", _id_of(body), body.replace("张三丰".encode(), b"<script>x"))
    assert laptop.send(port).accepted == 1
    browser.sign_in()
    _, text = browser.ask("GET", f"/village/{VILLAGE}")
    assert "&lt;script&gt;x" in text
    assert "<script" not in text
    assert "default-src 'none'" in browser.headers["Content-Security-Policy"]


def _id_of(body: bytes) -> str:
    return read_submission(body).id


def test_guessing_the_code_is_slowed_down(browser: Browser, clock: FixedClock) -> None:
    for _ in range(TRIES):
        assert browser.sign_in("WRONG")[0] == 403
    assert browser.sign_in()[0] == 403
    clock.at += LOCKED
    assert browser.sign_in(CODE.lower().replace("-", " "))[0] == 303


def test_a_session_ends(browser: Browser, clock: FixedClock) -> None:
    browser.sign_in()
    assert "登录码" not in browser.ask("GET", "/")[1]
    clock.advance(hours=13)
    assert "登录码" in browser.ask("GET", "/")[1]
    browser.sign_in()
    browser.ask("POST", "/sign-out")
    browser.cookies = {}
    assert "登录码" in browser.ask("GET", "/")[1]
    browser.cookies = {"vv_session": "forged"}
    assert "登录码" in browser.ask("GET", "/")[1]


def test_health_and_metrics_hold_no_names(browser: Browser, laptop: Laptop, port: int) -> None:
    laptop.visit(1, (PHOTO,))
    laptop.send(port)
    assert browser.ask("GET", "/healthz") == (200, "ok\n")
    _, text = browser.ask("GET", "/metrics")
    assert "villagevisit_records 1" in text
    assert "villagevisit_attachments 1" in text
    assert "张三丰" not in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload_Digest": "zz" * 32, "Upload_Offset": "0", "Upload_Length": "5"}, 400),
        ({"Upload_Digest": "../../etc", "Upload_Offset": "0", "Upload_Length": "5"}, 400),
        ({"Upload_Digest": "ab" * 32, "Upload_Offset": "-1", "Upload_Length": "5"}, 400),
        ({"Upload_Digest": "ab" * 32, "Upload_Offset": "0", "Upload_Length": "99999999999"}, 413),
        ({"Upload_Digest": "ab" * 32, "Upload_Offset": "9", "Upload_Length": "50"}, 409),
        ({"Upload_Digest": "ab" * 32, "Upload_Offset": "0", "Upload_Length": "5"}, 422),
        ({"Upload_Digest": "ab" * 32, "Upload_Offset": "0", "Upload_Length": "3"}, 422),
        ({"Upload_Digest": "ab" * 32, "Upload_Offset": "0", "Upload_Length": "50"}, 202),
    ],
)
def test_odd_uploads_get_a_plain_answer(browser: Browser, headers: dict[str, str], status: int) -> None:
    assert browser.ask("POST", "/v1/batches", b"junk!", **headers)[0] == status


def test_odd_questions_get_a_plain_answer(browser: Browser) -> None:
    assert browser.ask("GET", "/v1/downlink?device=&after=x")[0] == 400
    assert browser.ask("HEAD", "/v1/batches/" + "ab" * 32)[0] == 404
    assert browser.ask("HEAD", "/v1/batches/nothing")[0] == 400
    assert browser.ask("POST", "/sign-in", b"code=" + b"x" * 10_000)[0] == 403
    assert browser.ask("GET", "/village/none?page=zz")[0] == 200


def test_a_code_is_long_and_readable() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 19 and not set(code) & set("01IO") for code in codes)


def test_each_year_has_figures_of_its_own_and_a_correction_counts_where_it_belongs(
    county: CountyHome, laptop: Laptop, browser: Browser, port: int, clock: FixedClock
) -> None:
    today, clock.at = clock.at, datetime(2025, 11, 22, 10, 0, tzinfo=CHINA)
    first = laptop.visit(1)
    laptop.visit(2)
    clock.at = today
    laptop.visit(1)
    laptop.visit(1, size=4_000, replaces=first)
    laptop.send(port)
    browser.sign_in()
    now, before = browser.ask("GET", "/")[1], browser.ask("GET", "/?year=2025")[1]
    assert "1 个村 · 收到 1 户 · 签字齐全 1 户" in now
    assert "1 个村 · 收到 2 户 · 签字齐全 2 户" in before
    assert "<b>2026年</b>" in now
    assert '<a href="?year=2025">2025年</a>' in now
    assert f'href="/village/{VILLAGE}?year=2025"' in before
    assert browser.ask("GET", f"/village/{VILLAGE}")[1].count("0001") == 1
    assert "已有更正" in browser.ask("GET", f"/village/{VILLAGE}?year=2025")[1]
    assert county.view.years() == ["2026", "2025"]


def test_a_village_shows_as_signed_only_what_the_county_counts(
    county: CountyHome, laptop: Laptop, browser: Browser, port: int
) -> None:
    laptop.visit(1)
    laptop.send(port)
    browser.sign_in()
    assert "没有经县里认证" not in browser.ask("GET", f"/village/{VILLAGE}")[1]
    with county.view.store.transaction() as db:
        db.execute("DELETE FROM county_certificate")
    assert "签字齐全 0 户" in browser.ask("GET", "/")[1]
    assert "▲ 签字的人没有经县里认证" in browser.ask("GET", f"/village/{VILLAGE}")[1]
