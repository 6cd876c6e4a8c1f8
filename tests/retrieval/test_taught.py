"""A kept index and what was taught since: the documents of a full build, without building; never a stale one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from knowledge.model import Collection, DeclinedTopic, Phrasing
from retrieval.catalogue import Catalogue
from retrieval.documents import Document, documents_of, terms
from retrieval.formula import Hit
from retrieval.index import SMALL
from retrieval.snapshot import Ahead
from retrieval.taught import AT_MOST
from tests import tiny

ASKED = ("票子翻番没", "天元区抓了几个人", "茶陵抓了几个人", "张三丰抓人没", "包裹多久查", "piaozi", "")
PHRASINGS = st.lists(
    st.builds(Phrasing, st.sampled_from(ASKED), st.sampled_from([tiny.MONEY, tiny.PARCELS]), st.none() | st.just(0)),
    max_size=6,
)
DECLINED = st.lists(
    st.builds(
        DeclinedTopic,
        st.sampled_from(["penalty", "weather"]),
        st.just("题"),
        st.just("不答"),
        st.lists(st.sampled_from(ASKED), max_size=5).map(tuple),
    ),
    max_size=2,
    unique_by=lambda topic: topic.slug,
)
PHRASED = st.builds(
    lambda phrasings, declined: replace(tiny.COLLECTION, phrasings=tuple(phrasings), declined=tuple(declined)),
    PHRASINGS,
    DECLINED,
)
MANY = replace(tiny.COLLECTION, phrasings=tuple(Phrasing(f"第{n}种问法", tiny.WORK) for n in range(SMALL + 20)))


def taught(collection: Collection, *texts: str) -> Collection:
    return replace(collection, phrasings=(*collection.phrasings, *(Phrasing(one, tiny.MONEY, 0) for one in texts)))


def standing(catalogue: Catalogue) -> Counter[Document]:
    """The documents that a catalogue has now."""
    of_pairs = [one for pair in tiny.COLLECTION.pairs for one in catalogue.documents_of(pair.id)]
    of_topics = [catalogue.document(Hit(number, 0, 0, 0, 0)) for number in catalogue.of_topics.tolist()]
    return Counter((*of_pairs, *of_topics))


@settings(deadline=None, max_examples=60)
@given(PHRASED, PHRASED)
def test_a_kept_index_has_the_documents_of_one_built_anew(before: Collection, after: Collection) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kept"
        Catalogue.of(before, path)
        now = Catalogue.of(after, path)
        assert standing(now) == Counter(documents_of(after, now.scopes))


def test_what_was_taught_is_found_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    Catalogue.of(MANY, path)
    kept = path.read_bytes()
    now = Catalogue.of(taught(MANY, "票子翻番没"), path, Ahead(path))
    best = now.search(terms("票子翻番没"), 1)[0]
    assert now.document(best) == Document("票子翻番没", "phrasing", tiny.MONEY, 0)
    assert path.read_bytes() == kept


def test_what_was_undone_is_found_no_more(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    Catalogue.of(taught(MANY, "票子翻番没"), path)
    kept = path.read_bytes()
    now = Catalogue.of(MANY, path)
    assert now.search(terms("票子翻番没"), 9) == []
    assert not now.is_seen("票子")
    assert path.read_bytes() == kept


def test_of_a_phrasing_that_stands_twice_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    Catalogue.of(taught(MANY, "票子翻番没", "票子翻番没"), path)
    assert len(Catalogue.of(taught(MANY, "票子翻番没"), path).search(terms("票子翻番没"), 9)) == 1


def test_a_topic_that_speaks_of_all_officials_now_does_so_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    narrow, wide = ("天元抓了几个人", "天元罚款吗"), ("抓了几个人", "罚款吗", "判多久")
    topic = DeclinedTopic("arrests", "抓人", "不答", narrow)
    assert len(Catalogue.of(replace(MANY, declined=(topic,)), path).narrow) == 2
    now = Catalogue.of(replace(MANY, declined=(replace(topic, phrasings=(*narrow, *wide)),)), path)
    found = [now.document(hit) for hit in now.search(terms("抓了几个人罚款"), 9)]
    assert {one.officials for one in found if one.topic} == {()}


def test_much_is_built_anew_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    Catalogue.of(MANY, path)
    kept = path.read_bytes()
    much = taught(MANY, *(f"票子{n}番" for n in range(AT_MOST + 1)))
    assert Catalogue.of(much, path).search(terms("票子"), 1)
    assert path.read_bytes() != kept
    kept = path.read_bytes()
    assert Catalogue.of(much, path).search(terms("票子"), 1)
    assert path.read_bytes() == kept


def test_other_articles_are_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    Catalogue.of(tiny.COLLECTION, path)
    fewer = replace(tiny.COLLECTION, pairs=tiny.COLLECTION.pairs[1:], phrasings=tiny.COLLECTION.phrasings[1:])
    now = Catalogue.of(fewer, path)
    assert standing(now) == Counter(documents_of(fewer, now.scopes))
    assert tiny.MONEY not in {now.document(hit).pair_id for hit in now.search(terms("近三年禁毒经费"), 99)}


def test_without_a_file_everything_is_built(tmp_path: Path) -> None:
    assert Catalogue.of(taught(MANY, "票子翻番没")).search(terms("票子翻番没"), 9)
