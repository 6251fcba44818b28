"""The measured figures as Markdown, and as a chart of how they grow."""

from collections.abc import Mapping, Sequence
from math import log10
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from starting import EMPTY, IMPORTS, Starts

_COLOURS = {"ours": "#1f4e79", "rank-bm25": "#b04a3a", "bm25s": "#3f8f5f", "tantivy": "#8a6d00"}
_WIDE, _HIGH, _LEFT, _TOP = 640, 320, 70, 20
_HOW = (
    "Made by `make bench`; do not edit. All engines index the same passages and answer the same"
    " queries in turns, each in a process of its own, in one run on one machine: the ratios say"
    " more than the milliseconds.\n"
)
_HEAD = (
    "| passages | engine | median ms | 95th | ours is faster by | build s | build MiB | open ms"
    " | resident MiB |"
)
_PRUNING = """\
## What pruning brings

Postings of a query's words, and those that were touched: added up, or looked up for one passage.

| passages | queries of five | postings | touched | median ms | all added up, ms | by |"""
_STARTS = """\
## Starts

Whole processes in a lean environment, made of the wheel and what it needs, bytecode cached and the
pack prepared; each in turn, so that a ratio is the median over the rounds. “Painted” counts from
the process's start to the first whole frame in a terminal of 80 by 24.

| whole process | median ms | most ms | by `import nltk, rank_bm25` | by the empty app |
|---|---|---|---|---|"""
_FURTHER = """
A further answer of the same process takes {:.1f} ms (95th percentile {:.1f}).
"""
_SERVED = """\
## Conversations in browsers

`chatbot serve` takes {:.0f} MiB when it waits, each further conversation {:.1f} MiB: all share one
bot and the mapped pages of its pack (proportional set size)."""
_BLOCKS = 30


def document(
    rows: Sequence[Mapping[str, Any]],
    starts: Starts,
    served: tuple[float, float] | None,
    machine: Mapping[str, str],
) -> str:
    """The page: what was measured, on what, and how it compares."""
    parts = [
        "# Performance\n",
        _HOW,
        "| | |\n|---|---|",
        *(f"| {name} | {value} |" for name, value in machine.items()),
        "\n## A query of five content words, the best ten passages\n",
        _HEAD,
        "|---|---|---|---|---|---|---|---|---|",
        *(line for row in rows for line in _lines(row)),
        "",
        *(_equal(row) for row in rows),
        "\nMedian milliseconds, on a scale by powers of ten:\n",
        "```text",
        *(line for row in rows for line in _bars(row)),
        "```",
        "\n![Median milliseconds by number of passages](performance.svg)\n"
        if len(rows) > 1
        else "",
        _PRUNING,
        "|---|---|---|---|---|---|---|",
        *(line for row in rows for line in _pruning(row)),
        "",
        starts_section(starts),
        *([_SERVED.format(*served)] if served else []),
    ]
    return "\n".join(parts) + "\n"


def chart(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Median milliseconds over the number of passages, both by powers of ten, as SVG."""
    sizes = [row["size"] for row in rows]
    values = [figures["median"] for row in rows for figures in row["engines"].values()]
    low, high = min(values), max(values)

    def place(size: float, value: float) -> tuple[float, float]:
        across = (log10(size) - log10(sizes[0])) / max(log10(sizes[-1] / sizes[0]), 1e-9)
        up = (log10(value) - log10(low)) / max(log10(high / low), 1e-9)
        return _LEFT + across * (_WIDE - _LEFT - 90), _TOP + (1 - up) * (_HIGH - _TOP - 40)

    parts = []
    for name, colour in _COLOURS.items():
        line = [place(row["size"], row["engines"][name]["median"]) for row in rows]
        path_text = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(f'<polyline points="{path_text}" fill="none" stroke="{colour}"/>')
        for (x, y), row in zip(line, rows, strict=True):
            value = row["engines"][name]["median"]
            parts.append(_text(x, y - 5, f"{value:.2g}", colour))
        parts.append(_text(line[-1][0] + 30, line[-1][1] + 4, name, colour))
    parts += [_text(place(size, low)[0], _HIGH - 12, f"{size:,}", "#444") for size in sizes]
    parts.append(_text(4, 14, "ms", "#444"))
    body = "\n".join(parts)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img"'
        f' font-family="sans-serif" font-size="11"><title>Median ms by passages</title>\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n',
        encoding="utf-8",
    )


def _lines(row: Mapping[str, Any]) -> list[str]:
    ours = row["engines"]["ours"]["median"]
    return [
        f"| {row['size']:,} | {name} | {f['median']:.2f} | {f['p95']:.2f}"
        f" | {f['median'] / ours:.1f} × | {f['build']['seconds']:.1f} | {f['build']['mib']:.0f}"
        f" | {f['load']:.1f} | {f['mib']:.0f} |"
        for name, f in row["engines"].items()
    ]


def _equal(row: Mapping[str, Any]) -> str:
    equal, checked = row["equal"]
    return f"- {row['size']:,}: on {equal} of {checked} queries scores are rank-bm25's, to the bit."


def _pruning(row: Mapping[str, Any]) -> list[str]:
    return [
        f"| {row['size']:,} | {name} | {f['postings']:,.0f} | {f['touched']:,.0f}"
        f" | {f['pruned']:.2f} | {f['whole']:.2f} | {f['whole'] / f['pruned']:.1f} × |"
        for name, f in row["pruning"].items()
    ]


def _bars(row: Mapping[str, Any]) -> list[str]:
    lines = [f"{row['size']:,} passages"]
    for name, figures in row["engines"].items():
        # From 0.01 ms to 10 s.
        wide = round(max(log10(figures["median"]) + 2, 0.1) / 6 * _BLOCKS)
        lines.append(f"  {name:10} {'█' * wide} {figures['median']:.2f}")
    return lines


def starts_section(starts: Starts) -> str:
    """How long whole processes take, as a section of the page."""
    turns = median(starts.turns), quantiles(starts.turns, n=20)[-1]
    rows = [_start(name, times, starts) for name, times in starts.processes.items()]
    return "\n".join([_STARTS, *rows, _FURTHER.format(*turns)])


def with_starts(page: str, section: str) -> str:
    """The page with another section on starts in the place of its own."""
    before, heading, rest = page.partition(_STARTS.splitlines()[0])
    _, following, after = rest.partition("\n## ")
    return before + section + following + after if heading else f"{page}\n{section}"


def _start(name: str, times: Sequence[float], starts: Starts) -> str:
    """A process, with the medians of its ratios to the others of the same round."""
    ratios = [
        median(time / other for time, other in zip(times, starts.processes[peer], strict=True))
        for peer in (IMPORTS, EMPTY)
    ]
    figures = " | ".join(f"{ratio:.2f}" for ratio in ratios)
    return f"| {name} | {median(times):.1f} | {max(times):.1f} | {figures} |"


def _text(x: float, y: float, text: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="middle">{text}</text>'
