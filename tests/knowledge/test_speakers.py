"""Who speaks, however the label is printed; every answer under its own speaker's name."""

from __future__ import annotations

import pytest

from knowledge.transcript import read_interview


def answers(text: str, title: str = "一河清水") -> list[tuple[str, str]]:
    return [(pair.official.name, pair.answer) for pair in read_interview("a", title, text).pairs]


def offices(text: str, title: str = "一河清水") -> dict[str, str]:
    return {one.name: one.office for one in read_interview("a", title, text).article.officials}


@pytest.mark.parametrize(
    "label", ["孙文静局长", "孙文静女士", "孙文静校友", "孙文静 县水利局局长", "县水利局局长 孙文静"]
)
def test_a_label_with_a_title_names_the_person(label: str) -> None:
    text = f"记者：水清了吗？\n{label}：清了。\n记者：还会浑吗？\n{label}：不会了。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "不会了。")]


def test_a_title_in_a_label_gives_way_to_the_whole_office_of_the_lead() -> None:
    lead = "日前，海棠县水利局局长孙文静接受本报记者采访。"
    assert offices(f"{lead}\n记者：水清了吗？\n孙文静局长：清了。") == {"孙文静": "海棠县水利局局长"}


def test_a_title_alone_is_better_than_no_office() -> None:
    assert offices("记者：水清了吗？\n孙文静局长：清了。") == {"孙文静": "局长"}


def test_a_reporter_who_is_asked_answers() -> None:
    text = "孙文静 海棠电视台记者：我正在河边。\n主持人：水清了吗？\n孙文静：清了。\n主持人：鱼多吗？\n孙文静：多。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多。")]


def test_speakers_shortened_in_a_note_are_told_apart_though_nobody_asks_them() -> None:
    text = (
        "（以下孙文静简称孙，梁守成简称梁。）\n主持：水为什么清了？\n孙：因为截了污。\n"
        "梁：还因为种了草，我们在河边种了三年的芦苇。\n主持：芦苇是前年种的。\n梁：前年春天。"
    )
    assert answers(text) == [
        ("孙文静", "因为截了污。"),
        ("梁守成", "还因为种了草，我们在河边种了三年的芦苇。"),
        ("梁守成", "前年春天。"),
    ]


def test_a_guest_of_the_list_who_adds_something_is_heard_under_the_own_name() -> None:
    text = (
        "嘉宾：孙文静、梁守成\n问：水清了吗？\n孙文静：清了，比去年清得多。\n"
        "梁守成：我补充一点，水文站的数字也是这样说的，全年都在三类以上，夏天还好些。"
    )
    assert [name for name, _ in answers(text)] == ["孙文静", "梁守成"]


@pytest.mark.parametrize(
    "line", ["2024-03-08 10:49:41", "[14:32]", "【解读】", "【图表：历年水质】", "上一页 [1] [2] 下一页"]
)
def test_lines_of_the_page_are_nobodys_words(line: str) -> None:
    text = f"记者：水清了吗？\n{line}\n孙文静：清了。\n{line}\n记者：鱼多吗？\n孙文静：多。\n{line}"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多。")]


def test_answers_in_the_line_of_their_numbered_questions_are_found() -> None:
    text = (
        "日前，海棠县水利局局长孙文静做客《早高峰》节目，回答听众提问。\n"
        "1.河水能喝吗？孙文静：不能直接喝。要烧开。\n2.那能游泳吗？孙文静：上游可以，下游不行。"
    )
    assert answers(text) == [("孙文静", "不能直接喝。要烧开。"), ("孙文静", "上游可以，下游不行。")]


def test_a_narrator_in_mid_line_ends_the_answer() -> None:
    text = (
        "高远：水清了吗？ 孙文静：清了。 解说：三年里，河边种了芦苇。 高远：鱼呢？ 孙文静：也多了。\n"
        "高远：还会浑吗？ 孙文静：不会了。"
    )
    said = answers(text, "海棠县水利局局长孙文静专访")
    assert said == [("孙文静", "清了。"), ("孙文静", "也多了。"), ("孙文静", "不会了。")]


def test_guests_listed_below_their_heading_have_their_offices_and_say_nothing() -> None:
    text = (
        "做客嘉宾：\n县水利局党组成员、副局长     孙　晴\n"
        "县水利局水质监测站站长       梁守成\n县水利局办公室主任     沈　岸\n"
        "主持人：水清了吗？\n孙晴：清了。\n主持人：怎么知道？\n沈主任：天天量。"
    )
    assert answers(text) == [("孙晴", "清了。"), ("沈岸", "天天量。")]
    assert offices(text) == {"孙晴": "县水利局党组成员、副局长", "沈岸": "县水利局办公室主任"}


@pytest.mark.parametrize("line", ["她问：“水清了吗？”", "高远笑着说，“水清了吗？”"])
def test_a_question_in_a_told_story_is_no_question_of_an_interview(line: str) -> None:
    assert answers(f"那天他们坐在河边。\n{line}\n他没有回答。\n{line}\n他看着河水笑了。", "第一章 采访") == []


@pytest.mark.parametrize(
    "tail",
    [
        "（完）",
        "（记者高远）",
        "（本报记者 高远 通讯员 邹敏）",
        "（高远 采写）",
        "[责任编辑：高远]",
        "[2014-03-11 21:59]",
    ],
)
def test_a_credit_at_the_end_of_a_paragraph_is_nobodys_word(tail: str) -> None:
    assert answers(f"记者：水清了吗？\n孙文静：清了（比去年）。{tail}") == [("孙文静", "清了（比去年）。")]


@pytest.mark.parametrize(
    "words",
    ["水清了。（大家都笑了）", "水清了。（来源于山上）", "水清了（记者也看见了）", "有三条河（完整的名单在村部）。"],
)
def test_brackets_that_are_no_credit_stay_in_the_answer(words: str) -> None:
    assert answers(f"记者：水清了吗？\n孙文静：{words}") == [("孙文静", words)]


def test_a_hotline_is_read_with_who_calls_and_who_responds() -> None:
    text = (
        "9月8日上午，海棠县水利局党组书记、局长 孙文静，副局长 梁守成做客《热线》。\n"
        "市民高女士来电：水为什么浑？\n孙文静局长回应：上游在修桥，月底修完。\n"
        "市民“芦苇”留言：鱼什么时候回来？\n梁守成副局长答复：明年春天。"
    )
    assert answers(text) == [("孙文静", "上游在修桥，月底修完。"), ("梁守成", "明年春天。")]
    assert offices(text) == {"孙文静": "海棠县水利局党组书记、局长", "梁守成": "副局长"}


def test_letters_alone_on_their_lines_are_labels() -> None:
    text = "Q&A\n\nQ\n\n水为什么清了？\n\n鱼呢？\n\nA\n\n因为截了污。\n\nQ\n\n还会浑吗？\n\nA\n\n不会。"
    assert answers(text, "海棠县水利局局长孙文静专访") == [("孙文静", "因为截了污。"), ("孙文静", "不会。")]


def test_a_round_table_with_its_list_of_names_and_offices_is_read() -> None:
    text = (
        "对话嘉宾：\n孙文静：海棠县水利局局长\n梁守成：县水文监测中心主任\n逄大勇：省水利学院教授\n"
        "主持人：请谈谈，水为什么清了？\n孙文静：截污。\n梁守成：还有种草。\n"
        "逄大勇：从技术上讲，是活水进来了，我们在上游修了两座小闸，冬天也能放水。\n主持人：还缺什么？\n梁守成：缺人。"
    )
    assert [name for name, _ in answers(text)] == ["孙文静", "梁守成", "逄大勇", "梁守成"]
    assert offices(text)["逄大勇"] == "省水利学院教授"


def test_a_headline_with_a_name_and_a_colon_is_nobodys_turn() -> None:
    title = "“三年清一河！”孙文静：还要三年"
    text = f"{title}\n孙文静：请坐。\n记者：水清了吗？\n孙文静：清了。 记者：鱼呢？ 孙文静：多了。"
    assert answers(text, title) == [("孙文静", "清了。"), ("孙文静", "多了。")]


@pytest.mark.parametrize("note", ["受访者：海棠县水利局局长 孙文静", "（●＝本刊记者　○＝孙文静）"])
def test_signs_are_labels_too(note: str) -> None:
    text = f"{note}\n●：水清了吗？\n○：清了。\n鱼也多了。\n●：还会浑吗？\n○：不会了。"
    assert answers(text) == [("孙文静", "清了。\n鱼也多了。"), ("孙文静", "不会了。")]


def test_letters_stand_for_whom_a_note_says() -> None:
    text = "B＝《海棠周刊》 S＝孙文静\nB：水清了吗？\nS：清了。\nB：还会浑吗？\nS：不会了。"
    pairs = read_interview("a", "一河清水", text).pairs
    assert [(pair.reporter, pair.official.name) for pair in pairs] == [("《海棠周刊》", "孙文静")] * 2


TABLE = (
    "主持人：水为什么清了？\n孙文静：截了污，三年里一共封了四十个口子。\n逄大勇：在上游也修了两座小闸，冬天放水。\n"
    "高远：我们村里还种了草。\n主持人：还缺什么？\n孙文静：缺人。\n高远：还缺船，打捞都靠两条小船。"
)


def test_who_speaks_behind_another_answer_speaks_under_the_own_name() -> None:
    assert [name for name, _ in answers(TABLE)] == ["孙文静", "逄大勇", "高远", "孙文静", "高远"]


def test_a_further_answer_is_heard_however_short_where_an_office_stands_at_the_name() -> None:
    text = (
        "主持人：水清了吗？\n孙文静（海棠县水利局局长）：清了。\n高远（石桥村村主任）：在我们村也清了。\n主持人：好。"
    )
    assert answers(text) == [("孙文静", "清了。"), ("高远", "在我们村也清了。")]


def test_guests_listed_name_first_below_their_heading_have_their_offices() -> None:
    guests = "嘉宾：\n孙文静　海棠县水利局局长\n逄大勇　石桥村党支部书记\n高　远　石桥村民兵连长\n"
    text = guests + TABLE
    assert [name for name, _ in answers(text, "石桥村访谈")] == ["孙文静", "逄大勇", "高远", "孙文静", "高远"]
    assert offices(text, "石桥村访谈") == {
        "孙文静": "海棠县水利局局长",
        "逄大勇": "石桥村党支部书记",
        "高远": "石桥村民兵连长",
    }


@pytest.mark.parametrize(
    "items",
    [
        "时限：十五个工作日。\n房源：三百套。",
        "白关镇：新增十二个。\n石峰区：新增四个。",
        "进度如下：\n金钟湾：已完工。\n安居园：还差一栋。",
    ],
)
def test_the_heads_of_a_list_are_no_speakers(items: str) -> None:
    text = f"记者：水清了吗？\n孙文静：清了。\n{items}\n记者：鱼呢？\n孙文静：多。"
    assert [name for name, _ in answers(text)] == ["孙文静", "孙文静"]


@pytest.mark.parametrize(
    ("first", "office"),
    [
        ("海棠县水利局局长孙文静", "海棠县水利局局长"),
        ("海棠县水利局局长 孙文静", "海棠县水利局局长"),
        ("孙文静（海棠县水利局局长）", "海棠县水利局局长"),
        ("【孙文静（海棠县水利局局长）】", "海棠县水利局局长"),
        ("孙文静局长", "局长"),
    ],
)
def test_an_office_in_the_first_label_holds_for_all_answers(first: str, office: str) -> None:
    text = f"记者：水清了吗？\n{first}：清了。\n记者：鱼呢？\n孙文静：多了。\n记者：虾呢？\n孙局长：也有。"
    assert [name for name, _ in answers(text)] == ["孙文静"] * 3
    assert offices(text) == {"孙文静": office}
    assert len(read_interview("a", "一河清水", text).article.officials) == 1


@pytest.mark.parametrize(
    "told",
    [
        "有人问：“补贴难不难领？”我的回答是：不难，三天就到账。",
        "市民问：“怎么举报？”打110就行。",
        "有人问：“补贴难不难领？”\n我的回答是：不难，三天就到账。",
    ],
)
def test_a_question_that_an_answer_tells_stays_in_the_answer(told: str) -> None:
    text = f"记者：水清了吗？\n孙文静：清了。\n{told}\n记者：鱼呢？\n孙文静：多了。"
    assert answers(text) == [("孙文静", f"清了。\n{told}"), ("孙文静", "多了。")]


@pytest.mark.parametrize(
    "asked", ["“水清了吗？”", "“水清了吗？”我家在上游。", "“水清了吗？”谢谢您！", "“一河清水”清了吗？"]
)
def test_a_quoted_question_that_is_answered_below_is_asked(asked: str) -> None:
    text = f"网友问：{asked}\n孙文静：清了。\n网友问：“鱼呢？”\n孙文静：多了。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多了。")]


@pytest.mark.parametrize("label", ["县长", "贺县长", "答", "贺文彬"])
@pytest.mark.parametrize("lead", ["近日，海棠县县长贺文彬做客直播间。", "海棠县县长　贺文彬"])
def test_an_office_in_the_title_is_nobodys_name(label: str, lead: str) -> None:
    text = f"{lead}\n记者：水清了吗？\n{label}：清了。\n记者：鱼呢？\n{label}：多了。"
    assert answers(text, "对话县长：一河清水") == [("贺文彬", "清了。"), ("贺文彬", "多了。")]
    assert offices(text, "对话县长：一河清水") == {"贺文彬": "海棠县县长"}


@pytest.mark.parametrize("title", ["对话区长：一河清水", "区长访谈", "专访区长"])
def test_an_office_that_begins_like_a_surname_is_nobodys_name(title: str) -> None:
    text = "近日，梅岭区区长孙文静做客直播间。\n记者：水清了吗？\n区长：清了。\n记者：鱼呢？\n区长：多了。"
    assert answers(text, title) == [("孙文静", "清了。"), ("孙文静", "多了。")]


def test_of_two_with_one_surname_the_office_tells_who_is_meant() -> None:
    lead = "近日，海棠县县长贺文彬、县水利局局长贺小军接受采访。"
    text = f"{lead}\n记者：水清了吗？\n贺县长：清了。\n记者：鱼呢？\n贺局长：多了。"
    assert answers(text) == [("贺文彬", "清了。"), ("贺小军", "多了。")]


@pytest.mark.parametrize(
    "opening",
    [
        "主持人：高远\n发布人：海棠县水利局局长孙文静",
        "主持人：大家好，我是县政府新闻办主任高远。下面请海棠县水利局局长孙文静回答大家的提问。",
        "主持人高远：大家好，下面请海棠县水利局局长孙文静回答大家的提问。",
        "主持人（高远）：大家好，下面请海棠县水利局局长孙文静回答大家的提问。",
    ],
)
def test_a_host_who_is_named_answers_nothing(opening: str) -> None:
    text = (
        f"{opening}\n高远：欢迎出席今天的发布会。\n法新社记者：水清了吗？\n孙文静：清了。\n"
        "新华社记者：鱼呢？\n孙文静：多了。\n路透社记者：还会浑吗？\n高远：今天的发布会就到这里，谢谢大家。"
    )
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多了。")]


def test_a_host_by_profession_who_is_asked_answers() -> None:
    text = "电视台主持人高远：河水让人踏实\n问：水清了吗？\n高远：清了。\n问：鱼呢？\n高远：多了。"
    assert answers(text, "电视台主持人高远：河水让人踏实") == [("高远", "清了。"), ("高远", "多了。")]


@pytest.mark.parametrize("first", ["孙文静（海棠县水利局局长）", "孙文静"])
@pytest.mark.parametrize("asks", ["记者", "主持人", "问"])
@pytest.mark.parametrize("opening", ["", "一河清水\n", "近日，海棠县水利局局长孙文静接受采访。\n"])
def test_an_interview_run_together_in_one_line_is_read(opening: str, asks: str, first: str) -> None:
    text = f"{opening}{asks}：水清了吗？{first}：清了，比去年清。{asks}：鱼呢？孙文静：多了。{asks}：虾呢？孙文静：有。"
    title = "" if not opening else "一河清水"
    assert answers(text, title) == [("孙文静", "清了，比去年清。"), ("孙文静", "多了。"), ("孙文静", "有。")]


def test_an_interview_behind_its_lead_in_the_same_line_is_read() -> None:
    text = "近日，海棠县水利局局长孙文静接受采访。记者：水清了吗？孙文静：清了。记者：鱼呢？孙文静：多了。"
    assert answers(text, "") == [("孙文静", "清了。"), ("孙文静", "多了。")]
    assert offices(text, "") == {"孙文静": "海棠县水利局局长"}


def test_a_name_with_a_colon_that_stays_inside_an_answer_is_told() -> None:
    text = "记者：水清了吗？\n孙文静：清了。\n李四：不是他说的那样。\n记者：鱼呢？\n孙文静：多了。"
    told = [doubt for doubt in read_interview("a", "一河清水", text).doubts if "李四" in doubt]
    assert len(told) == 1
    assert told[0].startswith("第3行")
