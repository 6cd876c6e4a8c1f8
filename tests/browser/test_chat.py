"""The chat page as a person uses it: by touch, by keyboard, without a script, with the connection lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bot import phrases_web as say
from tests.bot.canned import HELP, LABELS, QUOTES, WELCOME, CannedDialogue
from tests.browser.conftest import DESKTOP, PHONE, Visit

INPUT = "#content"


def ask(page: Page, text: str) -> Locator:
    """Types and sends; the reply that came."""
    replies = page.locator(".message--bot")
    before = replies.count()
    page.fill(INPUT, text)
    page.keyboard.press("Enter")
    expect(page.locator(".typing")).to_have_count(0)
    expect(replies).to_have_count(before + 1)
    return replies.last


@pytest.mark.parametrize("word", ["经费", "抖音", "决心", "举报"])
def test_an_answer_is_seen_to_be_a_quotation_with_its_source(visit: Visit, word: str) -> None:
    reply = ask(visit(has_touch=True), word)
    card = reply.locator(".quote").first
    quote = QUOTES[str(card.get_attribute("data-pair"))]
    assert card.locator(".quote__words").inner_text() == quote.highlight
    for part in (quote.official, quote.office, quote.district, f"《{quote.outlet}》", quote.said_text):
        assert part in card.inner_text().replace("\n", "")
    assert (quote.question or say.NO_QUESTION) in card.locator(".quote__asked").inner_text()


def test_the_whole_answer_opens_with_its_highlight_marked_and_its_damage_shown(visit: Visit) -> None:
    card = ask(visit(has_touch=True), "举报有奖吗").locator(".quote")
    expect(card.locator(".whole__text")).to_be_hidden()
    card.locator(".whole summary").tap()
    expect(card.locator(".whole__text")).to_have_text(QUOTES["dyl-3"].answer)
    expect(card.locator("mark")).to_have_text(QUOTES["dyl-3"].highlight)
    expect(card.locator(".damage")).to_be_visible()
    expect(card.get_by_text(say.DAMAGE_NOTE)).to_be_visible()


def test_compared_officials_stand_side_by_side_and_on_a_phone_one_below_the_other(visit: Visit) -> None:
    wide = ask(visit(viewport=DESKTOP), "各地都怎么宣传")
    tops = {round(box["y"]) for card in wide.locator(".quote").all() if (box := card.bounding_box())}
    assert len(tops) == 1
    narrow = ask(visit(viewport=PHONE), "各地都怎么宣传")
    lefts = [box["x"] for card in narrow.locator(".quote").all() if (box := card.bounding_box())]
    assert len(lefts) == 3
    assert len(set(lefts)) == 1
    expect(narrow).to_contain_text("醴陵市、攸县")


def test_a_choice_is_tapped_and_later_another_one(visit: Visit) -> None:
    page = visit(has_touch=True)
    ask(page, "学校里搞了什么")
    choices = page.locator(".choice")
    expect(choices).to_have_count(3)
    choices.nth(1).tap()
    expect(page.locator(".bubble--me").last).to_contain_text(LABELS["yyg-4"])
    expect(page.locator(".message--bot").last.locator(".quote__words")).to_have_text(QUOTES["yyg-4"].highlight)
    choices.nth(2).tap()
    expect(page.locator(".message--bot").last.locator(".quote__words")).to_have_text(QUOTES["dyl-4"].highlight)


def test_silence_offers_what_is_near_and_what_is_covered(visit: Visit) -> None:
    reply = ask(visit(), "房价多少")
    expect(reply.locator(".quote")).to_have_count(0)
    expect(reply.get_by_role("button", name=re.compile(LABELS["yyg-1"]))).to_be_visible()
    reply.get_by_role("link", name=say.COVERED).click()
    expect(reply.page).to_have_url(re.compile("/topics$"))


def test_help_comes_first_with_numbers_to_tap(visit: Visit) -> None:
    reply = ask(visit(), "我朋友吸多了叫不醒")
    first = reply.locator(".message__body > :nth-child(2)")
    expect(first).to_have_class("help")
    expect(first).to_contain_text(HELP.title)
    assert [link.get_attribute("href") for link in first.locator("a").all()] == ["tel:120", "tel:110", "tel:12356"]
    expect(first.locator("a").first).to_be_in_viewport()


def test_suggestions_come_by_pinyin_and_are_chosen_by_arrow_keys(visit: Visit) -> None:
    page = visit()
    page.locator(INPUT).press_sequentially("jdjf")
    option = page.get_by_role("option", name=LABELS["zyp-2"])
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator(INPUT)).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble--me")).to_contain_text(LABELS["zyp-2"])
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator(INPUT)).to_have_value("")


def test_suggestions_are_tapped_and_closed_by_escape(visit: Visit) -> None:
    page = visit(has_touch=True)
    page.locator(INPUT).press_sequentially("抖音")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    page.locator(INPUT).press_sequentially("号")
    page.get_by_role("option").first.tap()
    expect(page.locator(".quote__words").last).to_have_text(QUOTES["yyg-4"].highlight)


def test_enter_sends_and_shift_enter_breaks_the_line(dialogue: CannedDialogue, visit: Visit) -> None:
    page = visit()
    page.locator(INPUT).press_sequentially("一")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("二")
    page.keyboard.press("Enter")
    expect(page.locator(".feedback")).to_have_count(1)
    expect(page.locator(".bubble--me")).to_have_count(1)
    assert dialogue.asked[0].text.replace("\r", "") == "一\n二"


def test_enter_within_an_input_method_chooses_a_word_and_sends_nothing(visit: Visit) -> None:
    page = visit()
    page.fill(INPUT, "jinfei")
    for event in ({"isComposing": True}, {"keyCode": 229}):
        page.dispatch_event(INPUT, "keydown", {"key": "Enter", "bubbles": True} | event)
    expect(page.locator(INPUT)).to_have_value("jinfei")
    expect(page.locator(".bubble--me")).to_have_count(0)


def test_draft_and_history_survive_a_reload_but_not_a_new_tab(visit: Visit) -> None:
    page = visit()
    ask(page, "经费")
    page.fill(INPUT, "还没写完")
    page.reload()
    expect(page.locator(INPUT)).to_have_value("还没写完")
    expect(page.locator(".quote__words").first).to_have_text(QUOTES["zyp-2"].highlight)
    expect(page.locator(".bubble--me")).to_have_text(re.compile("经费$"))
    other = page.context.new_page()
    other.goto("/")
    expect(other.locator(".bubble--me")).to_have_count(0)


def test_a_new_message_is_announced_once_and_the_history_is_not(visit: Visit) -> None:
    page = visit()
    ask(page, "抖音")
    expect(page.locator("#announcer")).to_contain_text(QUOTES["yyg-4"].highlight)
    expect(page.locator("#announcer")).to_contain_text("姚永告")
    page.reload()
    expect(page.locator(".quote__words").first).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("")
    assert page.locator("#messages").get_attribute("aria-live") is None


def test_a_lost_connection_is_said_and_the_question_can_be_sent_again(visit: Visit) -> None:
    page = visit()
    page.context.set_offline(True)
    ask(page, "抖音")
    expect(page.get_by_text(say.FAILED, exact=True).first).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name=say.RETRY).click()
    expect(page.locator(".quote__words")).to_have_text(QUOTES["yyg-4"].highlight)
    expect(page.locator(".bubble--me")).to_have_count(1)


def test_feedback_by_thumb_and_by_reason(dialogue: CannedDialogue, visit: Visit) -> None:
    page = visit(has_touch=True)
    ask(page, "抖音").get_by_role("button", name=say.HELPFUL).tap()
    expect(page.locator(".thanks")).to_have_text(say.THANKS)
    reply = ask(page, "经费")
    reply.get_by_text(say.NOT_HELPFUL).tap()
    reply.get_by_role("button", name=say.REASONS[1]).tap()
    expect(page.locator(".thanks")).to_have_count(2)
    assert dialogue.judged == [(1, True, ""), (2, False, say.REASONS[1])]


def test_copy_takes_the_words_their_source_and_the_address(visit: Visit, base: str) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = ask(page, "抖音").locator(".quote")
    card.get_by_role("button", name=say.COPY).click()
    expect(page.locator("#toast")).to_have_text(say.COPIED)
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    quote = QUOTES["yyg-4"]
    assert copied[:2] == [f"“{quote.highlight}”", f"——{quote.source_line}"]
    page.goto(copied[2])
    expect(page.locator(".quote__words")).to_have_text(quote.highlight)
    expect(page.locator(".whole__text mark")).to_have_text(quote.highlight)
    assert copied[2].startswith(f"{base}/q/yyg-4?")


def test_the_original_opens_at_the_quoted_place(visit: Visit) -> None:
    page = visit()
    ask(page, "经费涨了").locator(".quote").first.get_by_role("link", name=say.SEE_ARTICLE).click()
    expect(page.locator("mark#mark")).to_have_text(QUOTES["zyp-2"].highlight)
    expect(page.locator("mark#mark")).to_be_in_viewport()


def test_a_whole_visit_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.type("抖音号")
    page.keyboard.press("Enter")
    expect(page.locator(".quote")).to_have_count(1)
    expect(page.locator(INPUT)).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.closest('.whole') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".whole__text")).to_be_visible()


def test_the_menu_opens_and_closes_by_keyboard(visit: Visit) -> None:
    page = visit()
    page.focus("#menu")
    page.keyboard.press("Enter")
    expect(page.locator("#rail")).to_be_visible()
    expect(page.locator("#rail a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()
    expect(page.locator("#menu")).to_be_focused()


def test_large_print_and_high_contrast_are_kept(visit: Visit) -> None:
    page = visit()
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.click("#menu")
    for name in (say.LARGE_PRINT, say.HIGH_CONTRAST):
        page.get_by_role("button", name=name).click()
    page.reload()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 1.25 * usual
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.click("#menu")
    expect(page.get_by_role("button", name=say.HIGH_CONTRAST)).to_have_attribute("aria-pressed", "true")


def test_the_input_bar_stays_above_a_keyboard_that_takes_half_of_the_screen(visit: Visit) -> None:
    page = visit()
    ask(page, "各地都怎么宣传")
    page.set_viewport_size({"width": 360, "height": 380})
    expect(page.locator(INPUT)).to_be_in_viewport(ratio=1)
    expect(page.locator("html")).to_have_css("--seen-height", "380px")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_nothing_moves_for_who_wants_no_motion(visit: Visit) -> None:
    page = visit(reduced_motion="reduce")
    page.evaluate(
        "document.getElementById('messages').append(document.getElementById('typing').content.cloneNode(true))"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.typing i')).animationName") == "none"


def test_what_a_visitor_types_stays_text(visit: Visit) -> None:
    page = visit()
    ask(page, "<img src=x onerror=document.title='broken'><b>粗</b>")
    expect(page.locator(".bubble--me [data-text]")).to_have_text("<img src=x onerror=document.title='broken'><b>粗</b>")
    assert page.locator(".message img, .bubble b").count() == 0
    assert page.title() == "禁毒访谈问答"


VOICE = """
const said = [];
const voices = [{lang: "en-US", localService: true}, {lang: "zh-CN", localService: true}];
Object.defineProperty(window, "speechSynthesis", {value: Object.assign(new EventTarget(), {
  said, getVoices: () => voices, speak: (one) => said.push(one), cancel: () => {},
})});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_reading_aloud_is_offered_only_where_there_is_a_chinese_voice(
    visit: Visit, contexts: Callable[..., BrowserContext]
) -> None:
    silent = ask(visit(), "抖音")
    expect(silent.locator("[data-speak]")).to_be_hidden()
    context = contexts()
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto("/")
    button = ask(page, "抖音").locator("[data-speak]")
    button.click()
    expect(button).to_have_text(say.STOP_READING)
    spoken = page.evaluate("speechSynthesis.said[0].text")
    assert spoken.startswith(QUOTES["yyg-4"].highlight)
    assert "姚永告" in spoken
    button.click()
    expect(button).to_have_text(say.READ_ALOUD)


def test_everything_works_without_javascript(dialogue: CannedDialogue, visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    expect(page.locator(".bubble").first).to_have_text(WELCOME.intro)
    page.get_by_role("button", name=LABELS["yyg-4"]).click()
    expect(page.locator(".quote__words")).to_have_text(QUOTES["yyg-4"].highlight)
    page.fill(INPUT, "学校里搞了什么")
    page.get_by_role("button", name=say.SEND).click()
    expect(page.locator(".choice")).to_have_count(3)
    page.get_by_role("button", name=say.HELPFUL).click()
    expect(page.get_by_text(say.THANKS).first).to_be_visible()
    assert dialogue.judged == [(2, True, "")]
    assert len({message.visitor for message in dialogue.asked}) == 1
    page.goto("/")
    page.click("#menu")
    expect(page.locator("#rail")).to_be_visible()
    expect(page.locator(".needs-js").first).to_be_hidden()


def test_a_topic_for_all_officials_is_asked_by_its_link_once(dialogue: CannedDialogue, visit: Visit) -> None:
    page = visit("/topics")
    page.get_by_role("link", name="各地都怎么宣传").click()
    expect(page.locator(".compare .quote")).to_have_count(3)
    page.reload()
    expect(page.locator(".compare .quote")).to_have_count(3)
    assert [message.text for message in dialogue.asked] == ["各地都怎么宣传"]


def test_forget_leaves_nothing(dialogue: CannedDialogue, visit: Visit) -> None:
    page = visit()
    ask(page, "抖音")
    visitor = dialogue.asked[0].visitor
    page.goto("/privacy")
    page.get_by_role("button", name=say.FORGET).click()
    expect(page.get_by_text(say.FORGOTTEN)).to_be_visible()
    assert dialogue.forgotten == [visitor]
    assert page.evaluate("sessionStorage.length") == 0
    assert page.context.cookies() == []
    page.goto("/")
    expect(page.locator(".bubble--me")).to_have_count(0)


def test_the_page_is_light(contexts: Callable[..., BrowserContext]) -> None:
    page = contexts().new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto("/", wait_until="networkidle")
    assert 0 < sum(sizes) < 150_000
