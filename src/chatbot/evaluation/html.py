"""The results as one HTML page that needs nothing else: tables, and charts drawn as SVG."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from chatbot.evaluation.baseline import Comparison
from chatbot.evaluation.charts import bars, curve, heat
from chatbot.evaluation.metrics import NAMES, mean
from chatbot.evaluation.reporting import (
    SLICE_FIGURES,
    change_line,
    latency_text,
    matrices,
    number,
    p_value,
    short,
)
from chatbot.evaluation.results import Result, mean_of, misses, risk_curve, slices_of
from chatbot.evaluation.statistics import bootstrap

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.2; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid #1a1a1a; }
table { border-collapse: collapse; font: 14px/1.4 system-ui, sans-serif; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; break-after: avoid; }
th, td { padding: .2rem .7rem; border-bottom: 1px solid #bbb; text-align: right;
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
figure { margin: 1.5rem 0; break-inside: avoid; }
figcaption { font: 600 14px system-ui, sans-serif; }
svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
li { margin: .5rem 0; break-inside: avoid; }
blockquote { margin: .2rem 0 .2rem 1rem; padding-left: .6rem; border-left: 3px solid #bbb;
  font-size: 14px; }
.wrong { color: #7a1f00; }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt; }
  h2 { break-before: page; } h2:first-of-type { break-before: auto; }
  table, caption, tr { break-inside: avoid; } thead { display: table-header-group; }
}
"""


def page(title: str, results: Sequence[Result], comparisons: Sequence[Comparison]) -> str:
    """The whole page."""
    changed = "".join(_changes(comparison) for comparison in comparisons)
    body = "".join(_section(result) for result in results)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{changed}{body}</body></html>\n"
    )


def _changes(comparison: Comparison) -> str:
    items = [
        f"<li>{escape(change_line(change))}</li>"
        for change in comparison.changes
        if not change.only_ranking
    ]
    rest = ", ".join(change.question for change in comparison.changes if change.only_ranking)
    rows = [
        [
            item.name,
            number(item.before),
            number(item.now),
            "" if item.p is None else p_value(item.p),
            "" if item.detectable is None else number(item.detectable),
            item.verdict,
        ]
        for item in comparison.averages
        if item.now is not None
    ]
    head = ["", "before", "now", "p", "detectable", ""]
    note = f"<p class=wrong>{escape(comparison.unrecorded)}</p>" if comparison.unrecorded else ""
    return (
        f"<h2>{escape(comparison.name)}: changed since the baseline</h2>{note}"
        f"<ul>{''.join(items) or '<li>none</li>'}</ul>"
        f"<p>Only the ranking of passages changed: {escape(rest) or 'none'}.</p>"
        f"{_table('Averages', head, rows)}"
    )


def _section(result: Result) -> str:
    slices = slices_of(result)
    first, anywhere = result.values["Success@1"], result.values["in the answer"]
    groups = [
        (name, mean_of(first, ids), mean_of(anywhere, ids), len(ids))
        for name, ids in slices.items()
    ]
    charts = [
        ("Wanted facts by slice, in %", bars(groups, ("first quote", "in the answer"))),
        (
            "Risk by coverage: the share of answers without all wanted facts, surest answers first",
            curve(risk_curve(result), "coverage (share answered)", "risk"),
        ),
        *((title, heat(table)) for title, table in matrices(result)),
    ]
    figures = "".join(
        f"<figure><figcaption>{escape(title)}</figcaption>{drawing}</figure>"
        for title, drawing in charts
    )
    return (
        f"<h2>{escape(result.name)}: {len(result.outcomes)} questions</h2>"
        f"{_averages(result)}<p>{escape(latency_text(result))}</p>{figures}"
        f"{_slices(result, slices)}{_missed(result)}"
    )


def _averages(result: Result) -> str:
    rows = []
    for name in NAMES:
        values = result.values[name]
        if values:
            low, high = bootstrap(list(values.values()))
            plain = number(mean(result.plain[name]))
            interval = f"{low:.3f} to {high:.3f}"
            rows.append([name, number(mean(values)), interval, plain, str(len(values))])
    rows += [[name, number(value), "", "", ""] for name, value in result.wholes.items()]
    head = ["", "ours", "95 % interval", "plain BM25", "questions"]
    return _table("Averages", head, rows)


def _slices(result: Result, slices: Mapping[str, set[str]]) -> str:
    rows = [
        [name, str(len(ids)), *(number(mean_of(result.values[f], ids)) for f in SLICE_FIGURES)]
        for name, ids in slices.items()
    ]
    return _table("By slice", ["slice", "n", *SLICE_FIGURES], rows)


def _missed(result: Result) -> str:
    items = []
    for miss in misses(result):
        question, answer = miss.outcome.question, miss.outcome.answer
        said = " / ".join([*question.turns, question.text])
        quotes = "".join(
            f"<blockquote>{escape(short(quote.text))} "
            f"<small>{escape(quote.passage)}</small></blockquote>"
            for quote in (answer.quotes if answer else ())
        )
        items.append(
            f"<li><b>{escape(question.id)}</b> {escape(said)}<br>"
            f"<span class=wrong>{escape('; '.join(miss.wrong))}</span>{quotes}</li>"
        )
    return f"<h3>Missed or wrong in some way: {len(items)}</h3><ul>{''.join(items)}</ul>"


def _table(caption: str, head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )
