"""The table: built once in a process of its own, whole or not there, never an old one."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from bot.typing.build import write
from bot.typing.desk import KeyboardDesk, build_table, own_words, table_path
from bot.typing.pinyin import PinyinKeyboard
from bot.typing.table import MemoryTable, StoredTable
from knowledge.model import Collection, Official, Pair, Phrasing
from tests.bot.typing.tables import small_table, word

PAIR = Pair("p1", "a1", "answer", Official("曾毅鹏"), "", "禁毒经费有多少？", (), "禁毒经费始终保持增幅", (), ())
COLLECTION = Collection(1, (), (PAIR,), phrasings=(Phrasing("禁毒花了多少钱", "p1"),))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = table_path(tmp_path_factory.mktemp("data") / "bot.db")
    assert build_table(path)
    return path


def test_the_built_table_gives_whole_words_first(built: Path) -> None:
    table = StoredTable.open(built)
    assert table is not None
    keyboard = PinyinKeyboard(table, own_words(COLLECTION))
    wanted = {
        "jubao": "举报", "jindu": "禁毒", "jinduzenmeban": "禁毒怎么办", "jdjf": "禁毒经费", "yituomizhi": "依托咪酯",
        "xianzhang": "县长", "lvse": "绿色", "jingkaiqudejindujingfeiyouduoshao": "经开区的禁毒经费有多少",
    }  # fmt: skip
    assert {letters: keyboard.candidates(letters)[0].text for letters in wanted} == wanted
    assert len(table.syllables) > 380
    table.close()


def test_building_again_keeps_a_fresh_table(built: Path) -> None:
    before = built.stat().st_mtime_ns
    assert build_table(built)
    assert built.stat().st_mtime_ns == before


def test_a_table_of_other_versions_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "table.sqlite"
    assert write(path, [word("举报", "ju bao", 9), word("举", "ju", 1)]) == 2
    assert StoredTable.open(path) is not None
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET stamp = 'of yesterday'")
    connection.close()
    assert StoredTable.open(path) is None


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and then nothing", b"\xff" * 5000])
def test_a_broken_file_is_no_table(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.sqlite"
    path.write_bytes(content)
    assert StoredTable.open(path) is None


def test_a_table_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OverflowError):
        write(tmp_path / "table.sqlite", [word("举报", "ju bao", 2**70)])
    assert list(tmp_path.iterdir()) == []


def test_what_a_power_cut_left_is_cleared_away(tmp_path: Path) -> None:
    old, young = tmp_path / "table.sqlite1.part", tmp_path / "table.sqlite2.part"
    for part in (old, young):
        part.touch()
    os.utime(old, (0, 0))
    write(tmp_path / "table.sqlite", [word("举", "ju", 1)])
    assert not old.exists()
    assert young.exists()


def test_stored_and_remembered_words_are_looked_up_alike(tmp_path: Path) -> None:
    words = [word("举报", "ju bao", 9), word("聚宝", "ju bao", 3), word("举", "ju", 5), word("局", "ju", 7)]
    path = tmp_path / "table.sqlite"
    write(path, words)
    stored = StoredTable.open(path)
    assert stored is not None
    remembered = type(small_table())(words)
    assert stored.words(["ju", "jubao", "bao"]) == remembered.words(["ju", "jubao", "bao"])
    assert stored.beginning("ju", 5) == remembered.beginning("ju", 5)
    assert stored.abbreviated("jb") == remembered.abbreviated("jb")
    assert stored.readings("举") == remembered.readings("举") == ("ju",)
    assert stored.syllables == remembered.syllables == {"ju"}
    stored.close()


def test_before_the_table_is_built_the_desk_knows_own_words_and_characters(tmp_path: Path) -> None:
    desk = KeyboardDesk(tmp_path / "none.sqlite", lambda: own_words(COLLECTION))
    assert desk.candidates("jindu")[0].text == "禁毒"
    assert "举" in [one.text for one in desk.candidates("ju")]
    assert not desk.is_ready


def test_while_words_are_being_read_the_desk_does_without_them_and_takes_them_up_then(built: Path) -> None:
    read = Event()
    desk = KeyboardDesk(built, lambda: own_words(COLLECTION) if read.wait(20) else {})
    desk.start()
    before = [one.text for one in desk.candidates("yituomizhi")]
    read.set()
    assert desk.wait(20)
    assert "依托咪酯" not in before[0]
    assert desk.candidates("yituomizhi")[0].text == "依托咪酯"


def test_of_too_many_words_the_most_frequent_ones_are_kept() -> None:
    said = replace(PAIR, answer="禁毒禁毒禁毒，经费始终保持增幅")
    assert list(own_words(Collection(1, (), (PAIR, said)), at_most=2)) == ["禁毒", "经费"]


def test_a_word_of_several_readings_stands_once_under_its_initials() -> None:
    table = MemoryTable([word("长", "chang", 9), word("长", "cheng", 5), word("会", "hui", 3)])
    found = PinyinKeyboard(table, {"长会": 3, "会长": 2}).candidates("ch")
    assert [one.text for one in found].count("长会") == 1


def test_a_desk_takes_up_the_table_that_is_there(built: Path) -> None:
    desk = KeyboardDesk(built, dict)
    desk.start()
    assert desk.wait(1)
    assert desk.is_ready
    assert desk.candidates("jubao")[0].text == "举报"


def test_a_desk_builds_what_is_missing_while_it_answers(tmp_path: Path) -> None:
    desk = KeyboardDesk(tmp_path / "pinyin.sqlite", dict)
    desk.start()
    assert desk.candidates("ju")
    assert desk.wait(120)
    assert desk.is_ready
    assert desk.candidates("jubao")[0].text == "举报"
