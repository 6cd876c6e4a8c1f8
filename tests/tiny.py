"""A bot over two tiny interviews with fitted lines made by hand: what is likest is sure, what is unlike is silent.

Everything is real (files, SQLite, reader, search, dialogue); only the coefficients are simple enough to reckon with.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.settings import Settings
from knowledge.model import Collection, DeclinedTopic, Official, Phrasing
from retrieval.confidence import Confidence, Confidences, Lines
from retrieval.features import FEATURES
from retrieval.judge import Judge
from retrieval.trees import Trees
from retrieval.urgency import Urgency
from retrieval.urgency_fitting import urgency_table
from run_bot import House
from tests.knowledge.builders import Said, build

TIANYUAN = """禁毒访谈

——专访天元区区长 张三丰

记者：请问天元区的禁毒经费涨了多少？

张三丰：近三年禁毒经费每年增长百分之六十。都用在了学校和社区的宣传教育上，效果很好。

记者：戒毒的人怎样找工作？

张三丰：我们帮助戒毒人员学习技术、联系工厂，去年有三十个人重新上班，家里人都很高兴。
"""
CHALING = """禁毒访谈

——专访茶陵县县长 李四光

记者：请问茶陵县的快递怎么查？

李四光：全县寄递网点都装了安检机，实名收寄一件不漏，每季度检查一次。

记者：茶陵县的禁毒经费有保障吗？

李四光：禁毒经费列入了县财政预算，专款专用，今年又加了二十万元。
"""
PHRASINGS = """
[[passage]]
answer = "近三年禁毒经费"
text = "近三年禁毒经费每年增长百分之六十"
ask = ["钱多了几成", "预算涨幅"]

[[passage]]
answer = "全县寄递网点"
text = "每季度检查一次"
ask = ["多久查一回包裹"]
"""
DECLINED = """
[[topic]]
slug = "penalty"
title = "怎么罚"
near = true
reply = "访谈没有讲处罚，请看《禁毒法》。"
ask = ["拘留几天", "罚多少钱"]

[[topic]]
slug = "weather"
title = "天气"
near = false
reply = "访谈没有讲天气。"
ask = ["明天下雨吗"]
"""
FILES = {
    "tianyuan.txt": TIANYUAN,
    "tianyuan.toml": 'outlet = "株洲日报"\nsaid = "2021-06"\nsaid_inferred = true\nsaid_why = "推定"\n'
    '[[districts]]\nname = "天元区"\naliases = ["天元", "河西"]\n',
    "tianyuan.phrasings.toml": PHRASINGS.split("\n\n", maxsplit=1)[0],
    "chaling.txt": CHALING,
    "chaling.toml": 'outlet = "茶陵日报"\nsaid = "2022-05-04"\n[[districts]]\nname = "茶陵县"\naliases = ["茶陵"]\n',
    "chaling.phrasings.toml": PHRASINGS.split("\n\n")[1],
    "declined.toml": DECLINED,
}
LINES = {"answer": 0.9, "choose": 0.5, "too": 0.9, "compare": 0.5, "help": 0.9}


def line() -> Confidence:
    """Likeness alone decides: 1.0 is a confidence of 0.9997, 0.6 of 0.5, 0 of 0.000006."""
    weights = tuple(20.0 if name == "likeness" else 0.0 for name in FEATURES)
    return Confidence(
        -12.0, weights, Trees((), (), ()), Lines(**{**dict.fromkeys(Lines.__struct_fields__, 0.5), **LINES})
    )


def lines() -> Confidences:
    return Confidences(line(), line())


def calm() -> Urgency:
    """救命 is an emergency (overdose), 不想活 another (suicide); nothing else that was learned is."""
    weights = np.array([[100.0, 9.0, 0.0], [100.0, 0.0, 9.0]], dtype=np.float32)
    return Urgency(("overdose", "suicide"), (-5.0, 0.0, 0.0), {"c救命": 0, "c想活": 1}, weights, 0.5)


def write_interviews(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def furnish(folder: Path) -> dict[str, str]:
    """The interviews and the fitted lines in a folder; the environment in which run_bot uses them."""
    write_interviews(folder / "interviews")
    (folder / "confidence.json").write_text(lines().to_json(), encoding="utf-8")
    (folder / "urgency.tsv").write_text(urgency_table(calm()), encoding="utf-8")
    return {"BOT_DATABASE": str(folder / "bot.db"), "BOT_INTERVIEWS": str(folder / "interviews")}


def house(folder: Path, **more: str) -> House:
    environment = {**furnish(folder), **more}
    return House(Settings.from_env(environment), environment)


ZHANG, LI = Official("张三丰", "天元区区长", "天元区"), Official("李四光", "茶陵县县长", "茶陵县")
COLLECTION = Collection(
    version=1,
    articles=(
        (
            INTERVIEW := build(
                "tiny",
                Said("禁毒经费涨了多少？", "近三年禁毒经费每年增长百分之六十。|都用在了学校的宣传上。", ZHANG),
                Said("戒毒的人怎样找工作？", "我们帮助戒毒人员学习技术、联系工厂。", ZHANG),
                Said("快递怎么查？", "全县寄递网点都装了安检机。|每季度检查一次。", LI),
            )
        ).article,
    ),
    pairs=INTERVIEW.pairs,
    phrasings=(Phrasing("钱多了几成", "tiny-1", 0), Phrasing("多久查一回包裹", "tiny-3", 1)),
    declined=(DeclinedTopic("penalty", "怎么罚", "访谈没有讲处罚。", ("拘留几天", "罚多少钱")),),
)
MONEY, WORK, PARCELS = "tiny-1", "tiny-2", "tiny-3"


def judge(collection: Collection = COLLECTION) -> Judge:
    return Judge(collection, lines(), calm())
