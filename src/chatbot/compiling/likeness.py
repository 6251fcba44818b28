"""Learns the second reading of a rule file from messages that people labelled by hand."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from chatbot.compiling import softmax
from chatbot.pack.inflecting import inflections
from chatbot.pack.records import NO_RULE, Messages, RuleFile
from chatbot.pack.words import split_words
from chatbot.retrieval.blocks import PARTS, Block
from chatbot.retrieval.likeness import LEAST, MOST, SCALE, cells_of_all
from chatbot.retrieval.wordgroups import Groups, opening, skeleton, windows
from chatbot.store import to_json

_LEAST = 0.05
"""Weights nearer to zero are left out."""
_KEPT = 1 << 17
_DIGITS = 4
"""Of a bias; more would differ from one processor to another."""
_STEADY = softmax.Course(rounds=8, rate=1.0, least=LEAST)
"""Of 765 questions, 2 got a referral with one order of the examples and not with another, in five
orders; with the rate of the other models, 9."""
_CALM = 0.7
"""The share of all training that goes to messages which call for nothing."""


def likeness_sections(name: str, file: RuleFile, calm: Iterable[str] = ()) -> dict[str, bytes]:
    """The sections NAME_likeness… of a compiled pack; `calm` are more messages of no rule.

    A rule is learned from its messages and from its own examples.
    """
    names, rows = _groups(file.messages)
    table = Groups(names, _Dictionary(rows), _KEPT)
    own = [(rule.id, text) for rule in file.rules for text in rule.should_match]
    texts = [*file.messages.texts, *own, *((NO_RULE, text) for text in calm)]
    labels, bias, weights = learn(texts, table)
    bounds = {"bar": file.messages.bar, "veto": file.messages.veto}
    head = {"labels": labels, "bias": bias, **bounds, "groups": names}
    sections = {f"{name}_likeness": to_json(head)}
    for kind, block in (("groups", Block.build(rows)), ("weights", Block.build(weights))):
        for part, data in zip(PARTS, block, strict=True):
            sections[f"{name}_likeness_{kind}_{part}"] = data
    return sections


def learn(
    texts: Sequence[tuple[str, str]], groups: Groups
) -> tuple[list[str], list[float], dict[str, list[int]]]:
    """Labels, their biases, and each feature's stored row, from (label, text) pairs.

    A message of a rule is one example; of a calm message every window is, because none of them
    may speak.
    """
    examples: list[tuple[frozenset[str], str]] = []
    for label, text in texts:
        found = windows(text, groups)
        if label == NO_RULE:
            examples += [(frozenset(window), NO_RULE) for window in found]
        else:
            examples.append((frozenset(name for window in found for name in window), label))
    labels = sorted({label for _, label in examples})
    numbered = [(found, labels.index(label)) for found, label in examples]
    calm = {labels.index(NO_RULE): _CALM}
    model = softmax.learn(numbered, len(labels), evenness=1.0, shares=calm, course=_STEADY)
    *_, last = model.weights
    bias = [round(float(weight), _DIGITS) for weight in last]
    return labels, bias, _rows(model)


def _rows(model: softmax.Learned) -> dict[str, list[int]]:
    """Each feature's cells: a label above a whole number of 16 bits, its weight, with its sign.

    Where that is no longer, the weights of all labels, two a cell.
    """
    weights = np.where(np.abs(model.weights[:-1]) >= _LEAST, model.weights[:-1], 0.0)
    places, labels = np.nonzero(weights)
    steps = np.rint(np.clip(weights * SCALE, -MOST, MOST)).astype("<i2")
    cells = (labels << 16 | steps[places, labels].view("<u2")).tolist()
    bounds = np.searchsorted(places, np.arange(len(weights) + 1)).tolist()
    whole = cells_of_all(weights.shape[1])
    pairs = np.pad(steps, ((0, 0), (0, 2 * whole - weights.shape[1]))).view("<u4")
    return {
        feature: cells[start:end] if end - start < whole else row.tolist()
        for feature, row, (start, end) in zip(model.features, pairs, pairwise(bounds), strict=True)
    }


class _Dictionary:
    """Rows in memory, as compiling has them before they are stored."""

    def __init__(self, rows: Mapping[str, Sequence[int]]) -> None:
        self._rows = rows

    def row(self, name: str) -> Sequence[int]:
        """The row of a name."""
        return self._rows.get(name, ())


def groups_of(messages: Messages) -> Groups:
    """The word groups of a file, for compiling and for measuring."""
    names, rows = _groups(messages)
    return Groups(names, _Dictionary(rows))


def _groups(messages: Messages) -> tuple[list[str], dict[str, list[int]]]:
    """Names of groups, and each word's groups; a skeleton that several words share has none.

    Beside them the sizes, in words, of the names that begin with a word.
    """
    names = list(messages.groups)
    rows: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for form in dict.fromkeys(f for item in messages.groups[name] for f in _forms(item)):
            rows.setdefault(form, []).append(number)
    shared: dict[str, list[list[int]]] = {}
    for word, row in rows.items():
        bones = skeleton(word) if " " not in word else ""
        if bones and row not in shared.setdefault(bones, []):
            shared[bones].append(row)
    sizes: dict[str, list[int]] = {}
    for first, *more in map(str.split, rows):
        if more:
            sizes.setdefault(opening(first), []).append(1 + len(more))
    skeletons = {bones: found[0] for bones, found in shared.items() if len(found) == 1}
    return names, rows | skeletons | sizes


def _forms(name: str) -> list[str]:
    """A word with its inflections; =word and a name of several words as they stand."""
    words = [word.text for word in split_words(name)]
    if len(words) > 1 or name.startswith("="):
        return [" ".join(words)]
    return sorted(inflections(words[0]))
