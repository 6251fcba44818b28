"""The steps of a turn over one opened pack, each built when it is first needed.

A care card must not wait for the index, nor a greeting for the gate.
"""

from functools import cached_property

from chatbot.conversation.composing import Composer
from chatbot.conversation.deciding import Decisions
from chatbot.conversation.gating import Gate, gate_of
from chatbot.conversation.grounding import Grounding
from chatbot.conversation.quoting import Quoter
from chatbot.conversation.routing import Router
from chatbot.conversation.scoring import ScoreReader
from chatbot.conversation.spelling import Speller, americanised
from chatbot.conversation.triage import Triage
from chatbot.opened import Opened
from chatbot.pack.rulebook import RuleBook
from chatbot.retrieval.likeness import Likely
from chatbot.retrieval.linear import LinearModel
from chatbot.retrieval.search import Retriever
from chatbot.retrieval.terms import STOPWORDS
from chatbot.searching import Completer


class Steps:
    """Builds each step with what it needs of the pack."""

    def __init__(self, pack: Opened) -> None:
        self._pack = pack
        self._library = pack.library

    @cached_property
    def triage(self) -> Triage:
        """Red flags, by their phrases and by what was learned from messages."""
        learned, chat = self._library.likeness("red_flags"), self.chat

        def likely(text: str) -> Likely | None:
            found = learned.read(text) if learned else None
            # A greeting or a farewell is never like a red flag; few messages are like either.
            return None if found is None or chat.find(text) else found

        def is_calm(text: str) -> bool:
            return learned is not None and learned.is_calm(text)

        return Triage(self._library.rules("red_flags"), self._pack.lines, likely, is_calm)

    @cached_property
    def chat(self) -> RuleBook:
        """Greetings, thanks, farewells, and what the bot can do."""
        return self._library.rules("chat")

    @cached_property
    def speller(self) -> Speller:
        """Repairs words that neither the pack nor an English dictionary knows."""
        library = self._library

        def known(word: str) -> bool:
            if word in library.words or word in library.english or word in STOPWORDS:
                return True
            return any(other in library.english for other in americanised(word))

        return Speller(known, lambda: library.spelling)

    @cached_property
    def completer(self) -> Completer:
        """Finishes the word that is being typed."""
        return Completer(self._library, self.retriever.index)

    @cached_property
    def decisions(self) -> Decisions:
        """What is for people to decide."""
        return Decisions(self._library.rules("decisions"), self._library.likeness("decisions"))

    @cached_property
    def router(self) -> Router:
        """Which kind of question it is."""
        return Router(LinearModel(self._library.store, "router"), self._library.routes)

    @cached_property
    def scores(self) -> ScoreReader:
        """The scores that a question holds, and the rows that hold them."""
        return ScoreReader(self._library.scores, self._library.sites)

    @cached_property
    def retriever(self) -> Retriever:
        """Ranked passages."""
        library = self._library
        return Retriever(library.store, library.passages, library.passage_places)

    @cached_property
    def grounding(self) -> Grounding:
        """Whether the documents speak of what is asked about."""
        return Grounding(self._library, self.retriever)

    @cached_property
    def gate(self) -> Gate:
        """The calibrated gate of this pack, or the general one."""
        return gate_of(self._library.calibration, self._library.index_hash)[0]

    @cached_property
    def gate_note(self) -> str:
        """Which gate it is, and why."""
        return gate_of(self._library.calibration, self._library.index_hash)[1]

    @cached_property
    def quoter(self) -> Quoter:
        """Quotes, true to the letter."""
        library = self._library
        return Quoter(
            library.documents,
            library.passages,
            library.unit_terms,
            library.analyzer.terms,
            restated=library.restated,
        )

    @cached_property
    def claims(self) -> RuleBook:
        """What the documents differ on."""
        return self._library.rules("claims")

    @cached_property
    def composer(self) -> Composer:
        """The answer, in fixed wording."""
        return Composer(self._pack.say, self._library.intents, self._pack.covers)
