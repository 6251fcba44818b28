"""The documents of the fake bot, and quotes at their true places."""

from pathlib import Path

from chatbot.answer import Context, Quote
from chatbot.pack.documents import read_document
from chatbot.pack.records import Document

SCORES = """+++
id = "scores"
title = "T-Scores Explained"
source = "A web page about T-scores"
reviewed = "2026-05-13"
note = "This text restates its source."
+++

# T-Scores Explained

## What osteopenia is

Osteopenia is low bone mass that comes before osteoporosis. It is not a disease.

### T-score ranges

| T-score | Classification | Meaning |
|---|---|---|
| Above -1.0 | Normal | Bone density within 1 SD of a healthy young adult |
| -1.0 to -2.5 | Osteopenia | Low bone mass — elevated fracture risk |
| Below -2.5 | Osteoporosis | Significantly reduced bone density — high fracture risk |

## Food

- Excessive sodium, because sodium raises the loss of calcium.
- Excessive caffeine, because more than 3 cups a day may reduce the absorption of calcium.
"""

FILLER = (
    "Bone is living tissue that is renewed all through life, and it answers to load and to food. "
)

COSTS = (
    """+++
id = "costs"
title = "Back Pain and What Care Costs"
source = "A web page about costs"
note = "This text restates its source."
+++

# Back Pain and What Care Costs

"""
    + "".join(f"## Background {number}\n\n{FILLER * 5}\n\n" for number in range(1, 13))
    + """## Cost of care

| Treatment Option | Provider Type | Cost Estimation |
| --- | --- | --- |
| DXA Bone Density Scan | Radiology Centers | $125-$300 |
| Physical Therapy | Rehabilitation Centers | $75-$150 per session |

Prices vary by region and by insurance.
"""
)


def documents(folder: Path) -> dict[str, Document]:
    """The two documents, read as the pack reads them."""
    found = {}
    for name, text in (("scores", SCORES), ("costs", COSTS)):
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        found[name] = read_document(path, path.name, strict=True)
    return found


def quote(document: Document, text: str, header: str = "", note: str = "", part: int = 0) -> Quote:
    """A quote at its true place."""
    start = document.text.index(text)
    section = next(item for item in document.sections if item.start <= start < item.end)
    context = tuple(
        Context(role, words, document.text.index(words), document.text.index(words) + len(words))
        for role, words in (("header", header), ("note", note))
        if words
    )
    return Quote(
        part,
        text,
        document.id,
        document.title,
        section.heading,
        f"{document.id}#{section.slug}/1",
        document.source,
        document.reviewed,
        start,
        start + len(text),
        document.sha256,
        restated=True,
        context=context,
    )
