"""A visit in a real browser, from the attract screen to the wipe, with a script and without."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.kiosk_house import KioskHouse
from tests.browser.conftest import Visit
from tests.browser.kiosk.visitor import PORTRAIT, begin, choose, home, left_behind, on, play, press, write


def test_a_visit_from_attract_to_wipe(kiosk: Page, house: KioskHouse) -> None:
    on(kiosk, "attract")
    kiosk.touchscreen.tap(540, 900)  # anywhere
    on(kiosk, "home")
    kiosk.locator(".tile").first.click()
    on(kiosk, "topics")
    kiosk.locator(".question").first.click()
    on(kiosk, "answer")
    expect(kiosk.locator(".quote__words").first).to_have_text("近三年禁毒经费投入始终保持了每年60%的增幅")
    expect(kiosk.locator(".qr__code").first).to_be_visible()
    kiosk.locator(".whole summary").first.click()
    expect(kiosk.locator(".whole__text mark").first).to_be_visible()
    kiosk.locator("[data-wipe] button").first.click()
    on(kiosk, "attract")
    assert house.dialogue.forgotten == [house.dialogue.asked[0].visitor]
    assert left_behind(kiosk) == []
    assert house.counted() == {"visit": 1, "question": 1, "answered": 1, "topic:株洲经开区": 1}


def test_keys_struck_faster_than_words_arrive_count_in_their_order(kiosk: Page, house: KioskHouse) -> None:
    house.words_take_s = 0.3
    begin(kiosk)
    kiosk.locator(".door--ask").click()
    on(kiosk, "write")
    press(kiosk, "jubao")
    kiosk.locator("[data-do=space]").click()
    press(kiosk, "jiang")
    kiosk.keyboard.type("li 626")
    expect(kiosk.locator("#text")).to_have_value("举报奖励626")
    press(kiosk, "vvv")
    kiosk.locator("[data-do=space]").click()
    expect(kiosk.locator("#text")).to_have_value("举报奖励626vvv")


def test_whole_words_are_typed_on_the_screen(kiosk: Page, house: KioskHouse) -> None:
    begin(kiosk)
    kiosk.locator(".door--ask").click()
    on(kiosk, "write")
    press(kiosk, "jubao")
    expect(kiosk.locator(".candidate").first).to_have_text("举报")
    choose(kiosk, "举报")
    expect(kiosk.locator("#text")).to_have_value("举报")
    expect(kiosk.locator("#offers .question").first).to_have_text("茶陵县有举报奖励吗")
    press(kiosk, "jiang")
    kiosk.locator("[data-do=space]").click()
    press(kiosk, "xyz")
    kiosk.locator("[data-do=delete]:visible").click()
    expect(kiosk.locator("#letters")).to_have_text("xy")
    kiosk.locator("[data-do=clear]").click()
    expect(kiosk.locator("#text")).to_have_value("")
    kiosk.locator("[data-do=face]").click()
    press(kiosk, "626")
    expect(kiosk.locator("#text")).to_have_value("626")
    kiosk.locator("[data-do=delete]:visible").click()
    expect(kiosk.locator("#text")).to_have_value("62")
    kiosk.locator("[data-do=face]").click()
    press(kiosk, "jindujingfei")
    choose(kiosk, "禁毒经费")
    kiosk.locator(".sheet__ask").click()
    on(kiosk, "answer")
    assert house.dialogue.asked[-1].text == "62禁毒经费"


def test_the_first_words_of_a_long_spelling_can_be_chosen_one_by_one(kiosk: Page) -> None:
    begin(kiosk)
    kiosk.locator(".door--ask").click()
    on(kiosk, "write")
    press(kiosk, "jinduzenmeban")
    expect(kiosk.locator(".candidate").first).to_have_text("禁毒怎么办")
    kiosk.get_by_role("button", name="进度", exact=True).click()
    expect(kiosk.locator("#letters")).to_have_text("zenmeban")
    expect(kiosk.locator(".candidate").first).to_have_text("怎么办")
    kiosk.locator("[data-turn='1']").click()
    expect(kiosk.locator("[data-turn='-1']")).to_be_enabled()
    kiosk.locator("[data-turn='-1']").click()
    choose(kiosk, "怎么办")
    expect(kiosk.locator("#text")).to_have_value("进度怎么办")


def test_a_real_keyboard_writes_pinyin_too(kiosk: Page, house: KioskHouse) -> None:
    begin(kiosk)
    kiosk.locator(".door--ask").click()
    on(kiosk, "write")
    kiosk.keyboard.type("jubao")
    expect(kiosk.locator(".candidate").first).to_have_text("举报")
    kiosk.keyboard.press("Space")
    expect(kiosk.locator("#text")).to_have_value("举报")
    kiosk.keyboard.press("Enter")
    on(kiosk, "answer")
    assert house.dialogue.asked[-1].text == "举报"


def test_the_quiz_to_its_end(kiosk: Page, house: KioskHouse) -> None:
    begin(kiosk)
    play(kiosk)
    expect(kiosk.locator(".score__mark")).to_have_count(10)
    assert house.counted() == {"visit": 1, "quiz_begun": 1, "quiz_ended": 1}


def test_help_stands_first_and_large_and_dials_nothing(kiosk: Page) -> None:
    begin(kiosk)
    write(kiosk, "他叫不醒了")
    number = kiosk.locator(".kiosk-help__number").first
    expect(number).to_have_text("120")
    assert number.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") > 80
    assert kiosk.locator("a[href^=tel]").count() == 0


def test_a_choice_leads_to_what_was_chosen(kiosk: Page) -> None:
    begin(kiosk)
    write(kiosk, "学校")
    kiosk.locator(".choice").nth(2).click()
    expect(kiosk.locator(".quote__words")).to_contain_text("小手拉大手")


def test_without_javascript_the_kiosk_answers_in_plain_pages(visit: Visit) -> None:
    page = visit("/kiosk", viewport=PORTRAIT, java_script_enabled=False)
    begin(page)
    page.locator(".tile").first.click()
    page.locator(".question").first.click()
    expect(page.locator(".quote__words").first).to_be_visible()
    home(page)
    page.locator(".door--ask").click()
    page.locator("#text").fill("举报")
    page.locator(".sheet__ask").click()
    on(page, "answer")
    home(page)
    play(page)
    page.locator("[data-wipe] button").click()
    on(page, "attract")
    assert page.context.cookies() == []


def test_two_people_at_two_kiosks_never_meet(contexts: Callable[..., BrowserContext], house: KioskHouse) -> None:
    pages = [contexts(viewport=PORTRAIT).new_page() for _ in range(2)]
    for page in pages:
        page.goto("/kiosk")
        begin(page)
        write(page, "经费")
    first, second = (message.visitor for message in house.dialogue.asked)
    assert first != second
    pages[0].locator("[data-wipe] button").first.click()
    on(pages[0], "attract")
    assert house.dialogue.forgotten == [first]
    home(pages[1])
