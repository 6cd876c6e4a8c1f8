"""Message and session in, reply out. Knows no channel: every channel hands it text and encodes what comes back.

Thread-safe; one for all channels of a process. Raises nothing that a visitor could cause.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from bot import choices, phrases
from bot import topics as listed
from bot.conversation import Message, Offer, Quote, Reply
from bot.explain import explained
from bot.help import HelpCards
from bot.library import Library, Shelf
from bot.masking import masked, without_names
from bot.quotes import NotVerbatim, said_text
from bot.records import Record, Records
from bot.sessions import Session, Sessions
from bot.settings import Settings
from bot.suggesting import Suggesting
from bot.understanding import command_of, number_of, spoken_district
from bot.wording import Wording, who
from knowledge.late_pairs import heads_of
from retrieval.context import KEPT_TURNS, Turn
from retrieval.judgement import Judgement
from retrieval.scope import district_of
from retrieval.words import fold

LONGEST = 500
UNRECORDED = frozenset({"telegram-inline"})  # half-typed questions
log = logging.getLogger(__name__)


class Memory(Struct, frozen=True):
    """Where a dialogue keeps things: sessions and records."""

    sessions: Sessions
    records: Records


class Dialogue:
    """Answers messages against one library. clock: seconds, for `ms` only."""

    def __init__(
        self,
        library: Library,
        memory: Memory,
        help_cards: HelpCards,
        settings: Settings,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._library, self._memory, self._help = library, memory, help_cards
        self._settings, self._clock = settings, clock
        self._suggesting = Suggesting()

    # what channels ask for

    def answer(self, message: Message) -> Reply:
        """The reply to anything a visitor says."""
        began = self._clock()
        try:
            reply = self._answer(message, self._memory.sessions.load(message.visitor))
        except NotVerbatim as error:
            log.error("not verbatim, not quoted: %s", error)  # noqa: TRY400 - the message says all, no traceback is wanted
            reply = self.notice("trouble")
        return replace(reply, ms=round((self._clock() - began) * 1000, 2))

    def whole(self, pair_id: str, visitor: str = "") -> Reply | None:
        """The whole answer of one pair; None where there is no such pair. A visitor's tap counts as a message."""
        return self.notice("too_fast") if self._is_too_fast(visitor) else self._whole(pair_id, visitor)

    def _whole(self, pair_id: str, visitor: str) -> Reply | None:
        shelf = self._library.shelf()
        quote = shelf.quote(pair_id)
        if quote is None:
            return None
        if visitor:
            self._memory.sessions.save(visitor, replace(self._memory.sessions.load(visitor), pair=pair_id))
        return self._wording(shelf).whole(quote, len(shelf.pairs[pair_id].repeats))

    def pick(self, visitor: str, pair_id: str) -> Reply | None:
        """As whole(), but one pair with the passage that fits the visitor's last question."""
        shelf = self._library.shelf()
        if self._is_too_fast(visitor):
            return self.notice("too_fast")
        known = pair_id in shelf.pairs
        return self._quoted(pair_id, visitor, self._memory.sessions.load(visitor), shelf) if known else None

    def quote(self, pair_id: str) -> Quote | None:
        """One pair with its first passage as the highlight; None where there is no such pair."""
        return self._library.shelf().quote(pair_id)

    def feedback(self, record: int, good: bool, reason: str = "") -> bool:
        """Keeps a 👍 or 👎; False where that question is not known."""
        return self._memory.records.judge(record, good, masked(reason, self._library.shelf().names))

    def forget(self, visitor: str) -> None:
        """Erases what belongs to the visitor."""
        self._memory.sessions.forget(visitor)

    def notice(self, name: str) -> Reply:
        """What the bot itself has to say: welcome, help, topics, officials, privacy, district, forget, too_fast ..."""
        shelf = self._library.shelf()
        told = {
            "help": phrases.HELP,
            "privacy": phrases.PRIVACY.format(minutes=self._settings.session_minutes, days=self._settings.keep_days),
            "forget": phrases.FORGOTTEN,
            "too_fast": phrases.TOO_FAST,
            "not_text": phrases.NOT_TEXT,
            "too_long": phrases.TOO_LONG.format(limit=LONGEST),
            "trouble": phrases.TROUBLE,
        }
        if name in told:
            return _notice(told[name])
        lists = {
            "welcome": self._welcome,
            "topics": self._topics,
            "officials": self._officials,
            "district": self._districts,
        }
        return lists.get(name, self._welcome)(shelf)

    def topics(self) -> tuple[listed.TopicGroup, ...]:
        """What can be asked, by official and then by subject."""
        shelf = self._library.shelf()
        return (*listed.by_official(shelf), *listed.by_subject(shelf))

    def officials(self) -> tuple[listed.OfficialCard, ...]:
        shelf = self._library.shelf()
        return listed.officials(shelf, {article.id: said_text(article) for article in shelf.collection.articles})

    def suggest(self, typed: str, limit: int = 6) -> tuple[Offer, ...]:
        """Questions that match what is typed so far, by characters, pinyin or initials."""
        return self._suggesting.suggest(self._library.shelf().collection, typed, limit)

    def set_district(self, visitor: str, district: str | None) -> Reply:
        """Answers of one district first; None for any."""
        session = self._memory.sessions.load(visitor)
        self._memory.sessions.save(visitor, replace(session, district=district or ""))
        return _notice(phrases.DISTRICT_SET.format(district=district) if district else phrases.DISTRICT_FREE)

    # how a message is understood

    def _answer(self, message: Message, session: Session) -> Reply:
        shelf = self._library.shelf()
        if self._is_too_fast(message.visitor):
            urgent = shelf.judge.judge(message.text[:LONGEST]).outcome == "urgent"
            return self._ask(message, session, shelf) if urgent else self.notice("too_fast")
        if len(message.text) > LONGEST:
            return self._too_long(message, session, shelf)
        district = self._district(message.text, session, shelf)
        if district is not None:
            return self.set_district(message.visitor, district or None)
        command = command_of(message.text)
        if command:
            return self._obey(command, message, session)
        number = number_of(message.text)
        if number is not None and session.choices:
            return self._pick(number, message, session, shelf)
        return self._ask(message, session, shelf)

    def _is_too_fast(self, visitor: str) -> bool:
        return self._memory.sessions.is_too_fast(visitor, self._settings.asks_per_minute)

    def _too_long(self, message: Message, session: Session, shelf: Shelf) -> Reply:
        """Asks for fewer words, unless the beginning or the end of them may be an emergency."""
        for part in (message.text[:LONGEST], message.text[-LONGEST:]):
            if shelf.judge.judge(part).outcome == "urgent":
                return self._ask(replace(message, text=part), session, shelf)
        return self.notice("too_long")

    @staticmethod
    def _district(text: str, session: Session, shelf: Shelf) -> str | None:
        """The covered district that a message fixes; "" for any, None where it fixes none."""
        spoken = spoken_district(text, session.choices)
        if spoken is None and phrases.OPEN_DISTRICT in session.choices:
            spoken = text  # an everyday name is as good as the one on the list
        if not spoken:
            return spoken
        scope = shelf.judge.evidence.scopes.read(spoken)
        return scope.districts[0] if len(scope.districts) == 1 and not scope.rest else None

    def _obey(self, command: str, message: Message, session: Session) -> Reply:
        if command == "whole":
            whole = self._whole(session.pair, message.visitor) if session.pair else _notice(phrases.NO_WHOLE)
            return whole or _notice(phrases.WITHDRAWN)
        if command in {"good", "bad"}:
            return self._thank(command == "good", message, session)
        if command == "forget":
            self.forget(message.visitor)
            return self.notice("forget")
        reply = self.notice(command)
        self._memory.sessions.save(message.visitor, replace(session, choices=choices.listed(reply.offers)))
        return reply

    def _thank(self, good: bool, message: Message, session: Session) -> Reply:
        if not session.record or not self.feedback(session.record, good):
            return self._ask(message, session, self._library.shelf())
        return _notice(phrases.THANKS_GOOD if good else phrases.THANKS_BAD)

    def _pick(self, number: int, message: Message, session: Session, shelf: Shelf) -> Reply:
        """A numbered choice: a pair is quoted, a district chosen, a question asked."""
        if not 1 <= number <= len(session.choices):
            return _notice(phrases.NO_CHOICE.format(number=number))
        chosen = session.choices[number - 1]
        district = self._district(chosen, session, shelf)
        if district is not None:
            return self.set_district(message.visitor, district or None)
        pair, is_whole = choices.read(chosen)
        if not pair:
            return self._ask(replace(message, text=chosen), session, shelf)
        if pair not in shelf.pairs:
            return _notice(phrases.WITHDRAWN)
        quoted = self._quoted(pair, message.visitor, session, shelf)
        return (self._whole(pair, message.visitor) if is_whole else None) or quoted

    def _quoted(self, pair: str, visitor: str, session: Session, shelf: Shelf) -> Reply:
        """What was chosen, with the passage that fits the last question; remembered as if it had been asked for."""
        question = session.turns[-1].question if session.turns else ""
        judged = shelf.judge.of_pair(question, pair)
        reply = self._wording(shelf).reply(Judgement("answer", 1.0, answers=(judged,)))
        turns = (*session.turns, Turn(question, (), shelf.judge.evidence.about[pair], (pair,)))[-KEPT_TURNS:]
        self._memory.sessions.save(visitor, replace(session, pair=pair, turns=turns))
        return reply

    def _ask(self, message: Message, session: Session, shelf: Shelf) -> Reply:
        judgement = shelf.judge.judge(message.text, session.turns, session.district)
        is_invited = judgement.why == "invited"
        reply = listed.invitation(judgement) if is_invited else self._wording(shelf).reply(judgement)
        record = self._record(message, judgement, shelf)
        turn = replace(judgement.turn, question=without_names(judgement.turn.question, shelf.names))
        self._memory.sessions.save(
            message.visitor, choices.after(session, replace(judgement, turn=turn), reply, record or 0)
        )
        return replace(reply, record=record, explain=explained(judgement, shelf.judge) if message.explain else ())

    def _record(self, message: Message, judgement: Judgement, shelf: Shelf) -> int | None:
        if message.channel in UNRECORDED:
            return None
        names, asked = shelf.names, "" if judgement.outcome == "urgent" else message.text
        text, plain = masked(asked, names), fold(asked)
        folded = masked(plain, names)
        if folded != plain:  # folding lays bare what odd characters hid
            text, folded = folded, fold(folded)
        pair = judgement.answers[0].candidate.pair.id if judgement.answers else ""
        return self._memory.records.add(
            Record(message.channel, text, folded, judgement.outcome, pair, judgement.declined, judgement.confidence)
        )

    def _wording(self, shelf: Shelf) -> Wording:
        return Wording(shelf, self._help.card)

    # notices that list something

    def _welcome(self, shelf: Shelf) -> Reply:
        outlets = (
            "、".join(dict.fromkeys(f"《{one.outlet}》" for one in shelf.collection.articles if one.outlet)) or "报纸"
        )
        offers = tuple(Offer(text, text) for text in phrases.EXAMPLES)
        return _listing(phrases.WELCOME.format(outlet=outlets), offers)

    def _topics(self, shelf: Shelf) -> Reply:
        offers = tuple(
            Offer(f"{who(group.official, group.district)}：{offer.label}", offer.text, offer.pair)
            for group in listed.by_official(shelf)
            for offer in group.offers
        )
        return _listing(phrases.TOPICS, offers[: choices.MOST])

    def _officials(self, _shelf: Shelf) -> Reply:
        lines = (
            phrases.OFFICIAL_LINE.format(name=card.name, office=card.office, count=card.answers)
            for card in self.officials()
        )
        return _notice("\n".join([phrases.OFFICIALS, *lines]))

    def _districts(self, shelf: Shelf) -> Reply:
        districts = (district_of(head.official) for head in heads_of(shelf.collection.pairs))
        names = dict.fromkeys(district for district in districts if district)
        offers = (
            *(Offer(name, f"{phrases.ONLY}{name}") for name in names),
            Offer(phrases.OPEN_DISTRICT, phrases.OPEN_DISTRICT),
        )
        return _listing(phrases.DISTRICT, offers)


def _notice(text: str) -> Reply:
    return Reply("none", text, kind="notice", intro=text)


def _listing(intro: str, offers: tuple[Offer, ...]) -> Reply:
    lines = [f"{number}. {offer.label}" for number, offer in enumerate(offers, 1)]
    return Reply("none", "\n".join([intro, *lines]), kind="notice", intro=intro, offers=offers)
