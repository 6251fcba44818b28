"""Small documents, answers and outcomes for the tests of the evaluation."""

from chatbot.answer import Answer, Care, Confidence, Context, Intent, Kind, Quote
from chatbot.evaluation.matching import Found
from chatbot.evaluation.metrics import WHOLES, evaluate
from chatbot.evaluation.questions import Anchor, Question
from chatbot.evaluation.results import Result
from chatbot.evaluation.running import Outcome
from chatbot.pack.records import Document, Passage

TEXT = "Milk has calcium. Sun gives vitamin D. Milk has protein."
DOCUMENT = Document("food", "Food", "", "", None, "", TEXT, "hash", ())
DOCUMENTS = {"food": DOCUMENT}


def passage(number: int, words: str) -> Passage:
    """A passage of the document that holds the words and nothing else."""
    start = TEXT.index(words)
    return Passage(f"food#s/{number}", "food", "s", "S", start, start + len(words), ())


def quote(words: str, part: int = 0, context: str = "") -> Quote:
    """The words of the document, quoted for a part of the question."""
    start = TEXT.index(words)
    extra = ()
    if context:
        place = TEXT.index(context)
        extra = (Context("header", context, place, place + len(context)),)
    return Quote(
        part,
        words,
        "food",
        "Food",
        "S",
        "food#s/1",
        "",
        None,
        start,
        start + len(words),
        "hash",
        context=extra,
    )


def fact(*texts: str) -> tuple[Anchor, ...]:
    """A fact with its alternatives in the document."""
    return tuple(Anchor("food", text) for text in texts)


def question(
    name: str = "q1",
    kind: Kind = "answer",
    gold: tuple[tuple[tuple[Anchor, ...], ...], ...] = (),
    intents: tuple[str, ...] = (),
    slices: tuple[str, ...] = (),
) -> Question:
    """A question by its id."""
    return Question(name, f"Question {name}?", (), slices, intents, kind, gold, f"file:{name}")


def answer(
    kind: Kind = "answer",
    intent: str = "",
    confidence: float = 0.5,
    quotes: tuple[Quote, ...] = (),
    care: Care | None = None,
) -> Answer:
    """An answer of a kind."""
    return Answer(
        "?",
        kind,
        "",
        "",
        intents=(Intent(intent, 0.9),) if intent else (),
        confidence=Confidence("high", confidence),
        quotes=quotes,
        care=care,
    )


def outcome(
    asked: Question, said: Answer | None, *, first: bool = False, anywhere: bool = False
) -> Outcome:
    """An outcome whose facts are found in the first quote, or anywhere."""
    found = Found(first, first, anywhere or first, int(first or anywhere), 1)
    return Outcome(asked, found, (), (), said)


def result(*outcomes: Outcome, name: str = "dev") -> Result:
    """A set of questions with its figures; plain BM25 got the same."""
    values = evaluate(outcomes)
    wholes = {whole.name: whole.value(outcomes) for whole in WHOLES}
    return Result(name, outcomes, values, values, wholes)
