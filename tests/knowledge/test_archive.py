from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from knowledge.archive import OtherInterview, plan, save_interview, withdraw
from knowledge.collection import (
    UnknownArticle,
    changes_since,
    load_collection,
    pairs_ever,
    pairs_of,
    shelf,
    stored_article,
    stored_pair,
    version,
)
from knowledge.curation import add_phrasing, kept_phrasing, phrasing_history
from knowledge.model import Interview, Official
from knowledge.store import Store
from tests.knowledge.builders import Said, build, fresh_store

FUNDS = Said("经费涨了多少？", "近三年禁毒经费每年增长百分之六十。|都用在宣传教育上。")
HELP = Said("怎样帮扶？", "我们帮助戒毒人员找工作。|蓝结家园正在推进。")
CLOSING = Said(None, "毒品一日不绝，禁毒一刻不止。")


def test_what_is_saved_is_loaded_again_value_by_value() -> None:
    store = fresh_store()
    interview = build("a", FUNDS, Said("损？", "前面#and#后面。"), CLOSING, Said(None, "引语一句。", quotation=True))
    saved = save_interview(store, interview, "a.txt")
    collection = load_collection(store)
    assert saved.status == "new"
    assert collection.pairs == interview.pairs
    assert collection.quotations == interview.quotations
    assert collection.articles == (saved.interview.article,)
    assert replace(collection.articles[0], sha256="") == interview.article
    assert collection.version == version(store) == 1


def test_an_empty_archive_loads_as_an_empty_collection() -> None:
    collection = load_collection(fresh_store())
    assert (collection.version, collection.articles, collection.pairs, collection.declined) == (0, (), (), ())


def test_articles_come_by_id_and_pairs_in_print_order() -> None:
    store = fresh_store()
    save_interview(store, build("b", FUNDS, HELP), "b.txt")
    save_interview(store, build("a", *(Said("问", f"第{number}条回答。") for number in range(12))), "a.txt")
    assert [pair.id for pair in load_collection(store).pairs] == [*(f"a-{n}" for n in range(1, 13)), "b-1", "b-2"]


def test_the_same_interview_again_is_unchanged_and_adds_no_version() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    assert save_interview(store, build("a", FUNDS), "a.txt").status == "unchanged"
    assert version(store) == 1


def test_a_new_date_in_the_sidecar_is_a_correction() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    assert save_interview(store, build("a", FUNDS, said="2021-07"), "a.txt").status == "corrected"
    assert load_collection(store).articles[0].said == "2021-07"


def test_a_corrected_copy_keeps_the_ids_of_its_pairs_when_one_is_added_before_them() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS, HELP), "a.txt")
    saved = save_interview(store, build("a", Said("新问？", "完全不同的一段新回答。"), FUNDS, HELP), "a.txt")
    answers = {pair.answer: pair.id for pair in load_collection(store).pairs}
    assert saved.status == "corrected"
    assert answers[FUNDS.answer.replace("|", "")] == "a-1"
    assert answers[HELP.answer.replace("|", "")] == "a-2"
    assert len(set(answers.values())) == 3


def test_the_number_of_a_pair_that_is_gone_is_not_given_away_and_comes_back_with_its_answer() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS, HELP), "a.txt")
    gone = save_interview(store, build("a", FUNDS), "a.txt")
    assert gone.retired == ("a-2",)
    assert stored_pair(store, "a-2") is None
    assert [pair.id for pair in pairs_ever(store, "a")] == ["a-1", "a-2"]
    new = save_interview(store, build("a", FUNDS, CLOSING), "a.txt").interview
    assert "a-2" not in {pair.id for pair in new.pairs}
    again = save_interview(store, build("a", FUNDS, CLOSING, HELP), "a.txt").interview
    assert [pair.id for pair in again.pairs if pair.answer.startswith("我们帮助")] == ["a-2"]


def test_a_withdrawn_article_is_gone_at_once_but_its_rows_stay() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    assert withdraw(store, "a") is True
    assert load_collection(store).pairs == ()
    assert load_collection(store).articles == ()
    assert stored_pair(store, "a-1") is None
    assert pairs_of(store, "a") == ()
    assert stored_article(store, "a") is not None
    assert store.rows("SELECT count(*) AS n FROM piece WHERE pair = 'a-1' AND role = 'answer'") == [{"n": 2}]


def test_withdrawing_twice_says_so_and_withdrawing_nothing_is_an_error() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    withdraw(store, "a")
    assert withdraw(store, "a") is False
    with pytest.raises(UnknownArticle, match="b"):
        withdraw(store, "b")


def test_importing_a_withdrawn_article_brings_it_back_but_a_start_with_the_shipped_one_does_not() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt", "shipped")
    withdraw(store, "a")
    assert save_interview(store, build("a", FUNDS), "a.txt", "shipped").status == "unchanged"
    assert save_interview(store, build("a", FUNDS, HELP), "a.txt", "shipped").status == "corrected"
    assert load_collection(store).pairs == ()
    assert save_interview(store, build("a", FUNDS, HELP), "a.txt").status == "restored"
    assert len(load_collection(store).pairs) == 2


def test_another_interview_under_a_used_id_is_refused_unless_the_old_one_was_withdrawn() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    other = build("a", Said("天气怎样？", "明天多云转晴，气温二十度。"))
    with pytest.raises(OtherInterview, match="a"):
        save_interview(store, other, "a.txt")
    assert load_collection(store).pairs == build("a", FUNDS).pairs
    withdraw(store, "a")
    save_interview(store, other, "a.txt")
    assert [pair.answer for pair in load_collection(store).pairs] == ["明天多云转晴，气温二十度。"]


def test_planning_tells_what_saving_would_do_and_does_nothing() -> None:
    store = fresh_store()
    assert plan(store, build("a", FUNDS)).status == "new"
    assert load_collection(store).articles == ()
    save_interview(store, build("a", FUNDS, HELP), "a.txt")
    planned = plan(store, build("a", HELP))
    assert (planned.status, planned.retired, planned.interview.pairs[0].id) == ("corrected", ("a-1",), "a-2")
    assert version(store) == 1


def test_an_interview_that_the_database_refuses_leaves_nothing_behind() -> None:
    store = fresh_store()
    twice = build("a", FUNDS, HELP)
    broken = replace(twice, pairs=(twice.pairs[0], replace(twice.pairs[1], id="a-1")))
    with pytest.raises(sqlite3.IntegrityError):
        save_interview(store, broken, "a.txt")
    for table in ("article", "pair", "piece", "passage", "official", "district", "note", "change"):
        assert store.rows(f"SELECT * FROM {table}") == []


def test_a_taught_phrasing_stays_with_its_passage_when_passages_move() -> None:
    store = _taught(build("a", FUNDS), passage=1)
    changed = Said(FUNDS.question, "先说一句总的情况吧。|" + FUNDS.answer)
    saved = save_interview(store, build("a", changed), "a.txt")
    assert kept_phrasing(store, 1).passage == 2
    assert saved.interview.doubts == ()
    assert load_collection(store).phrasings[0].passage == 2


def test_a_taught_phrasing_follows_a_slightly_corrected_passage() -> None:
    store = _taught(build("a", FUNDS), passage=0)
    save_interview(store, build("a", replace(FUNDS, answer=FUNDS.answer.replace("每年增长", "每年都增长"))), "a.txt")
    assert kept_phrasing(store, 1).passage == 0
    assert kept_phrasing(store, 1).passage_text == "近三年禁毒经费每年都增长百分之六十。"


def test_a_taught_phrasing_whose_passage_is_gone_goes_to_the_whole_answer_with_a_doubt_and_returns_with_it() -> None:
    long = Said("问？", "第一句话说的是学校里的宣传。|第二句话说的是街道上的巡查。|第三句话说的是医院里的帮扶工作。")
    store = _taught(build("a", long), passage=0)
    without = replace(long, answer=long.answer.partition("|")[2])
    saved = save_interview(store, build("a", without), "a.txt")
    assert kept_phrasing(store, 1).passage is None
    assert "钱多了几成" in saved.interview.doubts[0]
    assert shelf(store)[0].doubts == saved.interview.doubts
    assert save_interview(store, build("a", without), "a.txt").status == "unchanged"
    save_interview(store, build("a", long), "a.txt")
    assert kept_phrasing(store, 1).passage == 0


def test_a_taught_phrasing_of_a_pair_that_is_gone_is_told_kept_and_not_used() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS, HELP), "a.txt")
    add_phrasing(store, "a-2", "找活干", who="李四")
    saved = save_interview(store, build("a", FUNDS), "a.txt")
    assert "找活干" in saved.interview.doubts[0]
    assert "a-2" in saved.interview.doubts[0]
    assert load_collection(store).phrasings == ()
    assert len(phrasing_history(store, "a-2")) == 1


def test_a_corrected_name_of_an_official_replaces_the_former_one() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    renamed = replace(FUNDS, official=Official("张叁", "区长", "天元区"))
    save_interview(store, build("a", renamed), "a.txt")
    assert load_collection(store).articles[0].officials == (Official("张叁", "区长", "天元区"),)
    assert load_collection(store).pairs[0].official.name == "张叁"


def test_changes_since_a_version_are_the_later_ones_in_order() -> None:
    store = fresh_store()
    save_interview(store, build("a", FUNDS), "a.txt")
    add_phrasing(store, "a-1", "钱呢", who="李四")
    withdraw(store, "a")
    assert [(c.version, c.what, c.ref) for c in changes_since(store, 1)] == [
        (2, "phrasing", "1"),
        (3, "withdrawn", "a"),
    ]


def test_the_shelf_counts_what_each_article_gives() -> None:
    store = fresh_store()
    interview = build("a", FUNDS, CLOSING, Said(None, "引语一句。", quotation=True), doubts=("请核对",))
    save_interview(store, interview, "a.txt")
    entry = shelf(store)[0]
    assert (entry.pairs, entry.statements, entry.quotations, entry.file) == (1, 1, 1, "a.txt")
    assert (entry.repairs, entry.doubts, entry.withdrawn_at) == (("接上了断句",), ("请核对",), "")


def test_a_reader_never_sees_half_an_import(tmp_path: Path) -> None:
    path = str(tmp_path / "bot.db")
    writer, reader = fresh_store(path), Store(path)
    versions: list[Interview] = [build("a", *(replace(FUNDS, question=f"问{n}") for _ in range(30))) for n in range(6)]

    def write() -> None:
        for interview in versions:
            save_interview(writer, interview, "a.txt")

    thread = threading.Thread(target=write)
    thread.start()
    while thread.is_alive():
        collection = load_collection(reader)
        assert len({pair.question for pair in collection.pairs}) <= 1
        assert len(collection.pairs) in (0, 30)
    thread.join()


def _taught(interview: Interview, passage: int) -> Store:
    store = fresh_store()
    save_interview(store, interview, "a.txt")
    add_phrasing(store, "a-1", "钱多了几成", who="李四", passage=passage)
    return store


@pytest.mark.parametrize("mark", ["\x1d", "\x1e", "\x1f", "\x1d1\x1fa-1\x1f"])
def test_marks_between_what_the_database_joins_are_read_as_any_other(mark: str) -> None:
    store = fresh_store()
    interview = build(f"河{mark}东", Said("问？", f"前面{mark}后面。|第二句。"), FUNDS)
    save_interview(store, interview, "a.txt")
    assert load_collection(store).pairs == interview.pairs
