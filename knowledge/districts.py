"""The district that an office is for: 醴陵市 of `醴陵市市长`, 天元区 of `天元区委副书记、区长`. Knows no list of them.

Of several places the one of the main office counts; an office that says 区长 and no more takes the one 区 that title
and leads name. What a sidecar says is weighed in people.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.newsroom import PROVINCES, plain

_PLACE = re.compile(r"([一-鿿]{1,12}?)(自治[县旗]|[市县区旗])")
_CLAUSE = re.compile(r"[、，,；;\s/／（）()]+")
_ABOVE = re.compile(
    r".*(?:总局|中共|[省局厅委部]|自治区|政府|人民|办公室?|中心|公司|大学|学院|学校|集团|协会|银行|法院|检察院|书记|主任|兼任?)"
)
_GENERIC = re.compile(
    r"(?:国家级|经济|技术|高新|产业|工业|农业|科技|综合|自由|贸易|保税|开发|经开|新|示范|试验|合作|功能|园|自贸|主?城|老城|中心城"
    r"|[各全我本该贵两某外省市县区山社小老厂街片])+[区县]"
    r"|.*(?:社|小|校|景|军|战|学|辖|片|街|库|灾|牧|疫|防|自治|保护|服务|旅游|度假|老|特)区|.{0,4}园区"
    r"|.{2,}[城都]市|[城都超夜上股门集菜楼车]市|.*[各全我本该贵两某邻](?:市|县)"
)
_PROVINCE = re.compile(rf"^(?:{'|'.join(PROVINCES)}|[省市县区])(?=[一-鿿]{{2}}|[一-鿿]县)")
_REAL = re.compile(r"市[中南北]区")
_HINT = re.compile(r"(?:^|[、，,；;\s])(市|县|区)|(?<!副)(市|县|区)长")
_IN_TEXT = re.compile(
    r"(?:^|[\s，。、：；“”《》（）()？！—–\-|｜·省]|在|访|来到|走进|做客|对话|连线|聚焦|[日年月])([一-鿿]{2,3}[市县区])"
)
_NO_NAME = re.compile(
    r"[我你他们这那各全本该每的了是在有和与及为到从把被让个之其一两三几]|专访|采访|记者|访谈|城乡|对话|连线|聚焦|走进|做客|来到"
)
_HEAD = re.compile(r"(?<!副)[市县区旗]长")
_SECOND = re.compile(r"(?<!副)(?:书记|主任|[局院校]长|主席)")


def district_in(office: str) -> str:
    """The place of the main office; "" if the office names none.

    >>> district_in("市委常委，高新区党工委委员、天元区委副书记、区长"), district_in("市禁毒办主任")
    ('天元区', '')
    """
    best, place = 0, ""
    bare = plain(office)
    for one, words in _segments(bare):
        rank = 3 if _HEAD.search(words) else 2 if _SECOND.search(words) else 1
        if rank > best:
            best, place = rank, one
    at = bare.find(place)
    return office[at : at + len(place)]  # as printed


def district_near(office: str, texts: Iterable[str]) -> str:
    """The one 区 (县, 市) that title and leads name, for an office that says 区 and not which; "" in doubt."""
    kinds = {kind for couple in _HINT.findall(plain(office)) for kind in couple if kind}
    found = {
        text[one.start(1) : one.end(1)]
        for text in texts
        for one in _IN_TEXT.finditer(plain(text))
        if one[1][-1] in kinds and not (_NO_NAME.search(one[1]) or _GENERIC.fullmatch(one[1]))
    }
    return found.pop() if len(found) == 1 and len(kinds) == 1 else ""


def _segments(office: str) -> Iterator[tuple[str, str]]:
    """Each place with the words of the office up to the next place."""
    place, words = "", ""
    for clause in _CLAUSE.split(office):
        found = _place_of(clause)
        if found:
            if place:
                yield place, words
            place, words = found, clause
        elif place:
            words += f"、{clause}"
    if place:
        yield place, words


def _place_of(clause: str) -> str:
    """The most specific place of `湖南省株洲市天元区人民政府`; "" for a branch somewhere: `株洲市公安局天元分局`."""
    place = ""
    for found in _PLACE.finditer(clause):
        one = _ABOVE.sub("", found[1]) + found[2]
        one = one if _REAL.fullmatch(one) else _PROVINCE.sub("", one)
        name = one.removesuffix(found[2])
        if _REAL.fullmatch(one) or (_is_named(name, found[2]) and not _GENERIC.fullmatch(one)):
            place = one
    return "" if place.endswith("市") and "分局" in clause else place


def _is_named(name: str, kind: str) -> bool:
    return len(name) >= 2 or (len(name) == 1 and kind == "县")
