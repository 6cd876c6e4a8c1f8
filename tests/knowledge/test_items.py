"""Items of a list inside an answer: all of them, each on its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import formats
from knowledge.model import Interview
from knowledge.transcript import read_interview

ITEMS = "清了三条河\n种了八十里芦苇\n修了六座小闸"


def interview(answer: str) -> Interview:
    text = (
        f"一河清水\n\n记者：办了哪些事？\n\n孙文静：{answer}\n\n记者：明年呢？\n\n孙文静：明年办两件事，请大家提意见。"
    )
    return read_interview("a", "一河清水", text)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("end", ["", "请大家监督。"])
def test_short_lines_behind_a_colon_are_items_of_the_answer(gap: str, end: str) -> None:
    said = "\n".join(["办了三件事：", ITEMS, end]).strip()
    found = interview(said.replace("\n", gap))
    assert [pair.answer for pair in found.pairs] == [said, "明年办两件事，请大家提意见。"]
    assert found.pairs[0].damage == ()


@pytest.mark.parametrize("mark", ["1. {}", "（{}）", "- ", "●"])
def test_an_item_without_a_full_stop_is_not_glued_to_the_paragraph_behind_it(mark: str) -> None:
    lines = [mark.format(number) + item for number, item in enumerate(ITEMS.split("\n"), 1)]
    said = "\n".join(["办了三件事：", *lines, "请大家监督。"])
    assert interview(said).pairs[0].answer == said


def test_a_sentence_broken_inside_a_list_of_sentences_is_still_joined() -> None:
    found = interview("办了两件事：\n1. 清了三条河，河边都种了芦苇。\n2. 修了六座小闸，冬天也能\n\n放水，夏天不怕淹。")
    assert found.pairs[0].answer.endswith("\n2. 修了六座小闸，冬天也能放水，夏天不怕淹。")


def test_a_heading_farther_off_than_the_items_is_none_of_them() -> None:
    found = interview(f"办了三件事：\n{ITEMS}\n\n\n还要三年")
    assert found.pairs[0].answer == f"办了三件事：\n{ITEMS}"


def test_a_heading_behind_a_sentence_is_still_nobodys_words() -> None:
    assert interview("河清了。\n\n还要三年").pairs[0].answer == "河清了。"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("a.md", "**孙文静：** 办了三件事。\n\n- 清了三条河\n- 种了八十里芦苇\n- 修了六座小闸"),
        (
            "a.html",
            "<p>孙文静：办了三件事。</p><ul><li>清了三条河</li><li>种了八十里芦苇</li><li>修了六座小闸</li></ul>",
        ),
    ],
)
def test_what_the_format_marks_as_items_stays_in_the_answer(tmp_path: Path, name: str, answer: str) -> None:
    asked = "<p>{}</p>" if name.endswith("html") else "{}\n\n"
    path = tmp_path / name
    path.write_text(asked.format("记者：办了哪些事？") + answer, encoding="utf-8")
    document = formats.read_file(path)
    pairs = read_interview("a", "一河清水", document.text, marks=document.marks).pairs
    assert [pair.answer for pair in pairs] == [f"办了三件事。\n{ITEMS}"]
