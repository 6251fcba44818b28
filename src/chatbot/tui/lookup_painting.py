"""A look-up's results in words: a line in the list, why a passage was found, what is copied."""

from collections.abc import Callable, Iterator

from textual.content import Content

from chatbot.answer import Intent
from chatbot.safe_text import safe_text
from chatbot.searching import LookUp, Reason, SearchHit
from chatbot.tui.painting import LABEL, quote_text

Say = Callable[[str], str]

_SHOWN_ODDS = 3


def result_line(hit: SearchHit, *, brief: bool, marked: bool) -> Content:
    """A result: number, section, title, and the words that it was found for.

    The marked one bears a sign, which is there without colours too.
    """
    sign = "▸" if marked else " "
    head = Content.assemble((f"{sign}{hit.rank} {safe_text(hit.section)}", "bold"))
    if brief:
        return head + Content(f" · {safe_text(hit.title)}")
    snippet = " ".join(safe_text(hit.snippet).split())
    return Content("\n").join(
        [head, Content(f"   {safe_text(hit.title)}"), Content(f"   {snippet}")]
    )


def hit_text(hit: SearchHit) -> str:
    """What is handed to a caller: quotes, citation with passage id, disclaimer."""
    quotes = [quote_text(quote, "") for quote in hit.quotes]
    if not quotes:
        quotes = [safe_text(f"“{hit.snippet}”\n\n{hit.citation} ({hit.passage})")]
    return "\n\n".join(part for part in (*quotes, safe_text(hit.disclaimer)) if part)


def why_lines(hit: SearchHit, found: LookUp, say: Say) -> list[Content]:
    """Why this passage: terms with their weights, the known question, the router's odds."""
    lines = [Content(safe_text(say("why_heading"))).stylize(LABEL)]
    lines += [_term(reason) for reason in hit.reasons] or [Content(safe_text(say("why_no_terms")))]
    if hit.question:
        known = f"{say('why_question')} “{hit.question}” ({hit.likeness:.2f})"
        lines.append(Content(safe_text(known)))
    odds = "; ".join(_odds(intent, hit) for intent in _nearest(found, hit))
    if odds:
        lines.append(Content(safe_text(f"{say('why_kinds')} {odds}")))
    lines.append(Content(safe_text(f"{say('why_score')} {hit.score:.3f}")))
    return lines


def kind_name(intent: str) -> str:
    """A kind of question as people read it.

    >>> kind_name("seeking_care")
    'seeking care'
    """
    return safe_text(intent.replace("_", " "))


def _term(reason: Reason) -> Content:
    gain = reason.weight * reason.idf
    origin = "" if reason.origin == "asked" else f" ({reason.origin})"
    numbers = f": {reason.weight:.2f} × {reason.idf:.2f} = {gain:.2f}{origin}"
    return Content.assemble("• ", (safe_text(reason.term), "bold"), numbers)


def _nearest(found: LookUp, hit: SearchHit) -> Iterator[Intent]:
    """The likeliest kinds of question, and the passage's own wherever it stands."""
    for place, intent in enumerate(found.intents):
        if place < _SHOWN_ODDS or intent.name == hit.intent:
            yield intent


def _odds(intent: Intent, hit: SearchHit) -> str:
    own = " ←" if intent.name == hit.intent else ""
    return f"{kind_name(intent.name)} {intent.confidence:.2f}{own}"
