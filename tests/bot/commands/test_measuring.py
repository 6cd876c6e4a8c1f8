"""`evaluate` and `tune` as typed, on a handful of labelled questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import phrases_console as say
from tests.bot.commands.running import Shell

ROWS = (
    {"id": "1", "kind": "answerable", "q": "钱多了几成", "gold": ["tianyuan-01"], "fact": "百分之六十"},
    {"id": "2", "kind": "answerable", "q": "多久查一回包裹", "gold": ["parcels"], "fact": ""},
    {"id": "3", "kind": "answerable", "q": "量子力学讲了什么", "gold": ["tianyuan-02"], "fact": ""},
    {"id": "4", "kind": "unanswerable", "q": "拘留几天", "gold": []},
    {"id": "5", "kind": "urgent", "q": "救命啊", "gold": []},
)


@pytest.fixture
def labels(tmp_path: Path) -> str:
    path = tmp_path / "mine" / "set.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    (path.parent / "answers.tsv").write_text("parcels\t全县寄递网点\n", encoding="utf-8")
    return str(path)


def bounds(folder: Path, text: str) -> str:
    path = folder / "bounds.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_figures_intervals_and_misses_are_printed(shell: Shell, labels: str) -> None:
    status, out, err = shell.run("evaluate", labels)
    assert (status, err) == (0, "")
    line = next(line for line in out.splitlines() if line.startswith("right_first"))
    assert "0.667" in line
    assert "3 题" in line
    assert "95% 区间 0.000–1.000" in line
    assert "出错的 1 题：" in out
    assert "量子力学讲了什么" in out
    assert (
        next(line for line in out.splitlines() if line.startswith("compare"))
        .rstrip()
        .endswith(say.FIGURE_TITLES["compare"])
    )


def test_only_figures_when_quiet(shell: Shell, labels: str) -> None:
    assert "量子力学" not in shell.run("evaluate", labels, "--quiet")[1]


def test_without_phrasings_their_questions_are_lost(shell: Shell, labels: str) -> None:
    _, out, _ = shell.run("evaluate", labels, "--no-phrasings")
    assert "0.000" in next(line for line in out.splitlines() if line.startswith("right_first"))


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("right_first = 0.6\nwrong = 0.1\nhelp_first = 1.0\n", 0, ""),
        ("right_first = 0.7\n", 1, "right_first 是 0.667，低于定下的 0.700\n"),
        ("right_first = 0.7\nrefused = 1.0\nright_in_three = 0.9\n", 1, "right_first 是"),
        ("false_alarm = 0.0\n", 0, ""),
        ("right_frst = 0.1\n", 1, "right_frst"),
        ("nonsense", 1, "bounds.toml"),
        ("right_first = 'x'\n", 1, "bounds.toml"),
        ("[right_first]\nlow = 1\n", 1, "bounds.toml"),
    ],
)
def test_a_figure_below_its_bound_ends_with_status_1(
    shell: Shell, labels: str, text: str, status: int, said: str
) -> None:
    found, _, err = shell.run("evaluate", labels, "--quiet", "--bounds", bounds(shell.folder, text))
    assert found == status
    assert said in err
    assert bool(err) == bool(status)


def test_bounds_that_are_not_there_are_named(shell: Shell, labels: str, tmp_path: Path) -> None:
    status, _, err = shell.run("evaluate", labels, "--quiet", "--bounds", str(tmp_path / "gone.toml"))
    assert status == 1
    assert "gone.toml" in err


@pytest.mark.parametrize("command", [("evaluate",), ("tune", "--labels")])
def test_labels_that_cannot_be_read_are_named_with_the_line(
    shell: Shell, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    status, _, err = shell.run(*command, str(path))
    assert status == 1
    assert err.startswith(f"{path}, line 1: ")
    assert err.count("\n") == 1


def test_labels_of_one_kind_cannot_be_tuned_with(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(ROWS[3]) + "\n", encoding="utf-8")
    status, _, err = shell.run("tune", "--labels", str(path), "--guard", str(path))
    assert status == 1
    assert "expected questions with and without an answer" in err
    assert not (tmp_path / "confidence.json.new").exists()
