from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands import importing, knowledge, suggesting
from bot.commands.showing import BOLD, PLAIN, place_in_article
from knowledge.collection import load_collection
from knowledge.curation import add_phrasing, phrasing_history
from knowledge.model import Span
from knowledge.store import Store
from tests.knowledge.builders import fresh_store

SHIPPED = Path(__file__).parents[3] / "knowledge" / "interviews" / "zhuzhou-2021.txt"


@dataclass
class House:
    store: Store


@pytest.fixture
def house() -> House:
    return House(fresh_store())


@pytest.fixture
def filled(house: House, capsys: pytest.CaptureFixture[str]) -> House:
    assert run(house, "import", str(SHIPPED)) == 0
    capsys.readouterr()
    return house


def run(house: House, *words: str) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    for module in (knowledge, importing, suggesting):
        module.add(commands)
    args = parser.parse_args(words)
    status = args.run(args, house)
    assert isinstance(status, int)
    return status


def test_an_import_is_summed_up_for_review(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(house, "import", str(SHIPPED)) == 0
    said = capsys.readouterr().out
    for words in (
        "zhuzhou-2021：新收入",
        "问答 14 条（其中无问之答 2 条）",
        "导语引语 2 条，报纸导语 4 条",
        "2021-06（推定）",
        "修补：",
        "待核对：",
    ):
        assert words in said
    assert "suggestions zhuzhou-2021-01" in said


def test_the_second_import_says_that_nothing_changed(filled: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, "import", str(SHIPPED)) == 0
    assert capsys.readouterr().out == "zhuzhou-2021.txt → zhuzhou-2021：与库中相同，未改动\n"


def test_a_dry_run_prints_one_object_a_file_and_stores_nothing(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(house, "import", "--dry-run", "--json", str(SHIPPED)) == 0
    lines = capsys.readouterr().out.splitlines()
    told = json.loads(lines[0])
    text = SHIPPED.read_text(encoding="utf-8")
    assert len(lines) == 1
    assert set(told) == {"article", "pairs", "quotations", "leads", "repairs", "doubts"}
    assert (told["article"]["id"], told["article"]["said_inferred"]) == ("zhuzhou-2021", True)
    assert [len(told["pairs"]), len(told["quotations"]), len(told["leads"])] == [14, 2, 4]
    first = told["pairs"][0]
    assert first["answer"] == "".join(text[start:end] for start, end in first["spans"])
    assert {(damage["kind"], damage["text"].strip()) for pair in told["pairs"] for damage in pair["damage"]} >= {
        ("foreign word", "and")
    }
    assert load_collection(house.store).articles == ()


def test_a_refused_file_is_one_line_on_standard_error_and_the_status_is_one(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(house, "import", str(tmp_path / "empty.txt"), str(SHIPPED)) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "empty.txt" in said.err
    assert "合计：2 个文件，存入或更新 1 篇" in said.out
    assert len(load_collection(house.store).pairs) == 14


def test_a_folder_without_interviews_is_one_line_and_status_one(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(house, "import", str(tmp_path)) == 1
    assert ".txt" in capsys.readouterr().err


def test_a_text_that_is_no_interview_is_said_to_be_none(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "poem.txt").write_text("床前明月光，疑是地上霜。", encoding="utf-8")
    assert run(house, "import", str(tmp_path)) == 0
    assert "不是访谈，未存入" in capsys.readouterr().out


def test_articles_and_pairs_are_tables(filled: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, "articles", "--notes") == 0
    assert run(filled, "pairs", "--article", "zhuzhou-2021") == 0
    said = capsys.readouterr().out
    assert "修补：第37行与第39行" in said
    assert "共 14 条" in said
    assert "（导语引语）" not in said


def test_pairs_as_json_are_one_list_with_where_and_when(filled: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, "pairs", "--json", "--quotations") == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told) == 20
    assert (told[0]["article"], told[0]["outlet"], told[0]["official"]) == ("zhuzhou-2021", "株洲日报", "曾毅鹏")


def test_a_pair_is_shown_in_its_place_with_damage_passages_and_phrasings(
    filled: House, capsys: pytest.CaptureFixture[str]
) -> None:
    add_phrasing(filled.store, "zhuzhou-2021-12", "打得怎么样", who="李四", passage=1)
    assert run(filled, "show", "zhuzhou-2021-12", "--phrasings") == 0
    said = capsys.readouterr().out
    for words in (
        ">   97 邓元连：公安机关深入开展",
        "    95 株洲日报·掌上株洲：",
        "夹入的外文词，显示为缺损标记：“ and ”",
        "打得怎么样  〔人工添加，李四，",
    ):
        assert words in said
    assert "\x1b" not in said


def test_an_answer_that_is_printed_twice_says_where_else(filled: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, "show", "zhuzhou-2021-07") == 0
    assert "另一处重复印出：第 79 行" in capsys.readouterr().out


def test_on_a_terminal_the_words_of_the_answer_are_bold() -> None:
    text = "记者：问？\n\n张三：答一。\n\n记者：再问？"
    lines = list(place_in_article(text, (Span(10, 13),), bold=True))
    assert lines == ["     1 记者：问？", f">    3 张三：{BOLD}答一。{PLAIN}", "     5 记者：再问？"]


def test_a_withdrawn_article_is_gone_from_the_pairs_and_marked_on_the_shelf(
    filled: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(filled, "withdraw", "zhuzhou-2021") == 0
    assert "14 条问答不再出现" in capsys.readouterr().out
    assert run(filled, "withdraw", "zhuzhou-2021") == 0
    assert run(filled, "pairs") == 0
    assert run(filled, "articles") == 0
    said = capsys.readouterr().out
    assert "没有问答。" in said
    assert "已撤下 20" in said


@pytest.mark.parametrize("words", [("withdraw", "x"), ("pairs", "--article", "x"), ("show", "x"), ("suggestions", "x")])
def test_what_is_not_there_is_one_line_on_standard_error(
    filled: House, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run(filled, *words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "“x”" in said.err


def test_verify_is_quiet_on_a_sound_archive_and_names_the_place_on_an_altered_one(
    filled: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(filled, "verify") == 0
    assert "核对无误：1 篇报道，20 条问答" in capsys.readouterr().out
    with filled.store.writing():
        filled.store.execute("UPDATE pair SET answer = answer || '！' WHERE id = 'zhuzhou-2021-03'")
    assert run(filled, "verify") == 1
    said = capsys.readouterr()
    assert "zhuzhou-2021-03：回答与原文不一致" in said.out
    assert "1 处" in said.err


def test_suggestions_keep_their_numbers_and_are_used_only_when_accepted(
    filled: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(filled, "suggestions", "zhuzhou-2021-03") == 0
    assert "  2  “云龙净毒”是什么" in capsys.readouterr().out
    assert phrasing_history(filled.store) == ()
    assert run(filled, "suggestions", "zhuzhou-2021-03", "--accept", "1，3", "--who", "李四") == 0
    assert [(kept.origin, kept.added_by) for kept in phrasing_history(filled.store)] == [("suggested", "李四")] * 2
    said = capsys.readouterr().out
    assert all(f"（相似问 p{kept.id}）" in said for kept in phrasing_history(filled.store))  # as `undo` wants it
    assert run(filled, "suggestions", "zhuzhou-2021-03") == 0
    said = capsys.readouterr().out
    assert "  2  “云龙净毒”是什么" in said
    assert "“组合拳”是什么" not in said


@pytest.mark.parametrize("numbers", ["0", "99", "1,99", "x", "1,,2"])
def test_a_number_that_is_not_on_offer_accepts_nothing(
    filled: House, capsys: pytest.CaptureFixture[str], numbers: str
) -> None:
    assert run(filled, "suggestions", "zhuzhou-2021-03", "--accept", numbers) == 1
    assert numbers in capsys.readouterr().err
    assert phrasing_history(filled.store) == ()
