"""What would tell who asked or who is meant is covered; the rest stays readable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import MASK, masked, without_names

OFFICIALS = frozenset({"张三丰", "曾毅鹏"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("我电话13800138000请回电", "我电话［号码］请回电"),
        ("138 0013 8000", "［号码］"),
        ("+86 138-0013-8000", "［号码］"),
        ("138\u200b0013\u200b8000", "［号码］"),
        ("1 3 8 0 0 1 3 8 0 0 0", "［号码］"),
        ("１３８００１３８０００", "［号码］"),
        ("一三八零零一三八零零零", "［号码］"),
        ("0731-2345678", "［号码］"),
        ("430202199001011234", "［证件或卡号］"),
        ("43020219900101123X", "［证件或卡号］"),
        ("写信到a.b@example.com", "写信到［邮箱］"),
        ("加微信abc_12345", "加微信［账号］"),
        ("车牌湘B12345", "车牌［车牌］"),
        ("车牌湘b12345", "车牌［车牌］"),
        ("住3栋2单元501室", "住［门牌］"),
        ("我住桂花路12号", "我住桂花路［门牌］"),
        ("建设中路118号5楼", "建设中路［门牌］"),
        ("我家在天鹅花园3栋502", "我家在［门牌］"),
        ("住在幸福小区八栋二单元", "住在［门牌］"),
        ("泰山路八十八号", "泰山路［门牌］"),
        ("5-2-1203的人吸毒", "［门牌］的人吸毒"),
        ("B3栋的住户", "［门牌］的住户"),
        ("我邻居赵铁柱在火星上养猪", f"我邻居{MASK * 2}在火星上养猪"),
        ("居住在荷塘区桂花路12号的周志强没人管", f"居住在荷塘区桂花路［门牌］的{MASK * 2}没人管"),
        ("欧阳娜娜和司马光", f"{MASK * 2}和{MASK * 2}"),
        ("买买提·艾力是不是在戒毒", f"{MASK * 2}是不是在戒毒"),
        ("举报迪丽热巴·迪力木拉提", f"举报{MASK * 2}"),
        ("zhang wei被抓了吗", f"{MASK * 2}被抓了吗"),
        ("Li Xiaohong", MASK * 2),
        ("我叫wang xiaoming", f"我叫{MASK * 2}"),
        ("我同学雷佳音吸毒", f"我同学{MASK * 2}吸毒"),
        ("谭咏梅偷东西", f"{MASK * 2}偷东西"),
        ("沈佳宜和她妈", f"{MASK * 2}和她妈"),
        ("杨二狗打人", f"{MASK * 2}打人"),
        ("我叫李小红", f"我叫{MASK * 2}"),
        ("我是王建国，想问经费", f"我是{MASK * 2}，想问经费"),
        ("我老公叫刘大伟", f"我老公叫{MASK * 2}"),
    ],
)
def test_what_leads_to_a_person_is_covered(typed: str, kept: str) -> None:
    assert masked(typed) == kept


@pytest.mark.parametrize(
    "question",
    [
        "天元区抖音号叫什么名字",
        "三年刑拘了76人是真的吗",
        "6.26那天有什么活动",
        "2021年花了100000元",
        "我是高中生",
        "我老公天天骂我",
        "蓝结家园是搞什么的",
        "幼儿园有没有讲座",
        "孩子他不听话怎么办",
        "孙子在马路边玩",
        "王老师和刘书记怎么说",
        "马家河街道在哪",
        "6月26号有什么活动",
        "周几放学，高三学生也要上课吗",
        "艾滋病怎么查",
        "建了一栋楼，还有一座公园",
        "2021-6-26那天",
        "jin du jing fei zhang le duo shao",
        "抖音 app 在哪下载 free",
        "我是VIP",
        "叫LSD的是什么",
        "张贴了多少张海报",
    ],
)
def test_a_plain_question_stays_readable(question: str) -> None:
    assert masked(question).replace("［号码］", "100000") == question


def test_the_officials_keep_their_names() -> None:
    assert masked("张三丰说了什么", OFFICIALS) == "张三丰说了什么"
    assert masked("我叫张三丰", OFFICIALS) == "我叫张三丰"
    assert masked("曾毅朋讲了什么，曾毅鹏呢", OFFICIALS) == "曾毅朋讲了什么，曾毅鹏呢", "spelt by sound"
    assert masked("司马光县在哪", frozenset({"司马光县"})) == "司马光县在哪"


SETS = Path(__file__).parents[1] / "evaluation"


def test_of_real_questions_hardly_any_is_changed() -> None:
    lines = [line for name in ("report", "tune") for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    asked = [turn for row in rows for turn in row.get("turns") or [row["q"]]]
    changed = [turn for turn in asked if masked(turn, frozenset({"曾毅鹏", "姚永告", "邓元连"})) != turn]
    assert len(changed) < 0.02 * len(asked), changed


SURNAMES = "赵刘陈杨吴徐孙朱郭郑"
GIVEN = ("铁柱", "志强", "秀英", "翠花", "海涛", "婷婷", "晓东", "咏梅", "文彬", "桂香", "敏", "刚")
TOLD = ("我邻居{}在卖那个", "{}吸毒怎么办", "举报{}贩毒", "住在村里的{}没人管", "请问{}抓到了吗", "{}和他老婆")


@pytest.mark.parametrize("told", TOLD)
def test_common_names_are_covered_wherever_they_stand(told: str) -> None:
    names = [surname + given for surname in SURNAMES for given in GIVEN]
    left = [name for name in names if name in masked(told.format(name)) or name[1:] in masked(told.format(name))]
    assert left == []


def test_half_a_surrogate_pair_is_dropped_since_no_database_takes_it() -> None:
    assert masked("经费\ud83d多少") == "经费多少"


def test_a_conversation_remembers_the_question_without_the_covers() -> None:
    assert without_names("我叫李小红,电话13800138000 经费多少") == "我叫 ,电话 经费多少"


@given(st.text(max_size=80))
def test_any_text_can_be_masked_and_stored(text: str) -> None:
    masked(text).encode("utf-8")
    assert MASK not in without_names(text)


@given(
    st.text("禁毒经费呢 ,。", max_size=20),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text("的吗啊 ,。", max_size=20),
)
def test_no_mobile_number_survives(before: str, number: str, after: str) -> None:
    assert number not in masked(before + number + after)


@given(st.from_regex(r"[1-9][0-9]{5}19[0-9]{2}[0-9]{7}[0-9X]", fullmatch=True), st.text("的吗啊 ,。", max_size=9))
def test_no_identity_number_survives(number: str, around: str) -> None:
    left = masked(around + number + around)
    assert number not in left
    assert number[:6] not in left
