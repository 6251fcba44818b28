"""A result as lines of text: the questions first, then the averages."""

from collections.abc import Mapping, Sequence

from chatbot.evaluation.baseline import Average, Change, Comparison
from chatbot.evaluation.metrics import NAMES, mean
from chatbot.evaluation.results import (
    Miss,
    Result,
    confusion,
    kinds,
    mean_of,
    misses,
    risk_curve,
    slices_of,
)
from chatbot.evaluation.statistics import bootstrap, detectable, percentile, randomisation

SLICE_FIGURES = ("Success@1", "in the answer", "nDCG@10", "intent", "kind")
COVERAGES = (0.5, 0.7, 0.8, 0.9, 0.95)
_QUOTED = 150


def result_text(result: Result, most: int | None) -> str:
    """Missed questions (at most `most`, None for all), averages, slices, confusion, abstention."""
    blocks = [
        missed_text(misses(result), most),
        averages_text(result),
        slices_text(result),
        *(matrix_text(title, table) for title, table in matrices(result)),
        abstention_text(result),
        latency_text(result),
    ]
    return "\n\n".join([f"== {result.name}: {len(result.outcomes)} questions ==", *blocks])


def matrices(result: Result) -> list[tuple[str, Mapping[str, Mapping[str, int]]]]:
    """The two confusion tables with their titles."""
    return [
        ("Intent (rows: expected, columns: got)", confusion(result)),
        ("Kind (rows: expected, columns: got)", kinds(result)),
    ]


def missed_text(found: Sequence[Miss], most: int | None) -> str:
    """The missed questions with what was quoted."""
    shown = found[:most]
    lines = [f"Missed or wrong in some way: {len(found)}, gravest first"]
    for miss in shown:
        question, answer = miss.outcome.question, miss.outcome.answer
        said = " / ".join([*question.turns, question.text])
        lines.append(f"- {question.id} [{', '.join(question.slices)}] {said}")
        lines.append(f"    {'; '.join(miss.wrong)}")
        if answer is None:
            continue
        if answer.resolved and list(answer.resolved) != [question.text]:
            lines.append(f"    searched: {' | '.join(answer.resolved)}")
        lines += [f"    {q.part} {q.passage}: {short(q.text)}" for q in answer.quotes]
    if len(shown) < len(found):
        lines.append(f"  … and {len(found) - len(shown)} more (--missed lists all)")
    return "\n".join(lines)


def averages_text(result: Result) -> str:
    """Our figures with intervals, and plain BM25's beside them."""
    lines = [f"{'':15}{'ours':>7}  {'95 % interval':15}{'plain BM25':>11}{'questions':>11}"]
    for name in NAMES:
        values, plain = result.values[name], result.plain[name]
        if values:
            low, high = bootstrap(list(values.values()))
            interval = f"{low:.3f} to {high:.3f}"
            lines.append(
                f"{name:15}{number(mean(values)):>7}  {interval:15}{number(mean(plain)):>11}"
                f"{len(values):>11}"
            )
    lines += [f"{name:15}{number(value):>7}" for name, value in result.wholes.items()]
    ours, plain = result.values["Success@1"], result.plain["Success@1"]
    gains = [ours[name] - plain[name] for name in ours]
    if gains:
        lines.append(
            f"Success@1 against plain BM25: {sum(gains) / len(gains):+.3f}, paired randomisation "
            f"p {p_value(randomisation(gains))}; detectable {detectable(gains):.3f}"
        )
    return "\n".join(lines)


def slices_text(result: Result) -> str:
    """The main figures per slice."""
    lines = [f"{'slice':12}{'n':>5}" + "".join(f"{name:>15}" for name in SLICE_FIGURES)]
    for name, ids in slices_of(result).items():
        figures = [number(mean_of(result.values[figure], ids)) for figure in SLICE_FIGURES]
        lines.append(f"{name:12}{len(ids):>5}" + "".join(f"{figure:>15}" for figure in figures))
    return "\n".join(lines)


def matrix_text(title: str, table: Mapping[str, Mapping[str, int]]) -> str:
    """A confusion table; a dot is a zero."""
    columns = sorted({*table, *(got for row in table.values() for got in row)})
    wide = max((len(name) for name in columns), default=0) + 1
    lines = [title, " " * wide + "".join(f"{name[:9]:>10}" for name in columns)]
    for expected, row in table.items():
        cells = "".join(f"{row.get(got) or '.':>10}" for got in columns)
        lines.append(f"{expected:{wide}}{cells}")
    return "\n".join(lines)


def abstention_text(result: Result) -> str:
    """How much is answered, how wrong that is, and how both would be with a stricter gate."""
    curve = risk_curve(result)
    lines = ["Risk (answers without all wanted facts) by coverage (share answered), surest first"]
    for wanted in COVERAGES:
        point = next((item for item in curve if item[0] >= wanted), None)
        if point:
            lines.append(f"  coverage {point[0]:.2f}  risk {point[1]:.3f}")
    if curve:
        lines.append(f"  as it stands: coverage {curve[-1][0]:.2f}  risk {curve[-1][1]:.3f}")
    return "\n".join(lines)


def latency_text(result: Result) -> str:
    """The time of a turn; it depends on the machine and is never in the baseline."""
    times = [outcome.seconds * 1000 for outcome, _ in result.answers]
    return (
        f"Latency: median {percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms "
        "(the first turn, which opens the tables, among them)"
    )


def changes_text(comparison: Comparison) -> str:
    """The changed questions, the fallen ones first."""
    lines = [f"== {comparison.name}: changed questions since the baseline =="]
    full = [change for change in comparison.changes if not change.only_ranking]
    lines += [change_line(change) for change in full] or ["none"]
    rest = [change.question for change in comparison.changes if change.only_ranking]
    if rest:
        lines.append(f"only the ranking of passages changed: {', '.join(rest)}")
    if comparison.unrecorded:
        lines.append(f"{comparison.unrecorded}: record the baseline anew")
    return "\n".join(lines)


def change_line(change: Change) -> str:
    """One changed question in one line, with the figures of its answer."""
    figures = ", ".join(f"{f} {_plain(old)} → {_plain(now)}" for f, old, now in change.counting)
    return f"{'-' if change.fell else '+'} {change.question} {short(change.text)}: {figures}"


def comparison_text(comparison: Comparison) -> str:
    """The averages against the baseline, with the paired test."""
    lines = [
        f"{comparison.name} against the baseline",
        f"{'':15}{'before':>8}{'now':>8}   {'p':>7}{'detectable':>12}",
    ]
    lines += [_average_line(item) for item in comparison.averages if item.now is not None]
    return "\n".join(lines)


def _average_line(item: Average) -> str:
    test = ""
    if item.p is not None and item.detectable is not None:
        test = f"   {p_value(item.p):>7}{item.detectable:>12.3f}"
    verdict = "" if item.verdict == "same" else f"  {item.verdict}"
    return f"{item.name:15}{number(item.before):>8}{number(item.now):>8}{test}{verdict}"


def number(value: float | None) -> str:
    """Three digits; a dash where there is nothing to say."""
    return "–" if value is None else f"{value:.3f}"


def p_value(value: float) -> str:
    """A p-value as it is usually written."""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def short(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]} …"
