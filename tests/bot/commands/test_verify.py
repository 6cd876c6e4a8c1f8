"""`verify` after everything that staff may do, and after what nobody may."""

from __future__ import annotations

import sqlite3

import pytest

from tests.bot.commands.running import Shell
from tests.bot.commands.test_learning import number_in

HEDONG = """禁毒访谈

——专访河东区区长 王建国

记者：请问河东区的禁毒宣传怎么做？

王建国：我们走进了三十所学校，给家长们也上了课，大家都说听得懂、记得住，效果很好。

记者：村里怎么办？

王建国：村里有大喇叭，每天早上播一次，老人家最爱听，都说比发传单管用得多。
"""


def test_nothing_that_staff_do_breaks_the_seals(shell: Shell) -> None:
    file, sidecar = shell.folder / "hedong.txt", shell.folder / "hedong.toml"
    shipped = shell.folder / "interviews" / "tianyuan.toml"

    def done(*words: str, typed: str = "") -> str:
        status, out, err = shell.run(*words, typed=typed)
        assert status == 0, (words, out, err)
        status, told, _ = shell.run("verify")
        assert status == 0, (words, told)
        return out

    file.write_text(HEDONG, encoding="utf-8")
    done("import", str(file))
    done("import", str(file))
    sidecar.write_text('outlet = "河东日报"\nsaid = "2022-06"\n[[districts]]\nname = "河东区"\n', encoding="utf-8")
    done("import", str(file))
    corrected = HEDONG.replace("三十所", "四十所").replace("王建国", "王建民")
    file.write_text(corrected, encoding="utf-8")
    done("import", str(file))
    file.write_text(corrected.partition("记者：村里")[0], encoding="utf-8")
    done("import", str(file))
    done("withdraw", "hedong")
    done("withdraw", "hedong")
    done("import", "--dry-run", str(file))
    done("import", str(file))
    taught = number_in(done("teach", "tianyuan-01", "票子翻番没", "--yes"))
    done("undo", taught)
    done("decline", "weather", "会不会下冰雹", "--yes")
    done("suggestions", "chaling-01", "--accept", "1")
    shipped.write_text(shipped.read_text(encoding="utf-8").replace("株洲日报", "株洲晚报"), encoding="utf-8")
    done("articles")
    done("withdraw", "tianyuan")
    done("ask", "钱多了几成")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE pair SET official = (SELECT max(id) FROM official) WHERE id = 'chaling-01'", "chaling-01：是谁说的"),
        ("UPDATE official SET name = '王二麻' WHERE name = '张三丰'", "tianyuan-02：是谁说的"),
        ("UPDATE article SET said = '2020-01' WHERE id = 'chaling'", "chaling：标题、媒体或日期"),
    ],
)
def test_what_was_altered_by_hand_is_named_and_the_status_is_one(shell: Shell, sql: str, told: str) -> None:
    assert shell.run("verify")[0] == 0
    with sqlite3.connect(shell.folder / "bot.db") as database:
        assert database.execute(sql).rowcount >= 1
    database.close()
    status, out, _ = shell.run("verify")
    assert status == 1
    assert told in out
