"""Results as JSON, for CI and for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chatbot import __version__
from chatbot.evaluation.baseline import Comparison
from chatbot.evaluation.metrics import NAMES, Values, mean
from chatbot.evaluation.redflags import Seen, shares
from chatbot.evaluation.reporting import matrices
from chatbot.evaluation.results import Result, mean_of, misses, risk_curve, slices_of
from chatbot.evaluation.statistics import bootstrap

_DIGITS = 6


def results_json(results: Sequence[Result], comparisons: Sequence[Comparison]) -> str:
    """Schema `chatbot.eval/1`."""
    data = {
        "schema": "chatbot.eval/1",
        "version": __version__,
        "sets": {result.name: _result(result) for result in results},
        "baseline": [
            {**asdict(item), "differs": item.differs, "name": item.name} for item in comparisons
        ],
    }
    return json.dumps(data, indent=1)


def redflags_json(seen: Sequence[Seen]) -> str:
    """Schema `chatbot.red_flags/1`: shares with their Wilson intervals, and each message."""
    return json.dumps(
        {
            "schema": "chatbot.red_flags/1",
            "version": __version__,
            "shares": {
                share.name.strip(): {
                    "hits": share.hits,
                    "count": share.count,
                    "interval": [round(end, _DIGITS) for end in share.interval],
                }
                for share in shares(seen)
            },
            "messages": {i.message.id: {"expected": i.message.level, "got": i.got} for i in seen},
        },
        indent=1,
    )


def _result(result: Result) -> dict[str, Any]:
    return {
        "questions": len(result.outcomes),
        "figures": {name: _figure(result.values[name]) for name in NAMES if result.values[name]},
        "plain_bm25": {name: _rounded(mean(result.plain[name])) for name in NAMES},
        "wholes": {name: _rounded(value) for name, value in result.wholes.items()},
        "slices": {
            name: {"questions": len(ids)}
            | {figure: _rounded(mean_of(result.values[figure], ids)) for figure in NAMES}
            for name, ids in slices_of(result).items()
        },
        "confusion": {title.split(" ")[0].lower(): table for title, table in matrices(result)},
        "risk_coverage": [[round(x, _DIGITS), round(y, _DIGITS)] for x, y in risk_curve(result)],
        "missed": {miss.outcome.question.id: miss.wrong for miss in misses(result)},
    }


def _figure(values: Values) -> dict[str, Any]:
    low, high = bootstrap(list(values.values()))
    interval = [round(low, _DIGITS), round(high, _DIGITS)]
    return {"mean": _rounded(mean(values)), "interval": interval, "questions": len(values)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
