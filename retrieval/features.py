"""What speaks for and against one candidate, as named numbers. Values only; the search fills them in."""

from __future__ import annotations

from msgspec import Struct


class Features(Struct, frozen=True):
    """What speaks for and against one candidate. Names as `ask --explain` prints them."""

    score: float = 0.0  # this candidate's score
    best: float = 0.0  # its best document's score
    words: float = 0.0  # that document's coverage by words
    characters: float = 0.0
    sounds: float = 0.0
    margin: float = 0.0  # score less the best other candidate's within the scope
    declined: float = 0.0  # the best declined topic's score
    over_declined: float = 0.0  # score less that
    declined_wins: float = 0.0  # how far the declined topic is ahead, 0 where it is not
    elsewhere: float = 0.0  # how far a pair outside the scope is ahead, 0 where none is
    known: float = 0.0  # share of the question's word weight found anywhere in this pair's documents
    passage_known: float = 0.0  # share found in the matched passage and its phrasings
    text_known: float = 0.0  # share found in the printed words of that passage
    missing: float = (
        0.0  # the weight of the heaviest word that passage and phrasings lack, as a share of the highest weight
    )
    declined_word: float = (
        0.0  # the weight of the heaviest word that declined topics hold and this pair does not, as a share
    )
    unknown: float = 0.0  # share found nowhere in the collection
    answered: float = 0.0  # share of the best document's word weight that the question holds
    likeness: float = 0.0  # Dice coefficient of characters and pairs with the best document
    votes: float = 0.0  # share of the ten nearest documents that are this pair's
    declined_votes: float = 0.0
    passage: float = 0.0  # the best score of a passage's own words
    scoped: float = 0.0  # 1 where the question names an official or district
    length: float = 0.0  # log(1 + characters) of the question without names
    few_words: float = 0.0  # 1 where at most one content word is left
    no_number: float = 0.0  # asks how many, the passage holds no number
    no_money: float = 0.0  # asks how much money, the passage speaks of none
    new_number: float = 0.0  # share of the question's numbers that the answer does not hold
    other_time: float = 0.0  # asks for a year or a time that the articles do not speak of
    no_list: float = 0.0  # asks for several names, the passage names none side by side
    no_time: float = 0.0  # asks when, the passage holds no time
    no_reason: float = 0.0  # asks why, the passage gives no reason
    no_place: float = 0.0  # asks where, the passage holds no word for a place
    no_contact: float = 0.0  # asks for a number or address to reach somebody, the answer holds none
    strange_kind: float = 0.0  # 1 where it asks for a kind of detail that none of the best documents asks for
    narrower: float = 0.0  # kinds of detail that the best document asks for and the question does not, in thirds
    last_missing: float = 0.0  # 1 where passage and phrasings lack the question's last content word
    declined_likeness: float = 0.0  # Dice coefficient with the best declined phrasing
    likely: float = 0.0  # log-probability of the pair given the question, by what all its phrasings have in common
    likely_margin: float = 0.0  # that less the best other pair's within the scope
    likely_declined: float = 0.0  # the same of the best declined topic
    likely_over_declined: float = 0.0  # likely less that
    asks_how: float = 0.0
    asks_whether: float = 0.0
    asks_where: float = 0.0
    asks_when: float = 0.0
    asks_who: float = 0.0
    asks_number: float = 0.0
    asks_name: float = 0.0
    asked_before: float = 0.0  # log-share of its passage's phrasings that ask for the rarest kind of detail it asks for
    alike: float = 0.0  # share of the nearest documents that ask for the same detail which are this pair's
    declined_alike: float = 0.0  # share of them that are declined topics'
    alike_over_declined: float = 0.0  # the logarithm of how much more there is of the former
    alike_margin: float = 0.0  # how far the best of this pair's that asks for the same detail is ahead of declined ones
    follows: float = 0.0  # 1 after an earlier turn
    stays: float = 0.0  # 1 where the earlier turn was answered with this pair
    to_other: float = 0.0  # 1 where the turn goes over to an official who did not answer the earlier one
    compares: float = 0.0  # 1 where several officials are asked the same, one after the other
    own_run: float = 0.0  # the longest run of it that this answer holds and those meant before never said, in tens
    own_name: float = 0.0  # the same of what this answer puts in quotation marks
    echo: float = 0.0  # share of the question's different characters that stand in the earlier turn's
    sure: float = 0.0  # score times known
    near: float = 0.0  # how near in meaning the question comes to the best of its documents, a cosine
    near_margin: float = 0.0  # that less how near it comes to the best declined phrasing
    near_passage: float = 0.0  # how near it comes to the printed words of the passage
    covers: float = 0.0  # share of the question that the best of its documents means too
    covers_margin: float = 0.0  # that less the share that the best declined phrasing means
    passage_covers: float = 0.0  # share that the printed words of the passage mean
    run: float = 0.0  # the longest run of characters that stands in the question and in the passage, in tens
    run_share: float = 0.0  # that run as a share of the question
    curated: bool = False  # the pair has many phrasings: tells which coefficients hold, and is none of the values

    def values(self) -> tuple[float, ...]:
        """In the order of FEATURES."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = tuple(name for name in Features.__struct_fields__ if name != "curated")
