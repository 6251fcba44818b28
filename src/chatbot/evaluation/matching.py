"""Gold against an answer: which of the wanted facts stand in which of its quotes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatbot.answer import Answer, Quote
from chatbot.errors import InputError
from chatbot.evaluation.questions import Anchor, Fact, Part, Question
from chatbot.pack.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees as one piece: spans of a document, for one part of the question."""

    part: int
    document: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Whether all wanted facts stand in the first piece, in the first three, anywhere.

    `facts` and `wanted` count facts over all parts.
    """

    first: bool
    three: bool
    anywhere: bool
    facts: int
    wanted: int


class Matcher:
    """Finds anchors in the documents, by verbatim text, wherever they stand."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._places: dict[Anchor, tuple[tuple[int, int], ...]] = {}

    def check(self, questions: Sequence[Question]) -> None:
        """Raises InputError for the first anchor that its document does not hold."""
        for question in questions:
            for anchor in anchors_of(question):
                if anchor.document not in self._documents:
                    raise InputError(f'{question.place}: no document "{anchor.document}"')
                if not self.places(anchor):
                    raise InputError(
                        f'{question.place}: "{anchor.text}" does not stand in {anchor.document}',
                        "Gold is verbatim: copy it from the document.",
                    )

    def places(self, anchor: Anchor) -> tuple[tuple[int, int], ...]:
        """Every place where an anchor stands, as offsets into its document."""
        if anchor not in self._places:
            document = self._documents.get(anchor.document)
            text = document.text if document else ""
            self._places[anchor] = tuple(_occurrences(text, anchor.text))
        return self._places[anchor]

    def holds(self, shown: Shown, fact: Fact) -> bool:
        """Whether one of the fact's anchors lies whole within one of the spans."""
        return any(
            left <= start and end <= right
            for anchor in fact
            if anchor.document == shown.document
            for start, end in self.places(anchor)
            for left, right in shown.spans
        )

    def judge(self, gold: Sequence[Part], shown: Sequence[Shown], more: Sequence[Shown]) -> Found:
        """Compare; `shown` is the ranking, `more` what counts as in the answer besides."""
        facts = [fact for part in gold for fact in part]
        everything = [*shown, *more]
        have = sum(any(self.holds(item, fact) for item in everything) for fact in facts)
        return Found(
            first=self._within(gold, shown, 1),
            three=self._within(gold, shown, 3),
            anywhere=have == len(facts),
            facts=have,
            wanted=len(facts),
        )

    def _within(self, gold: Sequence[Part], shown: Sequence[Shown], most: int) -> bool:
        """Whether every part finds all its facts in the first pieces that are meant for it.

        A question of one part looks at the first pieces of the whole answer. With several parts
        and as many in the answer, each looks at its own; if the answer is split otherwise, the
        first pieces of any of its parts serve.
        """
        if len(gold) == 1:
            return self._all_in(gold[0], [shown[:most]])
        parts = sorted({item.part for item in shown})
        groups = [[item for item in shown if item.part == part][:most] for part in parts]
        if len(groups) == len(gold):
            pairs = zip(gold, groups, strict=True)
            return all(self._all_in(part, [group]) for part, group in pairs)
        return all(self._all_in(part, groups) for part in gold)

    def _all_in(self, part: Part, groups: Sequence[Sequence[Shown]]) -> bool:
        return any(
            all(any(self.holds(item, fact) for item in group) for fact in part) for group in groups
        )

    def relevant(self, question: Question, passages: Sequence[Passage]) -> list[str]:
        """The ids of the passages that hold an anchor of the question, in their order."""
        facts = [fact for part in question.gold for fact in part]
        return [
            passage.id
            for passage in passages
            if any(self.holds(shown_passage(passage), fact) for fact in facts)
        ]


def anchors_of(question: Question) -> Iterator[Anchor]:
    """Every anchor of a question's gold."""
    return (anchor for part in question.gold for fact in part for anchor in fact)


def shown_quotes(answer: Answer) -> list[Shown]:
    """An answer's quotes, in order, each with its context."""
    return [_shown(quote) for quote in answer.quotes]


def shown_differences(answer: Answer) -> list[Shown]:
    """What an answer quotes where documents differ."""
    return [_shown(quote) for item in answer.differences for quote in item.quotes]


def shown_passage(passage: Passage) -> Shown:
    """A passage as a plain search engine shows it: whole."""
    return Shown(0, passage.document, ((passage.start, passage.end),))


def exact(answer: Answer, documents: Mapping[str, Document]) -> bool:
    """Whether every quote and every context is, letter by letter, what its document says."""
    quotes = [*answer.quotes, *(quote for item in answer.differences for quote in item.quotes)]
    return all(
        quote.document in documents
        and quote.sha256 == documents[quote.document].sha256
        and all(
            documents[quote.document].text[start:end] == text for start, end, text in _pieces(quote)
        )
        for quote in quotes
    )


def _shown(quote: Quote) -> Shown:
    spans = tuple((start, end) for start, end, _ in _pieces(quote))
    return Shown(quote.part, quote.document, spans)


def _pieces(quote: Quote) -> Iterator[tuple[int, int, str]]:
    yield quote.start, quote.end, quote.text
    for item in quote.context:
        yield item.start, item.end, item.text


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    start = text.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + 1)
