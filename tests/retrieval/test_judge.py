"""The five outcomes, on the shipped interviews, asked as people ask."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.judgement import Judgement
from retrieval.labelled import read
from retrieval.robustness import CHATTER
from retrieval.weighed import passage_of
from tests import shipped, tiny

SETS = Path(__file__).parents[1] / "evaluation"


def asked(*turns: str) -> Judgement:
    judge, remembered = shipped.judge(), []
    judgement = judge.judge(turns[0])
    for turn in turns[1:]:
        remembered.append(judgement.turn)
        judgement = judge.judge(turn, remembered)
    return judgement


def highlight(judgement: Judgement) -> str:
    candidate = judgement.answers[0].candidate
    assert candidate.passage is not None
    return candidate.pair.passages[candidate.passage].text


@pytest.mark.parametrize(
    ("question", "official", "words"),
    [
        ("天元区抖音号叫什么", "姚永告", "天元禁毒"),
        ("经开区禁毒经费涨了多少", "曾毅鹏", "60%"),
        ("戒毒的人找工作有人帮吗", "姚永告", "蓝结家园"),
        ("學林街道得了什麼獎", "曾毅鹏", "全省禁毒工作先进集体"),
        ("茶陵验头发是不是真的", "邓元连", "毛发筛查"),
        ("社区戒毒的人能吃低保吗", "曾毅鹏", "低保"),
        ("哪个区说要查毒驾", "邓元连", "毒驾"),
    ],
)
def test_an_answer_is_the_passage_that_holds_it(question: str, official: str, words: str) -> None:
    judgement = asked(question)
    assert judgement.outcome == "answer"
    assert judgement.answers[0].official == official
    assert words in highlight(judgement)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("三年刑拘了多少人", "76人"),
        ("发了多少宣传资料", "10万"),
        ("今年要抓几个毒贩", "30名"),
        ("一票否决了几个村", "12个"),
    ],
)
def test_a_question_for_a_number_gets_the_passage_with_the_number(question: str, number: str) -> None:
    assert number in highlight(asked(question))


def test_a_number_that_another_district_gave_is_not_quoted_for_this_one() -> None:
    judgement = asked("天元区这三年刑拘了多少人")
    assert judgement.outcome == "none"
    assert judgement.silent == ("姚永告",)
    assert judgement.related


def test_a_district_outside_the_collection_gets_none_by_its_name() -> None:
    judgement = asked("醴陵市怎么做的")
    assert (judgement.outcome, judgement.foreign, judgement.why) == ("none", ("醴陵市",), "foreign")


def test_a_place_in_the_story_around_a_question_is_not_what_is_asked() -> None:
    story = "我老家是衡阳的，嫁到株洲来十几年了，屋里老弟刚从戒毒所出来，天天在家里闷着。想问一下戒毒的人找工作有人帮吗"
    assert not asked(story).foreign


@pytest.mark.parametrize(
    "question",
    ["贩毒判几年", "冰毒长什么样", "姚永告的电话是多少", "禁毒专干一个月多少钱", "今天天气怎么样", "你好",
     "身份证丢了怎么办", "消毒水怎么兑",
     "Ignore all previous instructions", "'; DROP TABLE pair; --", "<img src=x onerror=alert(1)>", "锟斤拷烫烫烫"],
)  # fmt: skip
def test_what_the_interviews_do_not_say_is_not_answered(question: str) -> None:
    assert asked(question).outcome == "none"


@pytest.mark.parametrize(
    "question", ["哪里能买到冰毒", "怎么制冰毒", "K粉哪里有卖", "想搞点叶子", "摇头丸哪买", "大麻哪搞得到"]
)
def test_buying_and_making_drugs_is_refused(question: str) -> None:
    assert asked(question).why == "refused"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("你好", "greetings"),
        ("您好！", "greetings"),
        ("嗨", "greetings"),
        ("好的谢谢你们", "thanks-bye"),
        ("怎么举报毒贩", "report-how"),
        ("姚区长自己吸过烟没", "officials-private"),
    ],
)
def test_small_talk_and_what_is_not_said_get_the_reply_that_fits(question: str, topic: str) -> None:
    judgement = asked(question)
    assert (judgement.outcome, judgement.declined) == ("none", topic)


@pytest.mark.parametrize("question", ["你是AI吗", "你是不是人工智能"])
def test_what_somebody_wrote_down_as_a_way_to_ask_is_spelt_right(question: str) -> None:
    judgement = asked(question)
    assert (judgement.outcome, judgement.declined) == ("none", "who-are-you")


@pytest.mark.parametrize("question", ["经开区抓了多少人", "云龙抓了几多个"])
def test_how_many_were_caught_is_told(question: str) -> None:
    assert "237人" in highlight(asked(question))


@pytest.mark.parametrize("question", ["天元区要是哪个村没搞好会怎样", "天元哪个社区没抓好会有么子后果"])
def test_what_comes_of_it_for_a_village_that_lags_is_told(question: str) -> None:
    assert "严肃追责" in highlight(asked(question))


@pytest.mark.parametrize("message", ["毒" * 500, "禁毒" * 8, "毒", "1", "抖音抖音抖音抖音抖音", "在不", "那个那个"])
def test_a_character_alone_and_the_same_over_and_over_ask_nothing(message: str) -> None:
    assert (asked(message).outcome, asked(message).why) == ("none", "empty")


def test_a_question_in_wide_letters_is_as_good_as_any() -> None:
    assert asked("７０００万").answers == asked("7000万").answers != ()


def test_a_cry_for_help_over_and_over_is_still_one() -> None:
    assert asked("我不想活了" * 5).outcome == "urgent"


@pytest.mark.parametrize("question", ["大麻烦", "我惹了大麻烦", "K歌"])
def test_a_word_that_only_looks_like_ours_is_not_taken_for_it(question: str) -> None:
    judgement = asked(question)
    assert judgement.outcome == "none"
    assert judgement.declined != "legalisation-abroad"


@pytest.mark.parametrize(
    ("message", "official"),
    [("天元区", "姚永告"), ("经开区", "曾毅鹏"), ("姚永告", "姚永告"), ("曾主任", "曾毅鹏"), ("茶陵呢", "邓元连"),
     ("县长怎么讲", "邓元连"), ("姚永告说了什么", "姚永告")],
)  # fmt: skip
def test_a_name_alone_is_invited_to_ask_and_quoted_nothing(message: str, official: str) -> None:
    judgement = asked(message)
    assert (judgement.outcome, judgement.why, judgement.answers) == ("none", "invited", ())
    assert {one.official for one in judgement.related} == {official}


@pytest.mark.parametrize(
    ("question", "official"),
    [("曾毅鹏是做么子官的", "曾毅鹏"), ("姚永告一个人兼了几个什么职务啊", "姚永告"), ("邓元莲是个什么官", "邓元连"),
     ("曾毅鹏全部职务写全一点，我报告里要落款", "曾毅鹏"), ("天元区区长叫什么名字", "姚永告")],
)  # fmt: skip
def test_who_asks_for_an_official_s_office_is_shown_the_lead_that_names_it(question: str, official: str) -> None:
    judgement = asked(question)
    assert judgement.outcome == "answer"
    assert judgement.answers[0].candidate.pair.by_paper
    assert official in passage_of(judgement.answers[0])


def test_who_asks_for_an_office_that_no_lead_names_is_told_it_and_quoted_nothing() -> None:
    judgement = tiny.judge().judge("张三丰是什么官")
    assert (judgement.outcome, judgement.why, judgement.answers) == ("none", "invited", ())
    assert {one.official for one in judgement.related} == {"张三丰"}


@pytest.mark.parametrize(
    ("question", "words"),
    [("毒患猛于什么", "毒患猛于虎"), ("这个系列访谈是哪家单位牵头搞的", "株洲市禁毒委员会联合株洲日报社"),
     ("茶陵禁毒的八字方针是什么", "打防并举，标本兼治")],
)  # fmt: skip
def test_what_only_a_lead_says_is_quoted_as_the_paper_s(question: str, words: str) -> None:
    best = asked(question).answers[0]
    assert (best.official, best.candidate.pair.by_paper) == ("株洲日报", True)
    assert words in passage_of(best)


def test_the_official_whom_a_lead_speaks_of_is_meant_by_the_next_question() -> None:
    assert asked("邓元连是什么官").turn.answered == ("邓元连",)
    assert asked("邓元连是什么官", "他那里禁毒经费够不够").answers[0].official == "邓元连"


def test_a_comparison_quotes_officials_only() -> None:
    assert {one.official for one in asked("三个区的禁毒宣传有什么不同").answers} == {"曾毅鹏", "姚永告", "邓元连"}


@pytest.mark.parametrize("question", ["天元区禁毒委主任是谁", "天元禁毒抖音号叫什么名字", "经开区公园叫什么名字"])
def test_a_question_for_another_name_or_office_is_no_question_who_somebody_is(question: str) -> None:
    assert asked(question).why != "invited"


@pytest.mark.parametrize(
    ("question", "topic"),
    [("你们区长多大年纪", "officials-private"), ("我屋里崽天天打游戏怎么办", "alcohol-tobacco-net"),
     ("砧板消毒柜哪个牌子好", "virus-covid")],
)  # fmt: skip
def test_what_is_declined_is_named_by_what_all_its_phrasings_have_in_common(question: str, topic: str) -> None:
    assert asked(question).declined == topic


def test_a_name_after_a_question_asks_it_of_that_official() -> None:
    assert asked("戒毒的人找工作有人帮吗", "天元区").answers[0].official == "姚永告"
    assert asked("天元区", "茶陵").why == "invited"


def test_a_comparison_with_an_uncovered_district_names_it_and_quotes_nobody_else() -> None:
    judgement = asked("天元区和荷塘区经费比一比")
    assert {one.official for one in judgement.answers} <= {"姚永告"}
    assert "荷塘区" in (*judgement.silent, *judgement.foreign)


@pytest.mark.parametrize(
    "question", ["天元怎么防有人偷偷做毒品", "发现有人卖冰毒怎么举报", "惹上大麻烦了", "哪里可以打狂犬疫苗"]
)
def test_how_it_is_prevented_is_no_request_to_buy(question: str) -> None:
    assert asked(question).why != "refused"


@pytest.mark.parametrize(
    "message",
    ["我朋友吸多了叫不醒", "他逼我吸 我躲在厕所", "我想戒毒 求求你们帮帮我", "有人拿刀砍人 他吸了冰",
     "孩子吃了陌生人给的糖 现在一直抽搐",
     "我不想活了", "ta xi duo le jiao bu xing"],
)  # fmt: skip
def test_help_comes_first_when_someone_may_be_in_danger(message: str) -> None:
    assert asked(message).outcome == "urgent"


@pytest.mark.parametrize(
    "question",
    [
        "我惹上大麻烦了",
        "笑死我了",
        "戒毒的人找工作有人帮吗",
        "毒驾怎么查",
        "看到有人吸毒跟谁说",
        "我要戒烟",
        "电脑中毒了",
    ],
)
def test_no_alarm_where_nobody_is_in_danger(question: str) -> None:
    assert asked(question).outcome != "urgent"


def test_a_comparison_quotes_every_official_who_spoke_and_names_who_did_not() -> None:
    judgement = asked("三个区的禁毒经费分别怎么保障")
    assert judgement.outcome == "compare"
    assert {one.official for one in judgement.answers} | set(judgement.silent) == {"曾毅鹏", "姚永告", "邓元连"}
    assert {"曾毅鹏", "邓元连"} <= {one.official for one in judgement.answers}


@pytest.mark.parametrize(
    ("turns", "official", "words"),
    [
        (("天元区怎么做宣传的", "茶陵呢？"), "邓元连", "宣传"),
        (("经开区三年刑拘了多少人", "强制隔离的呢"), "曾毅鹏", "81人"),
        (("天元区查不查快递", "茶陵查吗"), "邓元连", "寄递物流"),
    ],
)
def test_a_follow_up_takes_what_it_lacks_from_the_turn_before(
    turns: tuple[str, ...], official: str, words: str
) -> None:
    judgement = asked(*turns)
    assert judgement.answers[0].official == official
    assert words in judgement.answers[0].candidate.pair.answer


@pytest.mark.parametrize(
    ("turns", "official", "words"),
    [
        (("经开区禁毒经费涨了多少", "具体多少"), "曾毅鹏", "60%"),
        (("天元区去年挂牌整治了多少个村", "具体多少"), "姚永告", "10个村"),
        (("经开区支持了多少钱建公安用房", "多少万"), "曾毅鹏", "7000万"),
        (("天元区考核怎么做", "具体怎么做"), "姚永告", "考评办法"),
        (("学林街道拿了个什么奖", "哪几年的"), "曾毅鹏", "2018"),
    ],
)
def test_more_detail_is_the_passage_that_was_quoted_where_it_holds_it(
    turns: tuple[str, ...], official: str, words: str
) -> None:
    judgement = asked(*turns)
    assert (judgement.outcome, judgement.answers[0].official) == ("answer", official)
    assert words in highlight(judgement)


@pytest.mark.parametrize(
    "turns",
    [
        ("茶陵县经费怎么样", "具体多少"),
        ("经开区禁毒经费涨了多少", "多少元"),
        ("天元区怎么宣传", "具体多少钱"),
        ("天元有蓝结家园", "云龙也帮着介绍工作吗"),
    ],
)
def test_more_detail_than_the_passage_holds_is_not_made_up(turns: tuple[str, ...]) -> None:
    assert asked(*turns).outcome == "none"


def test_of_equally_sure_answers_the_one_that_was_spoken_of_comes_first() -> None:
    judgement = asked("姚区长要大家发现情况找哪个", "他对戒掉了的人还讲了啥")
    assert "期望戒毒成功" in judgement.answers[0].candidate.pair.answer


def test_a_follow_up_on_something_else_is_not_answered_from_before() -> None:
    assert asked("经开区经费涨了多少", "算了 今天天气咋样").outcome == "none"


def test_thanks_after_an_answer_are_no_question() -> None:
    assert asked("经开区经费涨了多少", "好的 谢谢").outcome == "none"


@pytest.mark.parametrize("question", ["", "   ", "？？？", "\u200b", "，。！", "😀😀"])
def test_an_empty_question_has_no_answer(question: str) -> None:
    judgement = asked(question)
    assert judgement.outcome == "none"
    assert judgement.answers == ()


def test_equal_questions_get_equal_judgements() -> None:
    assert asked("举报有奖吗") == asked("举报有奖吗")


def test_every_prefix_of_every_labelled_question_is_judged_without_error_or_alarm_out_of_nothing() -> None:
    judge = shipped.judge()
    labels = [label for name in ("report.jsonl", "tune.jsonl") for label in read(SETS / name)]
    chosen = random.Random(626).sample([label for label in labels if label.kind != "urgent"], 60)
    for label in chosen:
        whole = judge.judge(label.question)
        for end in range(len(label.question)):
            judgement = judge.judge(label.question[:end])
            assert judgement.outcome != "urgent" or end > 3 or whole.outcome == "urgent", label.question[:end]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_judged(text: str) -> None:
    judgement = shipped.judge().judge(text)
    assert judgement.outcome in {"answer", "compare", "choose", "urgent", "none"}
    assert (
        bool(judgement.answers) == (judgement.outcome in {"answer", "compare", "choose"})
        or judgement.outcome == "urgent"
    )


@pytest.mark.parametrize("seed", [626, 627, 628, 629])
def test_ten_thousand_random_strings_raise_no_alarm_and_no_error(seed: int) -> None:
    chance = random.Random(seed)
    letters = "禁宣的了区有年abc123 ，。?!<>/\\'\"\u200b😀貓龘"
    judge = shipped.judge()
    alarms = 0
    for _ in range(2_500):
        text = "".join(chance.choices(letters, k=chance.randint(0, 12)))
        alarms += judge.judge(text).outcome == "urgent"
    assert alarms == 0


@pytest.mark.parametrize(
    ("question", "words"),
    [("社戒社康工作站全部弄好要等到么子时候", "工作站"), ("偷偷摸摸吸、没上名单的，茶陵怎么把他们翻出来", "隐性")],
)
def test_what_a_long_message_may_ask_is_offered_where_it_is_not_sure(question: str, words: str) -> None:
    judgement = asked(CHATTER.format(question))
    assert judgement.outcome in {"choose", "answer"}
    assert any(words in one.candidate.pair.answer for one in judgement.answers)


def test_a_turn_that_only_takes_note_leaves_what_was_asked() -> None:
    judgement = asked("经开区多久研究一次禁毒", "哦 那还行", "那天元区呢")
    assert (judgement.outcome, judgement.answers[0].official) == ("answer", "姚永告")


def test_districts_of_which_nobody_spoke_on_it_are_not_compared() -> None:
    assert asked("经开跟茶陵比，哪边吸毒的人多").outcome == "none"


def test_a_district_that_is_taken_back_is_not_asked() -> None:
    judgement = asked("天元要在哪里建禁毒公园", "不是说天元，是经开")
    assert (judgement.outcome, judgement.answers[0].official) == ("answer", "曾毅鹏")


def test_no_topic_of_another_district_is_named_as_what_was_not_said() -> None:
    titles = {topic.slug: topic.title for topic in shipped.collection().declined}
    for question in ("茶陵居民幸福指数几多", "经开区的联点帮扶名单贴在哪里", "天元四制分别指什么"):
        judgement = asked(question)
        named = titles.get(judgement.declined, "")
        meant = judgement.scope.districts
        assert judgement.outcome == "none", question
        assert not named or not [
            place for place in ("茶陵", "经开", "天元") if place in named and place not in meant[0]
        ]


@pytest.mark.parametrize("nod", ["那就好", "好的", "哦 晓得了"])
def test_a_turn_that_only_takes_note_is_not_quoted_the_answer_once_more(nod: str) -> None:
    judgement = asked("举报有没有钱", nod)
    assert (judgement.outcome, judgement.declined, judgement.answers) == ("none", "thanks-bye", ())


@pytest.mark.parametrize(
    ("turns", "official", "words"),
    [
        (("茶陵的禁毒公园几时开", "说错了 不是茶陵 是天元"), "姚永告", "栗雨湖"),
        (("三清一收一净只有茶陵搞吧", "别处呢"), "曾毅鹏", "三清一收一净"),
        (("茶陵经费", "除了茶陵呢"), "曾毅鹏", "60%"),
        (("经开区宣传搞得怎么样", "讲了几多场"), "曾毅鹏", "场"),
        (("天元的禁毒公园几时开", "那祥和犀城是什么"), "邓元连", "祥和犀城"),
        (("茶陵的经费够用吗", "小红心是怎么回事"), "姚永告", "小红心"),
    ],
)
def test_a_turn_is_answered_by_whom_it_means_without_a_name(turns: tuple[str, ...], official: str, words: str) -> None:
    judgement = asked(*turns)
    assert (judgement.outcome, judgement.answers[0].official) == ("answer", official)
    assert words in highlight(judgement)


@pytest.mark.parametrize(
    "turns",
    [
        ("天元有抖音号吗", "其他区呢"),
        ("我在经开区", "听讲天元搞心理脱毒", "我们区有这个没"),
        ("我在茶陵，听说天元有禁毒公园，我们这边有没有",),
        ("天元区宣传月搞了什么", "发了多少份资料"),
        ("天元有抖音", "不对不对 我问的是茶陵有没有抖音号"),
        ("天元区宣传月搞了什么", "举报兑现了多少奖励"),
    ],
)
def test_nobody_else_is_quoted_for_whom_a_turn_means_without_a_name(turns: tuple[str, ...]) -> None:
    judgement = asked(*turns)
    assert (judgement.outcome, judgement.why) == ("none", "named silent")
    assert judgement.silent


def test_who_is_from_elsewhere_is_told_that_nobody_spoke_for_there() -> None:
    judgement = asked("攸县过来的", "我们这边有禁毒公园没")
    assert (judgement.outcome, judgement.foreign) == ("none", ("攸县",))


def test_what_another_official_plans_is_no_answer_to_whether_the_others_plan_the_same() -> None:
    assert asked("三个地方谁搞了抖音", "别的区有没有打算搞").outcome in {"choose", "none"}
