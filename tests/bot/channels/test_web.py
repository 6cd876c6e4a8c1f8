"""The web application over real HTTP: what is refused, what every response carries, what the pages hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import phrases_web as say
from bot.channels.web import create_app
from bot.channels.web_port import Figures, WebSettings
from tests.bot.canned import QUOTES, CannedArticles, CannedDialogue
from tests.bot.web_house import serving

HTML = {"Accept": "text/html"}
PAGES = ("/", "/topics", "/officials", "/about", "/privacy", "/docs", "/q/zyp-2", "/articles/zhuzhou-2021")
FIGURES = Figures(version=7, articles=1, officials=3, pairs=14, since="2021年6月", asked=40, answered=31)


def broken_route() -> Route:
    def broken(_request: Request) -> Response:
        raise RuntimeError("a secret of ours")

    return Route("/broken", broken)


@pytest.fixture(scope="module")
def dialogue() -> CannedDialogue:
    return CannedDialogue()


@pytest.fixture(scope="module")
def base(dialogue: CannedDialogue) -> Iterator[str]:
    app = create_app(dialogue, CannedArticles(), routes=[broken_route()], figures=lambda: FIGURES)
    with serving(app) as address:
        yield address


@pytest.fixture
def web(base: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base, timeout=10) as client:
        yield client


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/api/nowhere", "/healthz", "/broken"])
def test_every_response_is_guarded(web: httpx.Client, path: str) -> None:
    headers = web.get(path, headers=HTML).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_holds_no_inline_code(web: httpx.Client, path: str) -> None:
    page = web.get(path)
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href|action)="([^"]*)"', page.text)
    assert all(address.startswith(("/", "#", "tel:")) for address in loaded), loaded
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:", page.text)


def test_static_files_may_be_kept_for_ever_since_their_address_changes(web: httpx.Client) -> None:
    files = sorted(set(re.findall(r'"(/static/[0-9a-f]{12}/[\w.]+)"', web.get("/").text)))
    assert len(files) > 8
    for file in files:
        answer = web.get(file)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_pages_can_be_asked_for_their_head(web: httpx.Client) -> None:
    assert web.head("/").status_code == 200
    assert web.head("/q/zyp-2").status_code == 200


def test_an_unknown_page_is_a_friendly_one_and_an_unknown_api_path_is_json(web: httpx.Client) -> None:
    page = web.get("/nowhere", headers=HTML)
    assert page.status_code == 404
    assert say.PAGE_GONE in page.text
    assert 'href="/topics"' in page.text
    api = web.get("/api/nowhere", headers=HTML)
    assert (api.status_code, api.json()) == (404, {"error": say.NOT_FOUND})
    assert web.get("/q/unknown", headers=HTML).status_code == 404
    assert web.get("/articles/unknown", headers=HTML).status_code == 404
    assert web.delete("/", headers=HTML).status_code == 405


def test_a_fault_of_ours_shows_no_trace(web: httpx.Client) -> None:
    for accept in ("text/html", "application/json"):
        answer = web.get("/broken", headers={"Accept": accept})
        assert answer.status_code == 500
        assert say.TROUBLE in answer.text
        assert "Traceback" not in answer.text
        assert "secret" not in answer.text


def test_after_a_fault_the_connection_carries_on_and_the_log_says_where_it_was(
    web: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    streams = {id(web.get("/broken").extensions["network_stream"]) for _ in range(20)}
    assert len(streams) == 1
    assert len(set(caplog.messages)) == 1
    assert re.fullmatch(r"failed channel=web error=RuntimeError at=test_web\.py:\d+", caplog.messages[0])
    assert "secret" not in caplog.text


def test_a_form_without_javascript_is_answered_with_a_page(web: httpx.Client) -> None:
    page = web.post("/ask", data={"text": "禁毒经费涨了多少"}, headers=HTML)
    assert page.status_code == 200
    assert page.text.startswith("<!doctype html>")
    assert QUOTES["zyp-2"].highlight in page.text
    assert "禁毒经费涨了多少" in page.text


def test_our_script_gets_the_reply_alone(web: httpx.Client) -> None:
    part = web.post("/ask", data={"text": "禁毒经费涨了多少", "session": "tab"}, headers={"X-Part": "reply"})
    assert part.text.lstrip().startswith('<li class="message message--bot">')
    assert "Set-Cookie" not in part.headers


def test_a_choice_is_answered_with_the_passage_that_was_offered(web: httpx.Client) -> None:
    page = web.post("/ask", data={"text": "学校里搞了什么"}).text
    found = re.search(r'name="pick" value="(dyl-4[^"]*)"', page)
    assert found
    chosen = web.post("/ask", data={"pick": found[1]})
    assert f"data-say>{QUOTES['dyl-4'].highlight}</blockquote>" in chosen.text
    assert "邓元连（茶陵县）" in chosen.text
    assert web.post("/ask", data={"pick": "nothing"}, headers=HTML).status_code == 404


def test_an_address_may_bring_a_question_along(web: httpx.Client) -> None:
    assert "data-prefilled>各地&lt;都怎么宣传</textarea>" in web.get("/", params={"ask": "各地<都怎么宣传"}).text
    assert web.get("/", params={"ask": "长" * 2000}).status_code == 200


def test_the_cookie_carries_a_conversation_on(dialogue: CannedDialogue, web: httpx.Client) -> None:
    first = web.post("/ask", data={"text": "禁毒经费"})
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    web.post("/ask", data={"text": "那茶陵呢"})
    assert dialogue.asked[-1].visitor == dialogue.asked[-2].visitor == f"web:{web.cookies['session']}"
    assert len(web.cookies["session"]) == 22


def test_behind_https_the_cookie_is_secure(dialogue: CannedDialogue) -> None:
    app = create_app(dialogue, CannedArticles(), WebSettings(public_url="https://bot.example"))
    with serving(app) as address:
        assert "Secure" in httpx.post(f"{address}/ask", data={"text": "禁毒经费"}).headers["Set-Cookie"]
        assert '<link rel="canonical" href="https://bot.example/q/zyp-2">' in httpx.get(f"{address}/q/zyp-2").text


def test_a_blank_form_leads_back_and_a_long_one_is_told_so(web: httpx.Client) -> None:
    assert web.post("/ask", data={"text": "  \n"}).headers["Location"] == "/"
    assert web.get("/ask").headers["Location"] == "/"
    long = web.post("/ask", data={"text": "长" * 501})
    assert long.status_code == 422
    assert "500" in long.text


def test_an_emergency_is_never_too_long_for_the_form(web: httpx.Client) -> None:
    page = web.post("/ask", data={"text": "长" * 600 + "叫不醒"})
    assert page.status_code == 200
    assert 'href="tel:120"' in page.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://other.example"}, 403),
        ({"Origin": "http://other.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_what_another_site_posts_is_refused(web: httpx.Client, headers: dict[str, str], status: int) -> None:
    assert web.post("/ask", data={"text": "禁毒经费"}, headers=headers).status_code == status
    assert web.post("/forget", headers=headers).status_code == status


def test_what_our_own_pages_post_without_fetch_metadata_passes(web: httpx.Client, base: str) -> None:
    assert web.post("/ask", data={"text": "禁毒经费"}, headers={"Origin": base}).status_code == 200


def test_what_a_visitor_types_is_text_and_never_markup(web: httpx.Client) -> None:
    said = "<img src=x onerror=alert(1)>\"'&</span>"
    page = web.post("/ask", data={"text": said}).text
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_feedback_by_form(dialogue: CannedDialogue, web: httpx.Client) -> None:
    page = web.post("/ask", data={"text": "抖音号"}).text
    found = re.search(r'name="record" value="(\d+)"', page)
    assert found
    record = found[1]
    assert say.THANKS in web.post("/feedback", data={"record": record, "good": "1"}).text
    part = web.post("/feedback", data={"record": record, "reason": "其他"}, headers={"X-Part": "reply"})
    assert part.text.strip() == f'<p class="thanks" role="status">{say.THANKS}</p>'
    assert dialogue.judged[-2:] == [(int(record), True, ""), (int(record), False, "其他")]
    assert web.post("/feedback", data={"record": "999999"}).status_code == 404
    assert web.post("/feedback", data={"record": "eins"}, headers=HTML).status_code == 422


def test_forget_forgets_the_tab_and_the_cookie(dialogue: CannedDialogue, web: httpx.Client) -> None:
    web.post("/ask", data={"text": "禁毒经费"})
    cookie = web.cookies["session"]
    page = web.post("/forget", data={"session": "tab-7"})
    assert say.FORGOTTEN in page.text
    assert set(dialogue.forgotten[-2:]) == {"web:tab-7", f"web:{cookie}"}
    assert "session" not in web.cookies


def test_a_permanent_address_previews_well(web: httpx.Client) -> None:
    page = web.get("/q/yyg-4").text
    assert f'property="og:title" content="姚永告：“{QUOTES["yyg-4"].highlight[:20]}' in page
    assert f'property="og:description" content="{QUOTES["yyg-4"].source_line}"' in page


def test_an_article_marks_the_answer_and_the_quoted_words(web: httpx.Client) -> None:
    quote = QUOTES["zyp-2"]
    spans = ",".join(f"{start}-{end}" for start, end in quote.highlight_spans)
    page = web.get("/articles/zhuzhou-2021", params={"pair": "zyp-2", "h": spans}).text
    assert f'<mark id="mark">{quote.highlight}</mark>' in page
    assert '<span class="said">' in page
    assert page.count('id="mark"') == 1


def test_a_forged_link_marks_no_other_words(web: httpx.Client) -> None:
    page = web.get("/articles/zhuzhou-2021", params={"pair": "zyp-2", "h": "0-400"}).text
    assert "<mark" not in page
    assert web.get("/articles/zhuzhou-2021", params={"pair": "zyp-2", "h": "9" * 3000}).status_code == 200


def test_damage_is_shown(web: httpx.Client) -> None:
    page = web.get("/q/dyl-3").text
    assert '<span class="damage"' in page
    assert say.DAMAGE_NOTE in page


def test_about_tells_what_is_covered(web: httpx.Client) -> None:
    page = web.get("/about").text
    assert say.ABOUT_COUNTS.format(articles=1, officials=3, pairs=14) in page
    assert say.ABOUT_SHARE_LINE.format(asked=40, share=78) in page


def test_topics_and_officials_lead_to_quotations(web: httpx.Client) -> None:
    for path in ("/topics", "/officials"):
        page = web.get(path).text
        assert all(f'href="/q/{pair}"' in page for pair in QUOTES)


def test_only_named_hosts_are_served_where_hosts_are_named() -> None:
    app = create_app(CannedDialogue(), CannedArticles(), WebSettings(hosts=("bot.example",)))
    with serving(app) as address:
        assert httpx.get(address).status_code == 400
        assert httpx.get(address, headers={"Host": "bot.example"}).status_code == 200


def test_an_address_that_asks_too_fast_is_asked_to_wait() -> None:
    now_s = [0.0]
    settings = WebSettings(asks_per_minute=2)
    app = create_app(CannedDialogue(), CannedArticles(), settings, clock_s=lambda: now_s[0])
    with serving(app, trusts_proxy=True) as address:

        def ask(asker: str) -> httpx.Response:
            return httpx.post(f"{address}/api/ask", json={"text": "禁毒经费"}, headers={"X-Forwarded-For": asker})

        assert [ask("203.0.113.9").status_code for _ in range(3)] == [200, 200, 429]
        assert ask("203.0.113.10").status_code == 200
        now_s[0] = 31
        assert ask("203.0.113.9").status_code == 200
        assert httpx.post(f"{address}/ask", data={"text": "话"}, headers={"X-Forwarded-For": "203.0.113.9"}).text


def test_settings_name_the_key_that_is_wrong() -> None:
    assert WebSettings.from_env({}) == WebSettings()
    assert WebSettings.from_env({"BOT_WEB_HOSTS": "a.example, b.example"}).hosts == ("a.example", "b.example")
    with pytest.raises(ValueError, match="BOT_WEB_ASKS_PER_MINUTE is 'many'"):
        WebSettings.from_env({"BOT_WEB_ASKS_PER_MINUTE": "many"})
    with pytest.raises(ValueError, match="BOT_PUBLIC_URL is 'bot'"):
        WebSettings.from_env({"BOT_PUBLIC_URL": "bot"})


def test_a_route_of_another_channel_is_served_too() -> None:
    assert isinstance(create_app(CannedDialogue(), CannedArticles(), routes=[broken_route()]), Starlette)
