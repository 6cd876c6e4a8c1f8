"""Who is who."""

from __future__ import annotations

import pytest

from knowledge.mentions import in_line, in_title, nameless
from knowledge.model import District
from knowledge.newsroom import is_person
from knowledge.people import district_of
from knowledge.spellings import keys_of


@pytest.mark.parametrize(
    "name", ["曾毅鹏", "冼国栋", "欧阳明月", "黃子維", "唐鳳", "马克·沙特尔沃思", "Eben Upton", "买买提·艾力"]
)
def test_these_are_names(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "words",
    [
        "方法",
        "高度重视",
        "时间",
        "记者",
        "德國之聲",
        "任务",
        "禁毒办",
        "一二三四五",
        "",
        "王",
        "曾主任",
        "沈科长",
        "农业局",
        "税务",
    ],
)
def test_these_are_no_names(words: str) -> None:
    assert not is_person(words)


@pytest.mark.parametrize(
    ("line", "name", "office"),
    [
        ("——专访甲县委副书记、县长、县禁毒委主任 邓连", "邓连", "甲县委副书记、县长、县禁毒委主任"),
        ("——专访市禁毒办主任张三", "张三", "市禁毒办主任"),
        ("近日，甲区委书记、区长，区禁毒委主任张三丰接受记者专访。", "张三丰", "甲区委书记、区长，区禁毒委主任"),
        ("甲市公安局局长李四接受本报记者采访。王五 摄", "李四", "甲市公安局局长"),
        ("本期访谈邀请到甲市教育局副局长欧阳明月做客演播室。", "欧阳明月", "甲市教育局副局长"),
        ("嘉宾：甲市禁毒办副主任 陈新", "陈新", "甲市禁毒办副主任"),
        ("访谈嘉宾：陈新 甲市禁毒办副主任", "陈新", "甲市禁毒办副主任"),
        ("——访甲市水利局局长买买提·艾力谈治水", "买买提·艾力", "甲市水利局局长"),
        ("——访甲市水利局局长 买买提·艾力谈治水", "买买提·艾力", "甲市水利局局长"),
        ("张三，甲市禁毒办主任", "张三", "甲市禁毒办主任"),
        ("陈新（甲市卫生健康委员会主任）", "陈新", "甲市卫生健康委员会主任"),
    ],
)
def test_lines_name_a_person_and_an_office(line: str, name: str, office: str) -> None:
    assert (name, office) in [(one.name, one.office) for one in in_line(line, 0)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2018年6月26日外交部发言人陆慷主持例行记者会", "陆慷"),
        ("中国代表团发言人陆慷答记者问", "陆慷"),
        ("马克·沙特尔沃思专访：不仅仅是桌面", "马克·沙特尔沃思"),
        ("开源是无情的：谷歌Chris DiBona访谈", "Chris DiBona"),
        ("县政法委书记谭啸访谈录", "谭啸"),
        ("独家专访｜甲县禁毒办主任邹敏：戒毒不是一个人的事", "邹敏"),
        ("对话｜禁毒社工蒋小燕：陪他们走一段", "蒋小燕"),
    ],
)
def test_titles_name_the_official(title: str, name: str) -> None:
    assert [one.name for one in in_title(title)] == [name]


def test_the_office_of_a_title_has_no_date() -> None:
    assert [one.office for one in in_title("2018年6月26日外交部发言人陆慷主持例行记者会")] == ["外交部发言人"]


@pytest.mark.parametrize(
    ("names", "short", "full"),
    [
        (["ReadWrite网", "RW"], "RW", "ReadWrite网"),
        (["Eben Upton", "EU"], "EU", "Eben Upton"),
        (["Eben Upton", "Upton"], "Upton", "Eben Upton"),
        (["曾毅鹏", "曾"], "曾", "曾毅鹏"),
        (["曾毅鹏", "曾主任"], "曾主任", "曾毅鹏"),
        (["澎湃新闻", "澎湃"], "澎湃", "澎湃新闻"),
    ],
)
def test_short_labels_are_the_speaker_of_the_long_one(names: list[str], short: str, full: str) -> None:
    assert keys_of(names)[short] == full


def test_a_short_label_that_fits_two_persons_stays_as_it_is() -> None:
    assert keys_of(["王一", "王二", "王"])["王"] == "王"


def test_the_district_is_the_one_whose_name_or_alias_the_office_holds() -> None:
    districts = (District("甲区", ("甲区", "高新区")), District("甲区开发区", ("开发区",)), District("乙县", ("乙县",)))
    assert district_of("高新区党工委委员，区长", districts) == "甲区"
    assert district_of("甲区开发区主任", districts) == "甲区开发区"
    assert district_of("省长", districts) == ""
    assert district_of("省长", districts[:1]) == "甲区"


@pytest.mark.parametrize(
    ("text", "spokesman"),
    [
        ("县水利局负责人就《节水办法》答记者问", "县水利局负责人"),
        ("县水利局 县财政局有关负责人就《节水办法》答记者问", "县水利局 县财政局有关负责人"),
        ("权威解读 县水利局负责人就《节水办法》答记者问", "县水利局负责人"),
        ("《节水办法》今起施行。日前，县水利局负责同志回答了记者提问。", "县水利局负责同志"),
        ("就大家关心的问题，记者采访了县水利局有关负责人。", "县水利局有关负责人"),
        ("县水利局负责人出席会议并讲话。", ""),
    ],
)
def test_a_spokesman_without_a_name_is_named_by_the_body(text: str, spokesman: str) -> None:
    assert nameless(text) == spokesman
