"""All that is known of one set of questions: outcomes, figures, and plain BM25 beside them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chatbot.answer import Answer
from chatbot.bot import Chatbot
from chatbot.evaluation.metrics import WHOLES, Values, evaluate, mean
from chatbot.evaluation.questions import Question
from chatbot.evaluation.running import Outcome, run_bot, run_plain
from chatbot.evaluation.statistics import risk_coverage

NO_INTENT = "(none)"


@dataclass(frozen=True, slots=True)
class Result:
    """A set of questions by its name; `values` and `plain` are figure to question id to value."""

    name: str
    outcomes: tuple[Outcome, ...]
    values: Mapping[str, Values]
    plain: Mapping[str, Values]
    wholes: Mapping[str, float | None]

    @property
    def answers(self) -> list[tuple[Outcome, Answer]]:
        """Outcomes with their answers."""
        return [(item, item.answer) for item in self.outcomes if item.answer is not None]


def result_of(
    bot: Chatbot, name: str, questions: Sequence[Question], tick: Callable[[], None] = lambda: None
) -> Result:
    """Ask all questions and work out every figure."""
    outcomes = run_bot(bot, questions, tick)
    return Result(
        name=name,
        outcomes=tuple(outcomes),
        values=evaluate(outcomes),
        plain=evaluate(run_plain(bot, questions)),
        wholes={whole.name: whole.value(outcomes) for whole in WHOLES},
    )


def slices_of(result: Result) -> dict[str, set[str]]:
    """Slice to the ids of its questions, by name."""
    names = sorted({name for item in result.outcomes for name in item.question.slices})
    return {
        name: {o.question.id for o in result.outcomes if name in o.question.slices}
        for name in names
    }


def mean_of(values: Values, ids: Iterable[str]) -> float | None:
    """The average over some of the questions."""
    return mean({name: values[name] for name in ids if name in values})


def confusion(result: Result) -> dict[str, Counter[str]]:
    """Expected intent to the intents that came first instead, with their counts.

    An acceptable intent that is not the best one counts as the expected.
    """
    table: dict[str, Counter[str]] = {}
    for outcome, answer in result.answers:
        wanted = outcome.question.intents
        if wanted:
            got = answer.intents[0].name if answer.intents else NO_INTENT
            expected = got if got in wanted else wanted[0]
            table.setdefault(expected, Counter())[got] += 1
    return dict(sorted(table.items()))


def kinds(result: Result) -> dict[str, Counter[str]]:
    """Expected kind to the kinds that came."""
    table: dict[str, Counter[str]] = {}
    for outcome, answer in result.answers:
        table.setdefault(outcome.question.kind, Counter())[answer.kind] += 1
    return dict(sorted(table.items()))


def risk_curve(result: Result) -> list[tuple[float, float]]:
    """(coverage, risk), the surest answers first, over answerable and abstainable questions.

    Coverage is the share of those that is answered; risk the share of the answered that do not
    hold all wanted facts, questions to abstain from among them.
    """
    asked = [pair for pair in result.answers if pair[0].question.kind in ("answer", "abstain")]
    scored = [
        (answer.confidence.value, bool(outcome.question.gold) and outcome.found.anywhere)
        for outcome, answer in asked
        if answer.kind != "abstain"
    ]
    return risk_coverage(scored, len(asked))


@dataclass(frozen=True, slots=True)
class Miss:
    """A question with what is wrong with its answer, gravest first."""

    outcome: Outcome
    wrong: tuple[str, ...]


def misses(result: Result) -> list[Miss]:
    """The questions that something is wrong with, the gravest first."""
    found = []
    for outcome, answer in result.answers:
        wanted = outcome.question
        wrong: list[tuple[int, str]] = []
        if not outcome.exact:
            wrong.append((0, "a quote is not exact"))
        if answer.kind != wanted.kind:
            wrong.append((1, f"kind {answer.kind}, expected {wanted.kind}"))
        if wanted.gold and not outcome.found.anywhere:
            facts = f"{outcome.found.facts} of {outcome.found.wanted} facts"
            wrong.append((1, f"not in the answer ({facts})"))
        elif wanted.gold and not outcome.found.first:
            wrong.append((2, "not in the first quote"))
        got = answer.intents[0].name if answer.intents else NO_INTENT
        if wanted.intents and got not in wanted.intents:
            wrong.append((3, f"intent {got}, expected {' or '.join(wanted.intents)}"))
        if wrong:
            found.append((min(wrong)[0], Miss(outcome, tuple(text for _, text in sorted(wrong)))))
    return [miss for _, miss in sorted(found, key=lambda item: item[0])]
