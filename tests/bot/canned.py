"""A dialogue with fixed replies of all five outcomes, quoting the shipped article: a fake at the web's own port.

It knows a question by a word in it; everything else is "none". Real quotations, so that pages can be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from msgspec.structs import replace

from bot.conversation import HelpCard, HelpLine, Message, Offer, Outcome, Quote, Reply
from knowledge.model import DAMAGE_MARK, Article, District, Official

TEXT = Path(__file__).parents[2] / "knowledge" / "interviews" / "zhuzhou-2021.txt"
ZYP = Official("曾毅鹏", "株洲经开区党工委副书记、管委会主任、区禁毒委主任", "株洲经开区")
YYG = Official(
    "姚永告", "株洲高新区党工委委员、管委会副主任，天元区委副书记、区人民政府区长、区禁毒委第一副主任", "天元区"
)
DYL = Official("邓元连", "茶陵县委副书记、县人民政府县长、县禁毒委主任", "茶陵县")
HELP = HelpCard(
    "先救人：马上拨打 120",
    ("让他侧躺，头偏向一边，不要灌水、不要催吐。", "有人晕倒或叫不醒时，不要等，不要自己开车送。"),
    (HelpLine("急救", "120", "叫不醒、抽搐、呼吸困难"), HelpLine("公安报警", "110", "有人正在犯罪或有危险"),
     HelpLine("心理援助热线", "12356", "想戒毒、心里难受")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together."""

    offers: tuple[Offer, ...]
    district: str = ""
    official: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One official."""

    name: str
    office: str
    district: str
    answers: int
    article: str
    outlet: str
    said_text: str


def article() -> Article:
    return Article(
        id="zhuzhou-2021",
        title="服务“三高四新”，共筑禁毒防线 株洲经开区、天元区、茶陵县禁毒委主任访谈",
        text=TEXT.read_text(encoding="utf-8"),
        outlet="株洲日报",
        said="2021-06",
        said_inferred=True,
        said_why="文中“马上就要到6·26国际禁毒日了”“向建党100周年献礼”",
        districts=tuple(District(official.district) for official in (ZYP, YYG, DYL)),
        officials=(ZYP, YYG, DYL),
    )


def passage(start: str, after: int = 0) -> tuple[int, int]:
    """Where "甲…乙" stands in the article: from the first 甲 at or behind `after` to the end of the next 乙."""
    text, (first, _, last) = article().text, start.partition("…")
    begin = text.index(first, after)
    return begin, text.index(last or first, begin) + len(last or first)


def quotation(pair: str, official: Official, start: str, highlight: str, asked: str) -> Quote:
    """The line of the article that begins with `start`; `asked` is the line before it, from these words on."""
    text = article().text
    begin = text.index(start)
    end = text.index("\n", begin) if "\n" in text[begin:] else len(text)
    at = passage(highlight, begin)
    return Quote(
        pair=pair,
        official=official.name,
        office=official.office,
        district=official.district,
        outlet="株洲日报",
        said="2021-06",
        said_inferred=True,
        said_text="2021年6月（据文中内容推定）",
        article="zhuzhou-2021",
        article_title=article().title,
        question=slice_of(f"{asked}…？") if asked else None,
        reporter="株洲日报·掌上株洲",
        answer=text[begin:end],
        highlight=text[slice(*at)],
        highlight_at=(at[0] - begin, at[1] - begin),
        spans=((begin, end),),
        highlight_spans=(at,),
    )


def slice_of(start: str) -> str:
    return article().text[slice(*passage(start))]


def damaged() -> Quote:
    """An answer with words left out: two pieces of the article and the mark between them."""
    whole = quotation("dyl-3", DYL, "一是隐患清理到位", "建立健全了举报奖励制度", "政法机关是打击")
    text, (begin, end) = article().text, whole.spans[0]
    gap = text.index("二是打击毒品违法犯罪的主力军", begin)
    return replace(
        whole,
        answer=text[begin:gap] + DAMAGE_MARK,
        spans=((begin, gap),),
        damage=(("stray question", gap, end),),
    )


QUOTES: dict[str, Quote] = {
    quote.pair: quote
    for quote in (
        quotation(
            "zyp-2", ZYP, "主要做法及成效体现在四个方面", "近三年禁毒经费投入…60%的增幅", "株洲经开区在禁毒方面取得了"
        ),
        quotation("zyp-4", ZYP, "近三年来，我区以“6·27”", "全体禁毒民警…参观学习14次", "青少年是受毒品侵害的"),
        quotation("zyp-5", ZYP, "毒品一日不绝", "毒品一日不绝，禁毒一刻不止。", ""),
        quotation("yyg-1", YYG, "区委、区政府高度重视", "帮扶吸毒人员就业的…推进。", "姚区长您好"),
        quotation("yyg-4", YYG, "天元区禁毒宣传月活动", "其中“天元禁毒”…位列前十。", "下面再请您谈谈天元区"),
        quotation("dyl-2", DYL, "一是高度重视。县委常委会", "将禁毒工作经费…足额保障。", "茶陵取得了如此成绩"),
        quotation("dyl-4", DYL, "茶陵县全面落实省市", "组织开展了毒品预防…动员数万人参与", "茶陵在毒品预防教育及"),
        damaged(),
    )
}
LABELS = {
    "zyp-2": "禁毒经费投入涨了多少",
    "zyp-4": "怎样让青少年识毒防毒",
    "zyp-5": "下一步有什么决心",
    "yyg-1": "戒毒人员就业有人帮吗",
    "yyg-4": "天元区抖音号叫什么",
    "dyl-2": "茶陵县禁毒经费怎么保障",
    "dyl-4": "茶陵县学校里搞了哪些活动",
    "dyl-3": "茶陵县有举报奖励吗",
}
PINYIN = {"jdjf": "zyp-2", "jindu": "zyp-2", "dyh": "yyg-4", "jbjl": "dyl-3"}


def offer(pair: str) -> Offer:
    return Offer(LABELS[pair], LABELS[pair], pair)


def plain(outcome: Outcome, intro: str, *pairs: str) -> str:
    """The reply as a channel without pages would show it."""
    quotes = (QUOTES[pair] for pair in pairs)
    help_lines = [f"{line.name}：{line.number}" for line in HELP.lines] if outcome == "urgent" else []
    return "\n".join([*help_lines, intro, *(f"“{quote.highlight}”\n——{quote.source_line}" for quote in quotes)])


def said(outcome: Outcome, intro: str, *pairs: str) -> Reply:
    quotes = tuple(QUOTES[pair] for pair in pairs)
    return Reply(outcome, plain(outcome, intro, *pairs), intro=intro, confidence=0.9 if pairs else 0.1, answers=quotes)


def numbered(number: int, pair: str) -> Offer:
    """A choice as the real dialogue words it: its text is a number."""
    quote = QUOTES[pair]
    return Offer(f"{quote.official}（{quote.district}）谈“{LABELS[pair]}”", str(number), pair)


NONE = replace(
    said("none", "访谈里没有谈到这个问题。"), related=(numbered(1, "yyg-1"), numbered(2, "dyl-2")), silent=("醴陵市",)
)  # fmt: skip
NEXT = (Offer("那茶陵呢", "那茶陵呢"), Offer("他还说了什么", "他还说了什么"))
YOUTH = ("zyp-4", "yyg-4", "dyl-4")
COMPARED = replace(said("compare", "三位官员的说法并排如下。", *YOUTH), silent=("醴陵市", "攸县"))
CHOICE = replace(
    said("choose", "几位官员都谈到过，您想问哪一条？", *YOUTH),
    offers=tuple(numbered(n, p) for n, p in enumerate(YOUTH, 1)),
)
REPLIES: tuple[tuple[str, Reply], ...] = (
    ("叫不醒", replace(said("urgent", "访谈里谈到了戒毒后的帮扶：", "yyg-1"), help=HELP)),
    ("都怎么", COMPARED),
    ("学校", CHOICE),
    ("举报", said("answer", "", "dyl-3")),
    ("经费", replace(said("answer", "", "zyp-2", "dyl-2"), offers=(numbered(1, "dyl-2"), *NEXT))),
    ("抖音", said("answer", "", "yyg-4")),
    ("决心", said("answer", "", "zyp-5")),
)
WELCOME = Reply(
    "none",
    "您好！我用官员接受报纸采访时的原话回答禁毒工作的问题，一字不改。",
    kind="notice",
    intro="您好！我用官员接受报纸采访时的原话回答禁毒工作的问题，一字不改。访谈里没有的，我会直说没有。",
    offers=tuple(Offer(LABELS[pair], LABELS[pair]) for pair in ("zyp-2", "yyg-4", "yyg-1")),
)
LINES = {"too_long": "问题太长了，请控制在 500 个字以内。", "too_fast": "您问得太快了，请歇一会儿再问。"}


@dataclass
class CannedDialogue:
    """Answers by a word in the question; keeps what it was asked, judged and told to forget."""

    asked: list[Message] = field(default_factory=list)
    judged: list[tuple[int, bool, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, message: Message) -> Reply:
        with self._lock:
            self.asked.append(message)
            record = len(self.asked)
        reply = next((reply for word, reply in REPLIES if word in message.text), NONE)
        return replace(reply, record=record, ms=0.1)

    def whole(self, pair_id: str, visitor: str = "") -> Reply | None:
        quote = self.quote(pair_id)
        return Reply("answer", quote.answer, kind="whole", answers=(quote,)) if quote else None

    def pick(self, visitor: str, pair_id: str) -> Reply | None:
        return said("answer", "", pair_id) if pair_id in QUOTES else None

    def quote(self, pair_id: str) -> Quote | None:
        return QUOTES.get(pair_id)

    def feedback(self, record: int, good: bool, reason: str = "") -> bool:
        known = record <= len(self.asked)
        if known:
            self.judged.append((record, good, reason))
        return known

    def forget(self, visitor: str) -> None:
        self.forgotten.append(visitor)

    def notice(self, name: str) -> Reply:
        if name == "welcome":
            return WELCOME
        return Reply("none", LINES[name], kind="notice", intro=LINES[name])

    def topics(self) -> tuple[Group, ...]:
        quotes = QUOTES.values()
        by_official = (
            Group(tuple(offer(q.pair) for q in quotes if q.official == one.name), one.district, one.name)
            for one in (ZYP, YYG, DYL)
        )
        return (
            *by_official,
            Group((Offer("各地都怎么宣传", "各地都怎么宣传"), offer("yyg-4")), subject="宣传教育"),
        )

    def officials(self) -> tuple[Card, ...]:
        where = ("zhuzhou-2021", "株洲日报", "2021年6月（据文中内容推定）")
        return tuple(Card(one.name, one.office, one.district, 4, *where) for one in (ZYP, YYG, DYL))

    def suggest(self, typed: str, limit: int = 6) -> tuple[Offer, ...]:
        found = [pair for pair, label in LABELS.items() if typed in label]
        found += [pair for letters, pair in PINYIN.items() if letters.startswith(typed) and len(typed) > 1]
        return tuple(offer(pair) for pair in dict.fromkeys(found))[:limit]


class CannedArticles:
    """One stored article."""

    def article(self, article_id: str) -> Article | None:
        return article() if article_id == "zhuzhou-2021" else None
