"""The kiosk over HTTP, as a browser without JavaScript uses it, and what its script relies on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from bot import phrases_kiosk as words
from bot.channels.kiosk_settings import KioskSettings, hash_pin
from bot.channels.kiosk_staff import is_here
from bot.conversation import Message
from tests.bot.kiosk_house import PIN, KioskHouse
from tests.bot.web_house import serving

PART = {"X-Part": "kiosk"}


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@contextmanager
def visitor_of(app: Starlette) -> Iterator[httpx.Client]:
    """A browser without scripts, over real HTTP."""
    with serving(app) as base, httpx.Client(base_url=base, follow_redirects=True, timeout=20) as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(clock: Clock, tmp_path: Path) -> KioskHouse:
    settings = KioskSettings(
        pin_hash=hash_pin(PIN), exit_flag=str(tmp_path / "run" / "exit"), public_url="https://jindu.example"
    )
    return KioskHouse(settings, clock)


@pytest.fixture
def web(house: KioskHouse) -> Iterator[httpx.Client]:
    with visitor_of(house.app()) as client:
        yield client


@pytest.fixture
def visit(web: httpx.Client) -> httpx.Client:
    assert web.post("/kiosk/begin").status_code == 200
    return web


def view(text: str) -> str:
    found = re.search(r'data-name="([a-z]+)"', text)
    return found[1] if found else ""


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


def test_the_attract_screen_shows_questions_and_begins_a_visit(web: httpx.Client, house: KioskHouse) -> None:
    page = web.get("/kiosk")
    assert view(page.text) == "attract"
    assert "禁毒经费投入涨了多少" in page.text
    assert view(web.post("/kiosk/begin").text) == "home"
    assert house.counted() == {"visit": 1}


@pytest.mark.parametrize("path", ["home", "topics", "write", "quiz"])
def test_without_a_visit_every_page_is_the_attract_screen(web: httpx.Client, path: str) -> None:
    assert view(web.get(f"/kiosk/{path}").text) == "attract"
    assert web.get(f"/kiosk/{path}", headers=PART).status_code == 205


def test_home_leads_to_an_officials_questions_and_on_to_the_answer(visit: httpx.Client, house: KioskHouse) -> None:
    page = visit.get("/kiosk/topics?group=0")
    text, pair, topic = (hidden(page.text, name) for name in ("text", "pair", "topic"))
    answer = visit.post("/kiosk/ask", data={"text": text, "pair": pair, "topic": topic})
    assert view(answer.text) == "answer"
    assert "近三年禁毒经费投入始终保持了每年60%的增幅" in answer.text
    assert house.counted() == {"visit": 1, "question": 1, "answered": 1, "topic:株洲经开区": 1}


def test_a_tapped_question_shows_the_answer_it_promised(visit: httpx.Client) -> None:
    answer = visit.post("/kiosk/ask", data={"text": "没有人懂的一句", "pair": "zyp-5", "label": "决心"})
    assert "毒品一日不绝，禁毒一刻不止。" in answer.text
    assert "您问：决心" in answer.text


def test_help_comes_before_what_was_promised(visit: httpx.Client) -> None:
    answer = visit.post("/kiosk/ask", data={"text": "他叫不醒了", "pair": "zyp-5"}).text
    assert answer.index("120") < answer.index("蓝结家园")
    assert "tel:" not in answer


@pytest.mark.parametrize("text", ["叫不醒", "都怎么", "学校", "举报", "经费", "抖音", "决心", "天气"])
def test_no_answer_leads_out_of_the_kiosk(visit: httpx.Client, text: str) -> None:
    page = visit.post("/kiosk/ask", data={"text": text}).text
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert all(address.startswith(("/kiosk", "/static/", "#icon-")) for address in addresses)
    assert "target=" not in page


def test_the_code_takes_the_quotation_home(visit: httpx.Client) -> None:
    assert 'class="qr__code"' in visit.post("/kiosk/ask", data={"text": "经费"}).text


def test_without_a_public_address_there_is_no_code() -> None:
    with visitor_of(KioskHouse(KioskSettings()).app()) as web:
        web.post("/kiosk/begin")
        page = web.post("/kiosk/ask", data={"text": "经费"}).text
    assert view(page) == "answer"
    assert "qr__code" not in page


def test_the_same_visit_has_one_session_and_the_next_another(visit: httpx.Client, house: KioskHouse) -> None:
    visit.post("/kiosk/ask", data={"text": "经费"})
    visit.post("/kiosk/ask", data={"text": "那茶陵呢"})
    visit.post("/kiosk/wipe")
    visit.post("/kiosk/begin")
    visit.post("/kiosk/ask", data={"text": "抖音"})
    first, second, third = (message.visitor for message in house.dialogue.asked)
    assert first == second != third
    assert first.startswith("kiosk:")
    assert house.dialogue.asked[0] == Message("经费", first, "kiosk")


def test_the_wipe_erases_session_and_cookie(visit: httpx.Client, house: KioskHouse) -> None:
    visit.post("/kiosk/ask", data={"text": "经费"})
    assert view(visit.post("/kiosk/wipe").text) == "attract"
    assert house.dialogue.forgotten == [house.dialogue.asked[0].visitor]
    assert not visit.cookies


def test_a_reload_of_the_attract_screen_wipes_too(visit: httpx.Client, house: KioskHouse) -> None:
    visit.get("/kiosk")
    assert len(house.dialogue.forgotten) == 1
    assert not visit.cookies


def test_a_page_that_died_is_forgotten_by_the_server(visit: httpx.Client, house: KioskHouse, clock: Clock) -> None:
    clock.now_s += 60 + 15 + 31
    assert visit.get("/kiosk/home", headers=PART).status_code == 205
    assert len(house.dialogue.forgotten) == 1


def test_a_visit_that_goes_on_is_not_forgotten(visit: httpx.Client, house: KioskHouse, clock: Clock) -> None:
    for _ in range(5):
        clock.now_s += 70
        assert visit.get("/kiosk/home", headers=PART).status_code == 200
    assert house.dialogue.forgotten == []


def test_somebody_elses_cookie_is_no_visit(web: httpx.Client) -> None:
    web.cookies.set("kiosk", "x" * 22)
    assert web.get("/kiosk/home", headers=PART).status_code == 205


def test_empty_and_endless_questions_are_harmless(visit: httpx.Client, house: KioskHouse) -> None:
    assert view(visit.post("/kiosk/ask", data={"text": "  "}).text) == "write"
    assert "500 个字" in visit.post("/kiosk/ask", data={"text": "长" * 900}).text
    heard = [message.text for message in house.dialogue.asked]
    assert heard == ["长" * 900], "the endless one is handed on, since it may be an emergency; the empty one is not"
    assert "question" not in house.counted()


def test_what_a_visitor_types_is_never_markup(visit: httpx.Client) -> None:
    page = visit.post("/kiosk/ask", data={"text": "<img src=x onerror=alert(1)>", "label": '"><script>'}).text
    assert "<img" not in page
    assert '"><script>' not in page


def test_the_keyboard_is_served_from_here(web: httpx.Client) -> None:
    found = web.get("/kiosk/keyboard?letters=jindu").json()["candidates"]
    assert found[0] == {"text": "禁毒", "used": 5}
    assert web.get("/kiosk/keyboard").json() == {"candidates": []}
    assert web.get("/kiosk/keyboard?letters=" + "a" * 81).status_code == 422


def test_the_quiz_goes_to_its_end_as_plain_forms(visit: httpx.Client, house: KioskHouse) -> None:
    page = visit.get("/kiosk/quiz").text
    right = 0
    for number in range(1, 11):
        assert words.QUIZ_NUMBER.format(number, 10) in page
        seed, picked = hidden(page, "seed"), hidden(page, "picked")
        page = visit.post("/kiosk/quiz", data={"seed": seed, "picked": picked, "choice": "0"}).text
        right += words.QUIZ_RIGHT in page
        assert "<mark>" in page
        assert "《株洲日报》" in page or "pair" not in page
        page = visit.post("/kiosk/quiz", data={"seed": seed, "picked": hidden(page, "picked")}).text
    assert view(page) == "score"
    assert words.QUIZ_OVER.format(right, 10) in page
    assert house.counted() == {"visit": 1, "quiz_begun": 1, "quiz_ended": 1}


def test_a_game_that_is_not_ours_begins_anew(visit: httpx.Client) -> None:
    page = visit.post("/kiosk/quiz", data={"seed": "s", "picked": "999", "choice": "7"}).text
    assert words.QUIZ_NUMBER.format(1, 10) in page


def test_without_questions_there_is_no_quiz() -> None:
    with visitor_of(KioskHouse(KioskSettings(), questions=tuple).app()) as web:
        assert words.QUIZ not in web.post("/kiosk/begin").text
        assert words.QUIZ_MISSING in web.get("/kiosk/quiz").text


def test_staff_see_health_and_end_the_kiosk(web: httpx.Client, house: KioskHouse) -> None:
    assert view(web.get("/kiosk/staff").text) == "staff"
    page = web.post("/kiosk/staff", data={"pin": PIN}).text
    for told in ("0.1.0", "1 天 1 小时 1 分", "2.4 MB", "disk full", "14 段回答"):
        assert told in page
    assert not Path(house.settings.exit_flag).exists()
    assert words.STAFF_ENDED in web.post("/kiosk/end", data={"token": hidden(page, "token")}).text
    assert Path(house.settings.exit_flag).exists()


def test_a_wrong_pin_shows_nothing_and_a_guesser_waits(web: httpx.Client) -> None:
    for _ in range(2):
        page = web.post("/kiosk/staff", data={"pin": "000000"})
        assert page.status_code == 403
        assert words.STAFF_WRONG in page.text
    assert words.STAFF_WAIT.format(10) in web.post("/kiosk/staff", data={"pin": "000000"}).text
    assert view(web.post("/kiosk/staff", data={"pin": PIN}).text) == "staff"


def test_ending_needs_a_fresh_token(web: httpx.Client, house: KioskHouse, clock: Clock) -> None:
    assert web.post("/kiosk/end", data={"token": ""}).status_code == 403
    token = hidden(web.post("/kiosk/staff", data={"pin": PIN}).text, "token")
    clock.now_s += 121
    assert web.post("/kiosk/end", data={"token": token}).status_code == 403
    assert not Path(house.settings.exit_flag).exists()


def test_the_staff_corner_is_shut_to_the_network(web: httpx.Client) -> None:
    far = {"X-Forwarded-For": "10.0.0.9"}
    assert web.get("/kiosk/staff", headers=far).status_code == 403
    assert web.post("/kiosk/staff", data={"pin": PIN}, headers=far).status_code == 403


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1", True), ("::1", True), ("10.0.0.9", False), ("", False)])
def test_only_this_machine_is_here(host: str, here: bool) -> None:
    assert is_here(Request({"type": "http", "headers": [], "client": (host, 5) if host else None})) is here


def test_without_a_pin_the_staff_corner_is_shut() -> None:
    with visitor_of(KioskHouse(KioskSettings()).app()) as web:
        assert words.STAFF_SHUT in web.get("/kiosk/staff").text


def test_no_page_is_kept_by_the_browser(visit: httpx.Client) -> None:
    for path in ("/kiosk/home", "/kiosk/write", "/kiosk"):
        assert visit.get(path).headers["Cache-Control"] == "no-store"
