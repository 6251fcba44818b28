"""Quotes: verbatim, whole units, never too long, a row with its header and note."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.answer import MAX_QUOTE, Context, Quote
from chatbot.compiling.passages import passages_of
from chatbot.compiling.sentences import SentenceSplitter
from chatbot.conversation.quoting import Quoter, verified
from chatbot.errors import QuoteError
from chatbot.pack.markup import sections_of
from chatbot.pack.records import Anchor, Document, Pack
from chatbot.pack.words import split_words
from chatbot.retrieval.cutting import Wanted
from chatbot.safe_text import shadow

NO_CUES: frozenset[str] = frozenset()


def folded(text: str) -> list[str]:
    """A text's words, folded: its terms."""
    return [word.text for word in split_words(text)]


def quoter(text: str) -> tuple[Quoter, Document]:
    """A quoter over one document; terms are its folded words."""
    sections = sections_of(shadow(text), 0, "Title", markdown=True)
    document = Document("doc", "Title", "Source", "", "2024-01-31", "", text, "hash", sections)
    passages = list(passages_of(document, SentenceSplitter([]), {}))
    terms = {p.id: [folded(text[u.start : u.end]) for u in p.units] for p in passages}
    return Quoter({"doc": document}, passages, terms, folded, restated=True), document


def quotes(text: str, *terms: str, cues: frozenset[str] = NO_CUES) -> list[Quote]:
    """The quotes of a document's first passage for the words asked."""
    made, document = quoter(text)
    (passage, *_) = passages_of(document, SentenceSplitter([]), {})
    return made.of_passage(0, passage, Wanted(dict.fromkeys(terms, 1.0), cues))


def broken(quote: Quote, text: str) -> str | None:
    """What is wrong with a quote of a text; None, it is hoped."""
    if text[quote.start : quote.end] != quote.text or not quote.text.strip():
        return f"not verbatim: {quote.text}"
    if any(text[c.start : c.end] != c.text for c in quote.context):
        return f"its context is not verbatim: {quote.text}"
    if quote.length > MAX_QUOTE:
        return f"{quote.length} characters: {quote.text}"
    if any(not 0 <= start < end <= len(quote.text) for start, end in quote.highlights):
        return f"highlights outside: {quote.text}"
    return None


def test_a_short_passage_is_quoted_whole() -> None:
    """A reader gets the sentences around the best one, which is highlighted."""
    (quote,) = quotes("Bones age. Milk has calcium. Kale, too.", "calcium")
    assert quote.text == "Bones age. Milk has calcium. Kale, too."
    assert [quote.text[start:end] for start, end in quote.highlights] == ["Milk has calcium."]


def test_of_a_long_passage_the_best_stretch_is_quoted() -> None:
    """Whole sentences, as many as fit, around those that hold what was asked."""
    filler = "This sentence is here to make the passage a long one indeed. "
    (quote,) = quotes(filler * 8 + "Milk has calcium. " + filler * 8, "calcium")
    assert "Milk has calcium." in quote.text
    assert quote.length <= MAX_QUOTE
    assert quote.text.endswith(".")
    assert not quote.text.startswith(" ")


def test_an_amount_is_preferred_where_one_is_asked() -> None:
    """Of two sentences about a thing, "how much" wants the one with the figure."""
    text = "Calcium is good. " + "x" * 300 + ". " + "y" * 300 + ". Calcium: 1,000 mg."
    (quote,) = quotes(text, "calcium", cues=frozenset(("amount",)))
    assert "1,000 mg" in quote.text


TABLE = """\
| Scan | Place | Cost |
|---|---|---|
| DXA | Radiology | $125 |
| CT | Hospital | $300 |
| MRI | Hospital | $900 |

Note: Prices change.
"""


DXA, CT, MRI = "| DXA | Radiology | $125 |", "| CT | Hospital | $300 |", "| MRI | Hospital | $900 |"
WHOLE = f"{DXA}\n{CT}\n{MRI}"


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (["dxa"], [DXA]),
        (["ct", "mri"], [f"{CT}\n{MRI}"]),
        # The header and the note once more would be longer than the row between.
        (["dxa", "mri"], [WHOLE]),
        (["nothing"], [WHOLE]),
        # What the header says tells no row from another, nor does what all rows hold.
        (["cost", "place"], [WHOLE]),
        # One word of many is too little to leave the other rows out.
        (["dxa", *"full list of what all such scans are likely to be".split()], [WHOLE]),
    ],
)
def test_rows_that_stand_out(asked: list[str], rows: list[str]) -> None:
    """Of a table the rows that were asked for, or all; each with its header and its note."""
    found = quotes(TABLE, *asked)
    assert [quote.text for quote in found] == rows
    for quote in found:
        around = [(item.role, item.text) for item in quote.context]
        assert around == [("header", "| Scan | Place | Cost |"), ("note", "Note: Prices change.")]


def test_a_row_is_picked_for_what_no_better_row_holds() -> None:
    """Asked for two things, the row of the one that has fewer words is not left out."""
    head = "| Care | Cost |\n|---|---|\n"
    row, other = "| physical therapy session | $75 |", "| pills | $20 |"
    text = head + row + "\n" + "| scan | $9 |\n" * 20 + other
    asked = ("physical", "therapy", "pills")
    assert [quote.text for quote in quotes(text, *asked)] == [row, other]
    assert [quote.text for quote in quotes(text, *asked[:2])] == [row]


def test_a_row_is_about_what_its_first_cell_names() -> None:
    """Of two rows that hold what is asked, the one that is named by it is not left out."""
    head = "| thing | by whom |\n| --- | --- |\n"
    scan, pills = "| scan | centre |", "| pills | insurance |"
    text = head + scan + "\n" + "| therapy | clinic |\n" * 20 + pills
    assert {quote.text for quote in quotes(text, "scan", "insurance")} == {scan, pills}
    other = head + pills + "\n" + "| therapy | clinic |\n" * 20 + "| insurance | centre |"
    assert [quote.text for quote in quotes(other, "insurance")] == ["| insurance | centre |"]


def test_a_row_that_says_how_long_is_preferred_where_that_is_asked() -> None:
    """To "slow" is to hold back, and no time; months, years and speed are."""
    slow, speed = "| Aim | Slow the loss. |", "| Speed | Gradual, over months. |"
    text = "| What | Pills |\n|---|---|\n" + slow + "\n" + speed
    (quote,) = quotes(text, "unheard", cues=frozenset(("long",)))
    assert quote.text == speed


def test_items_carry_their_lead_in() -> None:
    """An item that is quoted alone brings the line that says what the list is."""
    items = "\n".join(f"- item {n} " + "word " * 30 for n in range(8))
    (quote,) = quotes(f"Never take:\n\n{items}\n- milk", "milk")
    assert [item.text for item in quote.context] in ([], ["Never take:"])
    assert quote.context or quote.text.startswith("Never take:")


def test_a_list_that_fits_is_not_broken_off() -> None:
    """A list cut short reads as a whole one: up to the longest quote, it is quoted to its end."""
    lead = "Things that speed up bone loss, and that can be changed:\n\n"
    items = "\n".join(f"- item {n} " + "word " * 13 for n in range(6)).rstrip()
    assert 480 < len(lead + items) <= MAX_QUOTE
    (quote,) = quotes(lead + items, "things")
    assert quote.text == lead + items


def test_a_quote_says_where_it_is_from() -> None:
    """Title, section, source, date, hash and whose words they are travel with each quote."""
    (quote,) = quotes("## Milk\n\nMilk has calcium.", "calcium")
    assert (quote.document, quote.section, quote.passage) == ("doc", "Milk", "doc#milk/1")
    assert (quote.source, quote.reviewed, quote.sha256) == ("Source", "2024-01-31", "hash")
    assert quote.citation == "Restated from Title, Milk; reviewed 2024-01-31"
    own = replace(quote, restated=False, reviewed=None)
    assert own.citation == "Title, Milk; no review date given"


def test_a_broken_quote_is_an_error() -> None:
    """A quote that is not letter by letter what stands in the document is never let through."""
    (quote,) = quotes("Never take milk. Take kale.", "milk")
    _, document = quoter("Never take milk. Take kale.")
    assert verified(quote, document) == quote
    header = Context("header", "Take", 0, 4)
    for wrong in (
        replace(quote, text="Take milk."),
        replace(quote, text=quote.text.upper()),
        replace(quote, start=quote.start + 1),
        replace(quote, end=quote.end - 1),
        replace(quote, text="", end=quote.start),
        replace(quote, context=(header,)),
        replace(quote, context=(replace(header, text="", end=0),)),
    ):
        with pytest.raises(QuoteError):
            verified(wrong, document)


def test_an_anchor_that_is_not_there_is_an_error() -> None:
    """Words that no document holds cannot be quoted."""
    made, _ = quoter("Milk has calcium.")
    assert made.of_anchor(2, Anchor("doc", "has calcium")).text == "Milk has calcium."
    assert made.of_anchor(2, Anchor("doc", "has calcium")).part == 2
    with pytest.raises(QuoteError, match="doc does not hold “has salt”"):
        made.of_anchor(0, Anchor("doc", "has salt"))


def test_around_an_anchor_a_short_passage_is_quoted_whole() -> None:
    """With the anchor's own sentence highlighted; of a longer passage that sentence alone."""
    anchor = Anchor("doc", "has calcium")
    made, _ = quoter("Bones age. Milk has calcium.")
    quote = made.around(1, anchor)
    assert (quote.part, quote.text) == (1, "Bones age. Milk has calcium.")
    assert [quote.text[start:end] for start, end in quote.highlights] == ["Milk has calcium."]
    made, _ = quoter("Milk has calcium. " + "Bones age. " * 60)
    assert made.around(1, anchor).text == "Milk has calcium."
    with pytest.raises(QuoteError):
        made.around(0, Anchor("doc", "has salt"))


def test_every_passage_can_be_quoted(bot: Chatbot) -> None:
    """Whatever is asked, every quote of every built-in passage is verbatim and short enough."""
    library = bot.library
    faults = []
    for passage in library.passages:
        text = library.documents[passage.document].text
        held = library.unit_terms[passage.id]
        for terms in ((), held[0], held[-1], [term for unit in held for term in unit]):
            wanted = Wanted(dict.fromkeys(terms, 1.0), frozenset(("amount", "why")))
            for quote in bot.steps.quoter.of_passage(0, passage, wanted):
                faults += [fault for fault in [broken(quote, text)] if fault]
                if passage.units[0].kind == "row":
                    assert quote.context, quote.text
    assert faults == []


def test_every_anchor_can_be_quoted(bot: Chatbot, pack: Pack) -> None:
    """Every row and sentence that scores and claims point to is quoted whole and verbatim."""
    anchors = [band.anchor for kind in pack.scores for band in kind.bands]
    anchors += [anchor for kind in pack.scores for anchor in kind.explained]
    anchors += [anchor for item in pack.claims for anchor in (*item.sides, *item.triggers)]
    for anchor in anchors:
        quote = bot.steps.quoter.of_anchor(0, anchor)
        assert anchor.text in quote.text
        assert broken(quote, bot.documents[anchor.document].text) is None
        if anchor.text.startswith("|"):
            assert quote.context[0].role == "header", anchor.text


PIECES = st.sampled_from(
    (
        "# A\n",
        "Bones age. ",
        "Milk is 1,000 mg. ",
        "\n\n",
        "- item ",
        "\n| a | b |\n|---|\n",
        "| c | d |\n",
        "Eat:\n\n",
        "Note: so. ",
        "word " * 40,
        "\x07é",
        "x" * 300,
    )
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["milk", "item", "word", "z"]))
def test_quotes_of_any_document(text: str, asked: str) -> None:
    """Whatever the document, quotes are verbatim and, if no single unit is longer, fit."""
    made, document = quoter(text)
    for passage in passages_of(document, SentenceSplitter([]), {}):
        for quote in made.of_passage(0, passage, Wanted({asked: 1.0}, NO_CUES)):
            if all(unit.end - unit.start <= MAX_QUOTE for unit in passage.units):
                assert broken(quote, text) is None


def test_quotes_keep_what_the_file_holds(tmp_path: Path) -> None:
    """Line ends, byte order mark and control characters of a file stand in its quotes."""
    raw = "\ufeffRoses age.\r\nThey\tdo\x07 age [/b] [red].\r\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    bot = Chatbot.open(tmp_path, cache=False)
    (document,) = bot.documents.values()
    assert document.text == raw
    for quote in bot.reply("Do roses age?").quotes:
        assert broken(quote, raw) is None
