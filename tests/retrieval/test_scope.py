"""Which district, office or official a question names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Collection, Official
from retrieval.scope import ScopeReader, district_of
from tests import shipped
from tests.knowledge.builders import Said, build


def scopes() -> ScopeReader:
    return shipped.judge().evidence.scopes


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("天元区抖音号叫什么", "姚永告"),
        ("河西那边呢", "姚永告"),
        ("云龙示范区有公园吗", "曾毅鹏"),
        ("經開區的經費", "曾毅鹏"),
        ("犀城在搞什么行动", "邓元连"),
        ("天元区区长说了啥", "姚永告"),
        ("天元禁毒经费每年涨几个点", "姚永告"),
        ("天元禁毒", "姚永告"),
        ("曾主任上任以后", "曾毅鹏"),
        ("县长怎么讲", "邓元连"),
        ("ｃｈａｌｉｎｇ 有什么活动", "邓元连"),
    ],
)
def test_everyday_names_lead_to_the_official(question: str, official: str) -> None:
    assert scopes().read(question).officials == (official,)


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("姚永高说的细则", "姚永告"),
        ("曾一鹏怎么讲", "曾毅鹏"),
        ("茶岭的经费", "邓元连"),
        ("查陵快递查不查", "邓元连"),
        ("境开区有几层楼", "曾毅鹏"),
    ],
)
def test_names_typed_as_they_sound_are_understood(question: str, official: str) -> None:
    assert scopes().read(question).officials == (official,)


@pytest.mark.parametrize("question", ["醴陵市怎么做的", "炎陵縣的經費", "芦淞区禁毒委主任是谁", "长沙有禁毒公园吗"])
def test_a_district_outside_the_collection_is_named_as_such(question: str) -> None:
    scope = scopes().read(question)
    assert scope.foreign
    assert not scope.officials


@pytest.mark.parametrize(
    ("question", "district"),
    [
        ("攸县县长怎么打击毒品", "攸县"),
        ("荷塘区区长谈青少年", "荷塘区"),
        ("芦淞区长抖音号", "芦淞区"),
        ("渌口区委书记怎么看", "渌口区"),
        ("荷塘的区长怎么说", "荷塘区"),
        ("炎陵县邓县长怎么说", "炎陵县"),
        ("石峰区那个姚区长", "石峰区"),
    ],
)
def test_a_title_belongs_to_the_district_named_before_it(question: str, district: str) -> None:
    scope = scopes().read(question)
    assert (scope.foreign, scope.officials) == ((district,), ())


def test_a_person_named_in_full_is_meant_whatever_place_stands_beside() -> None:
    assert scopes().read("荷塘区和姚永告").officials == ("姚永告",)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("长沙市禁毒经费涨了多少", "长沙市"),
        ("长沙禁毒经费涨了多少", "长沙"),
        ("衡阳县青少年教育", "衡阳县"),
        ("雨花区禁毒经费", "雨花区"),
        ("岳阳楼区禁毒宣传怎么做", "岳阳楼区"),
        ("保靖禁毒宣传", "保靖"),
        ("江华瑶族自治县怎么宣传", "江华瑶族自治县"),
        ("广东省禁毒宣传怎么做", "广东省"),
        ("湘潭縣的經費", "湘潭县"),
        ("缅甸怎么打击毒品", "缅甸"),
        ("长沙市雨花区禁毒经费", "长沙市雨花区"),
        ("长沙经开区禁毒经费涨了多少", "长沙经开区"),
        ("衡阳的高新区有抖音号吗", "衡阳高新区"),
        ("盱眙县怎么宣传", "盱眙县"),
        ("请问溧水区怎么教育青少年", "溧水区"),
        ("张三市禁毒经费", "张三市"),
    ],
)
def test_a_place_elsewhere_is_named_as_such(question: str, place: str) -> None:
    scope = scopes().read(question)
    assert (scope.foreign, scope.officials) == ((place,), ())


@pytest.mark.parametrize(
    "question", ["株洲禁毒经费", "株洲市怎么宣传", "湖南省怎么教育青少年", "全省禁毒", "全国怎么做"]
)
def test_the_city_of_the_interviews_and_what_they_speak_of_are_no_place_elsewhere(question: str) -> None:
    assert scopes().read(question).is_open


@pytest.mark.parametrize(
    "question",
    ["社区戒毒怎么管", "地区毒情", "城区和郊区都查吗", "景区查毒吗", "校区里宣传吗", "辖区有几个村", "超市卖的止咳水",
     "夜市查不查", "县市区怎么考核", "我区怎么做", "全县宣传", "本市的数字", "各区县怎么做", "哪个区做得好",
     "两个县比一比", "工业区查毒吗", "老城区宣传", "我们县里怎么管", "举报通道在哪", "禁毒区域", "城市管理",
     "州里来人检查吗"],
)  # fmt: skip
def test_a_common_word_is_no_place(question: str) -> None:
    assert scopes().read(question).is_open


def test_no_phrasing_of_the_shipped_interview_is_taken_for_a_place_elsewhere() -> None:
    reader = scopes()
    wrong = [one.text for one in shipped.collection().phrasings if _is_foreign(reader, one.text)]
    assert len(wrong) <= 4, wrong  # those that do name one: 现代化的是株洲还是长沙


def _is_foreign(reader: ScopeReader, text: str) -> bool:
    scope = reader.read(text)
    return bool(scope.foreign) and not scope.officials


LILING, LUKOU = Official("王大海", "醴陵市市长"), Official("赵小江", "株洲市渌口区禁毒办主任")
YANFENG = Official("钱小川", "区禁毒委主任", "衡阳市雁峰区")


def widened() -> ScopeReader:
    said = [Said("怎么宣传？", "我们在广场设了宣传岗。", one) for one in (LILING, LUKOU, YANFENG)]
    interview = build("wide", *said)
    return ScopeReader(Collection(1, (interview.article,), interview.pairs))


def test_a_district_missing_in_the_interview_is_read_from_the_office() -> None:
    assert [district_of(one) for one in (LILING, LUKOU, YANFENG)] == ["醴陵市", "渌口区", "衡阳市雁峰区"]
    assert district_of(Official("李四", "教育部部长")) == ""


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("醴陵市怎么宣传", "王大海"),
        ("醴陵市长怎么说", "王大海"),
        ("渌口怎么做的", "赵小江"),
        ("雁峰区怎么做的", "钱小川"),
        ("衡阳市雁峰区怎么做的", "钱小川"),
    ],
)
def test_a_district_is_covered_as_soon_as_one_of_its_officials_spoke(question: str, official: str) -> None:
    scope = widened().read(question)
    assert (scope.foreign, scope.officials) == ((), (official,))


def test_a_covered_district_does_not_cover_the_city_around_it() -> None:
    assert widened().read("衡阳怎么做的").foreign == ("衡阳",)


@pytest.mark.parametrize(
    ("question", "district"), [("youxian jindu zenme yang", "攸县"), ("liling zenme zuo de", "醴陵市")]
)
def test_an_uncovered_district_in_pinyin_at_the_beginning_is_heard(question: str, district: str) -> None:
    assert scopes().read(question).foreign == (district,)


def test_what_only_sounds_like_an_uncovered_district_in_the_midst_of_pinyin_is_none() -> None:
    assert scopes().read("jindu shi bu shi youxian").foreign == ()


@pytest.mark.parametrize("question", ["今天元旦放假吗", "禁毒委主任是谁", "小区里有人吸毒", "高新技术企业"])
def test_a_name_inside_another_word_is_no_name(question: str) -> None:
    assert scopes().read(question).is_open


def test_two_districts_are_both_kept() -> None:
    assert scopes().read("云龙和天元哪个花钱多").districts == ("株洲经开区", "天元区")


@pytest.mark.parametrize(
    ("question", "officials"),
    [
        ("不是天元，是经开", ("曾毅鹏",)),
        ("不是说天元区，我问的是茶陵", ("邓元连",)),
        ("是不是天元的，还是茶陵的", ("姚永告", "邓元连")),
        ("不是天元的吗", ("姚永告",)),
    ],
)
def test_a_name_that_is_taken_back_for_another_is_not_meant(question: str, officials: tuple[str, ...]) -> None:
    assert scopes().read(question).officials == officials


def test_the_rest_holds_the_question_without_the_names() -> None:
    assert scopes().read("茶陵的快递查不查").rest == "的快递查不查"


@given(st.text(max_size=60))
def test_any_text_has_a_scope(text: str) -> None:
    scope = scopes().read(text)
    assert set(scope.officials) <= {"曾毅鹏", "姚永告", "邓元连"}
