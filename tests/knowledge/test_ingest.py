from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.collection import load_collection, shelf
from knowledge.ingest import NothingToImport, article_id, files_in, import_files
from tests.knowledge.builders import fresh_store

INTERVIEW = """禁毒访谈

——专访河东区区长 张三

记者：请问河东区的禁毒经费涨了多少？

张三：近三年禁毒经费每年增长百分之六十，都用在了学校和社区的宣传教育上，效果很好。
"""


def _write(path: Path, text: str = INTERVIEW) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_goes_in_once_and_the_second_time_nothing_changes(tmp_path: Path) -> None:
    store, file = fresh_store(), _write(tmp_path / "河东 2021.txt")
    statuses = [outcome.saved.status for _ in range(2) for outcome in import_files(store, [file]) if outcome.saved]
    assert statuses == ["new", "unchanged"]
    assert [pair.id for pair in load_collection(store).pairs] == ["河东-2021-01"]
    assert shelf(store)[0].file == "河东 2021.txt"


def test_a_file_whose_name_is_no_utf8_goes_in(tmp_path: Path) -> None:
    file = _write(tmp_path / os.fsdecode(b"\xff\xfe2021.txt"))
    store = fresh_store()
    assert [outcome.refusal for outcome in import_files(store, [file])] == [""]
    assert (shelf(store)[0].article.id, shelf(store)[0].file) == ("2021", "??2021.txt")


def test_the_sidecar_is_read_and_a_change_in_it_is_a_correction(tmp_path: Path) -> None:
    store, file = fresh_store(), _write(tmp_path / "hedong.txt")
    list(import_files(store, [file]))
    _write(tmp_path / "hedong.toml", 'outlet = "河东日报"')
    outcome = next(import_files(store, [file]))
    assert outcome.saved is not None
    assert outcome.saved.status == "corrected"
    assert load_collection(store).articles[0].outlet == "河东日报"


def test_a_refused_file_does_not_keep_the_others_out(tmp_path: Path) -> None:
    store = fresh_store()
    (tmp_path / "empty.txt").write_bytes(b"")
    files = [tmp_path / "missing.txt", tmp_path / "empty.txt", _write(tmp_path / "good.txt")]
    outcomes = list(import_files(store, files))
    assert [bool(outcome.refusal) for outcome in outcomes] == [True, True, False]
    assert all(outcome.refusal.count("\n") == 0 for outcome in outcomes)
    assert "missing.txt" in outcomes[0].refusal
    assert [article.id for article in load_collection(store).articles] == ["good"]


@pytest.mark.parametrize("told", ["outlet = ", 'said = "2023-13"', "said = 2023-06-01"])
def test_a_broken_sidecar_refuses_its_file(tmp_path: Path, told: str) -> None:
    store, file = fresh_store(), _write(tmp_path / "a.txt")
    _write(tmp_path / "a.toml", told)
    assert "a.toml" in next(import_files(store, [file])).refusal
    assert shelf(store) == ()


def test_a_text_that_is_no_interview_is_told_and_not_stored(tmp_path: Path) -> None:
    store, file = fresh_store(), _write(tmp_path / "poem.txt", "床前明月光，疑是地上霜。\n\n举头望明月，低头思故乡。\n")
    outcome = next(import_files(store, [file]))
    assert outcome.saved is not None
    assert (outcome.saved.status, outcome.saved.interview.pairs) == ("no interview", ())
    assert outcome.saved.interview.doubts != ()
    assert shelf(store) == ()


def test_a_corrected_copy_that_reads_as_no_interview_does_not_wipe_out_the_stored_one(tmp_path: Path) -> None:
    store, file = fresh_store(), _write(tmp_path / "a.txt")
    list(import_files(store, [file]))
    _write(file, "只剩一行字了。")
    list(import_files(store, [file]))
    assert len(load_collection(store).pairs) == 1


def test_another_interview_in_a_file_of_the_same_name_is_refused(tmp_path: Path) -> None:
    store = fresh_store()
    other = INTERVIEW.replace("张三", "王五").replace(
        "近三年禁毒经费每年增长百分之六十，都用在了", "明年春天要修一条新路，通到"
    )
    other = other.replace("学校和社区的宣传教育上，效果很好。", "山那边的茶园，村里人盼了很多年。")
    outcomes = list(import_files(store, [_write(tmp_path / "a" / "x.txt"), _write(tmp_path / "b" / "x.txt", other)]))
    assert "x" in outcomes[1].refusal
    assert [pair.official.name for pair in load_collection(store).pairs] == ["张三"]


def test_the_same_text_under_another_name_is_a_doubt_for_a_person(tmp_path: Path) -> None:
    store = fresh_store()
    outcomes = list(import_files(store, [_write(tmp_path / "x.txt"), _write(tmp_path / "y.txt")]))
    assert outcomes[1].saved is not None
    assert "已收为报道 x" in outcomes[1].saved.interview.doubts[-1]


def test_a_dry_run_tells_everything_and_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.db"
    store, file = fresh_store(str(path)), _write(tmp_path / "a.txt")
    before = list(store.tables.conn.iterdump())
    outcome = next(import_files(store, [file], dry_run=True))
    assert outcome.saved is not None
    assert outcome.saved.interview.pairs[0].id == "a-01"
    assert list(store.tables.conn.iterdump()) == before


def test_progress_goes_from_nothing_to_everything(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    files = [_write(tmp_path / "a.txt"), _write(tmp_path / "b.txt")]
    list(
        import_files(
            fresh_store(),
            files,
            progress=lambda done, total, file: seen.append((done, total, file.name if file else "")),
        )
    )
    assert seen == [(0, 4, "a.txt"), (1, 4, "a.txt"), (2, 4, "b.txt"), (3, 4, "b.txt"), (4, 4, "")]


def test_a_folder_gives_its_readable_files_by_name_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", "a.toml", ".git/x.txt", ".hidden.txt", "photo.jpg"):
        _write(tmp_path / name)
    assert [file.name for file in files_in(tmp_path)] == ["a.md", "b.txt", "c.HTML"]


def test_a_folder_without_readable_files_is_an_error_that_names_the_kinds(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport, match=r"\.txt"):
        files_in(tmp_path)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("zhuzhou-2021", "zhuzhou-2021"),
        ("Zhuzhou 2021（终稿）", "zhuzhou-2021-终稿"),
        ("../../etc/passwd", "etc-passwd"),
        ("ＡＢ＿１", "ab-1"),
        ("！！", "article"),
        ("长" * 200, "长" * 60),
        ("a\x00b'\"%;", "a-b"),
    ],
)
def test_an_article_id_is_letters_digits_and_dashes_and_never_a_path(stem: str, expected: str) -> None:
    assert article_id(stem) == expected
    assert os.sep not in article_id(stem)
