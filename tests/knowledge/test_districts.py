"""Which district an official speaks for, read from the office, the title and the lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import formats
from knowledge.districts import district_in, district_near
from knowledge.model import District
from knowledge.sidecar import OfficialNote, Sidecar
from knowledge.transcript import read_interview
from tests.knowledge.gold import SHIPPED

QUESTION = "\n记者：水清了吗？\n孙文静：清了，比去年清得多。\n"


@pytest.mark.parametrize(
    ("office", "district"),
    [
        ("海棠县委副书记、县人民政府县长、县禁毒委主任", "海棠县"),
        ("海棠市市长", "海棠市"),
        ("东江省海棠市梅岭区委书记", "梅岭区"),
        ("海棠市委常委、梅岭区委书记", "梅岭区"),
        ("海棠市副市长、梅岭区委书记", "梅岭区"),
        ("海棠高新区党工委委员、管委会副主任，梅岭区委副书记、区长", "梅岭区"),
        ("海棠经开区管委会主任", "海棠经开区"),
        ("海棠县城关镇镇长", "海棠县"),
        ("中共梅岭区委书记", "梅岭区"),
        ("国家税务总局海棠市税务局局长", "海棠市"),
        ("海棠市城市管理和综合执法局局长", "海棠市"),
        ("海棠市市场监督管理局局长", "海棠市"),
        ("通道侗族自治县县长", "通道侗族自治县"),
        ("攸县县委书记", "攸县"),
        ("盐城市市长", "盐城市"),
        ("枣庄市市中区区长", "市中区"),
        ("湖南海棠县公安局局长", "海棠县"),
        ("吉林市公安局局长", "吉林市"),
        ("臺南市毒品危害防制中心主任", "臺南市"),
        ("市城市管理局局长", ""),
        ("海棠市公安局梅岭分局局长", ""),
        ("市禁毒办主任", ""),
        ("县农业农村局局长", ""),
        ("区人民政府区长", ""),
        ("经济技术开发区管委会主任", ""),
        ("省农科院研究员", ""),
        ("青山社区主任", ""),
        ("海绵城市办公室主任", ""),
        ("国家发展改革委政研室副主任", ""),
    ],
)
def test_the_district_is_the_place_of_the_main_office(office: str, district: str) -> None:
    assert district_in(office) == district


@pytest.mark.parametrize(
    ("office", "text", "district"),
    [
        ("区长", "近日，梅岭区委副书记、区长孙文静做客直播间。", "梅岭区"),
        ("市禁毒办主任", "海棠市禁毒工作访谈", "海棠市"),
        ("县水利局局长", "记者来到海棠县，看了三条河。", "海棠县"),
        ("县水利局局长", "记者先后走访海棠县，石桥县，看了三条河。", ""),
        ("县水利局局长", "记者来到海棠市，看了三条河。", ""),
        ("局长", "记者来到海棠县，看了三条河。", ""),
        ("省水利厅厅长", "记者来到海棠县，看了三条河。", ""),
        ("县长", "我们县，本县，全县都来了。", ""),
        ("区长", "对话区长", ""),
    ],
)
def test_an_office_that_says_only_which_kind_takes_the_one_place_of_the_lead(
    office: str, text: str, district: str
) -> None:
    assert district_near(office, [text]) == district


@given(st.text("海棠梅岭省市县区委局长书记主任、，和 ", max_size=40))
def test_a_district_stands_in_its_office(office: str) -> None:
    assert district_in(office) in office


def test_the_shipped_article_gives_its_districts_without_a_sidecar() -> None:
    document = formats.read_file(SHIPPED)
    article = read_interview("a", document.title, document.text).article
    assert [one.district for one in article.officials] == ["株洲经开区", "天元区", "茶陵县"]
    assert article.districts == (District("株洲经开区"), District("天元区"), District("茶陵县"))


def test_a_sidecar_overrules_the_district_that_the_office_names() -> None:
    text = "一河清水\n——专访海棠县委书记 孙文静" + QUESTION
    notes = Sidecar(officials=(OfficialNote("孙文静", district="梅岭区"),))
    assert read_interview("a", "一河清水", text, notes).pairs[0].official.district == "梅岭区"
    notes = Sidecar(districts=(District("梅岭区", ("海棠",)),))
    assert read_interview("a", "一河清水", text, notes).pairs[0].official.district == "梅岭区"


@pytest.mark.parametrize(
    "opening",
    [
        "近日，海棠县县长孙文静接受本报记者采访。",
        "海棠县县长孙文静接受本报记者采访。高远 摄",
        "——专访海棠县县长 孙文静",
    ],
)
def test_leads_captions_and_interview_lines_give_the_district(opening: str) -> None:
    interview = read_interview("a", "一河清水", f"一河清水\n\n{opening}\n{QUESTION}")
    assert interview.article.districts == (District("海棠县"),)
    assert not any("县市区" in doubt for doubt in interview.doubts)


def test_a_body_that_answers_in_its_own_name_has_the_district_of_that_name() -> None:
    text = "网友问：水清了吗？\n海棠县水利局答：清了。\n网友问：鱼呢？\n海棠县水利局答：多了。"
    assert [pair.official.district for pair in read_interview("a", "网友问答", text).pairs] == ["海棠县"] * 2


def test_a_district_that_cannot_be_read_is_told() -> None:
    interview = read_interview("a", "一河清水", "近日，县水利局局长孙文静接受采访。" + QUESTION)
    assert interview.pairs[0].official.district == ""
    assert [doubt for doubt in interview.doubts if "孙文静" in doubt and "县市区" in doubt and "district" in doubt]
