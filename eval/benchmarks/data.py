"""Makes the benchmark's passages and queries: seeded, and as unevenly worded as people write."""

import json
import random
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

WORDS = 60_000
SHORTEST, LONGEST = 20, 100
COMMON = 100
"""Queries leave out this many of the most frequent words, as analysis leaves out stop words."""
_FLAT = 2.7
_SEED = 11
_WORD = re.compile(r"[^\W_]+")
_SYLLABLES = """
ba be bo da de do fa fe fi ga go ka ke ko la le li
ma me mi na no pa po ra re ri sa so ta te to va vi
""".split()


def word(rank: int) -> str:
    """The word of a rank: frequent ones are short.

    >>> word(0), word(33), word(34)
    ('baba', 'bavi', 'beba')
    """
    base, letters = len(_SYLLABLES), ""
    while True:
        letters = _SYLLABLES[rank % base] + letters
        rank //= base
        if not rank:
            return letters if len(letters) > 2 else _SYLLABLES[0] + letters  # noqa: PLR2004


def passages(count: int, seed: int = _SEED) -> Iterator[list[str]]:
    """Passages of 20 to 100 words; the n-th word is drawn in proportion to 1/(n + 2.7)."""
    draw = random.Random(seed)  # noqa: S311 - made-up texts
    names = [word(rank) for rank in range(WORDS)]
    shares = list(accumulate(1 / (rank + _FLAT) for rank in range(WORDS)))
    for _ in range(count):
        yield draw.choices(names, cum_weights=shares, k=draw.randint(SHORTEST, LONGEST))


def queries(count: int, size: int = 5, seed: int = _SEED, common: int = COMMON) -> list[list[str]]:
    """Queries of content words, frequent ones more often than rare ones; no `common` words."""
    draw = random.Random(seed + 1)  # noqa: S311
    names = [word(rank) for rank in range(common, WORDS)]
    shares = list(accumulate(1 / (rank + _FLAT) for rank in range(common, WORDS)))
    return [draw.choices(names, cum_weights=shares, k=size) for _ in range(count)]


def folder_of(path: Path, count: int, *, files: int) -> Path:
    """A folder of .md files with `count` passages in all, for `chatbot --corpus`."""
    path.mkdir(parents=True, exist_ok=True)
    each = -(-count // files)
    texts = passages(count)
    for number in range(files):
        lines = [f"# Document {number}\n"]
        for place in range(min(each, count - number * each)):
            body = " ".join(next(texts)).capitalize()
            lines.append(f"## Section {place} of {number}\n\n{body}.\n")
        (path / f"document-{number:06}.md").write_text("\n".join(lines), encoding="utf-8")
    return path


def beir(folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The passages and queries of a collection in BEIR layout, as plain lower-case words.

    Punctuation goes: to some engines it means something. So do queries without a word.
    """

    def texts(name: str) -> Iterator[list[str]]:
        with (folder / name).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield _WORD.findall(f"{row.get('title') or ''} {row['text']}".lower())

    return list(texts("corpus.jsonl")), [words for words in texts("queries.jsonl") if words]
