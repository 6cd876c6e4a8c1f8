"""Labels that are easily missed: rare surnames, numbers in mid-line, clips of a broadcast; a tale has none."""

from __future__ import annotations

import pytest

from knowledge.transcript import read_interview

TITLE = "专访海棠县水利局局长孙文静"


def answers(text: str, title: str = TITLE) -> list[tuple[str, str]]:
    return [(pair.official.name, pair.answer) for pair in read_interview("a", title, f"{title}\n{text}").pairs]


def test_a_guest_of_a_rare_surname_is_known_by_the_list_of_guests() -> None:
    text = (
        "参会人员：\n孙文静　海棠县水利局局长\n海　涛　青石社区党委书记\n"
        "高远：水清了吗？\n孙文静：清了。\n海涛：井里的水也清了，老人又去挑水了，我们给井盖了一个亭子。\n高远：谁在看着？\n孙文静：大家。\n海涛：还有我。"
    )
    assert answers(text, "河边圆桌会") == [
        ("孙文静", "清了。"),
        ("海涛", "井里的水也清了，老人又去挑水了，我们给井盖了一个亭子。"),
        ("孙文静", "大家。"),
        ("海涛", "还有我。"),
    ]


@pytest.mark.parametrize("gap", ["", " ", "　"])
def test_a_numbered_answer_in_the_line_of_its_numbered_question_is_found(gap: str) -> None:
    text = f"问1：水清了吗？{gap}答1：清了。\n问2：鱼呢？{gap}答2：多了。\n青鱼最多。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多了。\n青鱼最多。")]


@pytest.mark.parametrize("name", ["阚文博", "贝小棠", "符晓", "奚桥", "宇文舟"])
def test_further_surnames_are_known(name: str) -> None:
    text = "Q1：水清了吗？\nA1：清了。\nQ2：鱼呢？\nA2：多了。"
    assert answers(f"本报采访了县水利局局长{name}。\n{text}", "县水利局局长：一河清水") == [
        (name, "清了。"),
        (name, "多了。"),
    ]


@pytest.mark.parametrize("clip", ["【同期声】渔民 老伍：", "【同期】渔民老伍：", "[同期声]", "【片尾】", "【导视】"])
def test_a_clip_between_the_turns_of_a_broadcast_ends_the_answer(clip: str) -> None:
    text = f"【主持人】水清了吗？\n【孙文静】清了。\n{clip}以前我打鱼，现在我护鱼。\n【主持人】鱼呢？\n【孙文静】多了。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多了。")]


def test_who_speaks_in_a_clip_is_heard_if_the_clip_is_the_interview() -> None:
    text = "【同期声】记者：水清了吗？\n【同期声】孙文静：清了。\n【同期】记者：鱼呢？\n【同期】孙文静：多了。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多了。")]


@pytest.mark.parametrize("title", ["第三章 访问", "河边访谈"])
def test_people_of_a_tale_who_speak_in_quotation_marks_are_no_interview(title: str) -> None:
    text = (
        "老梁推开门。\n年轻人：“你是梁主任？”\n老梁：“我是。你是谁？”\n年轻人：“来找我爸。”\n老梁：“他不在。”\n"
        "屋里静了下来，窗外的雨下得更大了。"
    )
    assert answers(text, title) == []


def test_an_interview_set_in_quotation_marks_is_one() -> None:
    text = "记者：“水清了吗？”\n孙文静：“清了。”\n记者：“鱼呢？”\n孙文静：“多了。”"
    assert answers(text) == [("孙文静", "“清了。”"), ("孙文静", "“多了。”")]


@pytest.mark.parametrize("title", ["常见问题解答（FAQ）", "医保知识问答", "小程序使用指南"])
def test_a_page_of_instructions_in_questions_is_no_interview(title: str) -> None:
    assert answers("Q：怎么注册？\nA：点右上角。\nQ：忘了密码呢？\nA：点登录页。", title) == []


def test_a_page_of_instructions_that_names_who_answers_is_one() -> None:
    text = "本报请海棠县医保局局长孙文静回答。\n问：怎么注册？\n答：点右上角。\n问：忘了密码呢？\n答：点登录页。"
    assert answers(text, "医保知识问答") == [("孙文静", "点右上角。"), ("孙文静", "点登录页。")]


@pytest.mark.parametrize("told", ["有人问：补贴难不难领？不难，三天就到账。", "也有居民问：怎么举报？打110就行。"])
def test_a_question_that_an_answer_puts_and_answers_itself_stays_in_the_answer(told: str) -> None:
    text = f"记者：水清了吗？\n孙文静：清了。\n{told}\n记者：鱼呢？\n孙文静：多了。"
    assert answers(text) == [("孙文静", f"清了。\n{told}"), ("孙文静", "多了。")]


def test_somebodys_question_that_is_answered_below_is_asked() -> None:
    text = "有人问：水清了吗？我家在上游。\n孙文静：清了。\n有人问：鱼呢？\n孙文静：多了。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多了。")]


def test_voices_that_an_answer_reads_out_stay_in_it() -> None:
    listed = "我念几条留言：\n张阿姨：车来了，腿不疼了。\n李大爷：司机帮我扛过米。\n也有批评的，我们改。"
    text = f"记者：大家满意吗？\n孙文静：{listed}\n记者：鱼呢？\n孙文静：多了。"
    assert answers(text) == [("孙文静", listed), ("孙文静", "多了。")]


@pytest.mark.parametrize("label", ["孙文静笑答", "孙文静笑着回答", "孙文静回答"])
def test_an_answer_with_a_smile_is_under_the_bare_name(label: str) -> None:
    text = f"记者问：水清了吗？\n{label}：清了。\n记者问：鱼呢？\n孙文静：多了。"
    assert answers(text, "一河清水") == [("孙文静", "清了。"), ("孙文静", "多了。")]
