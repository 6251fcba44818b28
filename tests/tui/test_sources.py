"""The source: opened at the passage, highlighted, beside the transcript or on its own screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Driver
from fake_copy import COPY
from fake_documents import FILLER
from textual.widgets import OptionList

from chatbot.pack.documents import read_document
from chatbot.tui.source_screen import SourceScreen
from chatbot.tui.widgets.choice import Choice
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.widgets.source_pane import Place

Drive = Callable[..., Driver]


def marked(person: Driver) -> list[str]:
    """The highlighted words of the document, line by line."""
    return person.pane.page.marked_words()


def in_sight(person: Driver) -> bool:
    """Whether the quote's first words lie within the visible part of the page."""
    return person.pane.page.in_sight(person.pane.place.offset)


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (130, 40)])
async def test_enter_on_a_quote_opens_its_document_at_the_passage(
    drive: Drive, size: tuple[int, int]
) -> None:
    """The row stands in sight, highlighted, with its document's title and its heading."""
    async with drive(*size) as person:
        await person.ask("What does it cost?")
        await person.press("tab")
        assert isinstance(person.app.focused, QuoteView)
        await person.press("enter")
        await person.sees("Back Pain and What Care Costs", "DXA Bone Density Scan", "quote 1/1")
        await person.until(lambda: in_sight(person))
        assert " ".join(marked(person)) == "DXA Bone Density Scan Radiology Centers $125-$300"
        assert isinstance(person.app.screen, SourceScreen) == (size[0] < 120)
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)


async def test_a_click_on_a_quote_opens_it(drive: Drive) -> None:
    """The mouse does what Enter does."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.pilot.click(person.all(QuoteView)[0])
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))
        await person.sees("T-Scores Explained")
        await person.until(
            lambda: (
                marked(person)[:1]
                == ["Osteopenia is low bone mass that comes before osteoporosis."]
            )
        )


async def test_each_quote_opens_at_its_own_place(drive: Drive) -> None:
    """In an answer, Down goes to the second quote, and Enter opens it."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "down", "enter")
        await person.sees("quote 2/2")


async def test_next_and_previous_quote_go_round(drive: Drive) -> None:
    """F9 and F7 step through the quotes of the answer."""
    async with drive(60, 20) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "enter")
        await person.sees("quote 1/2")
        await person.press("f9")
        await person.sees("quote 2/2", "Excessive caffeine")
        await person.press("f9")
        await person.sees("quote 1/2")
        await person.press("f7")
        await person.sees("quote 2/2")


async def test_the_outline_leads_to_a_section(drive: Drive) -> None:
    """Ctrl+E lists the headings; Enter goes there; Esc closes list, then source."""
    async with drive() as person:
        await person.ask("What does it cost?")
        await person.press("tab", "enter")
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))
        await person.sees("quote 1/1")
        await person.press("ctrl+e")
        await person.sees(COPY["outline_heading"], "Background 1", "Cost of care")
        assert isinstance(person.app.focused, OptionList)
        await person.press("home", "down", "enter")
        await person.sees("Background 1 Bone is living tissue")
        await person.press("right")
        await person.sees("Background 2 Bone is living tissue")
        await person.press("ctrl+e", "escape")
        await person.sees("Background 2 Bone is living tissue")
        await person.press("left")
        await person.sees("Background 1 Bone is living tissue")
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)
        assert isinstance(person.app.focused, QuoteView)


async def test_f3_before_any_answer_lists_the_documents(drive: Drive) -> None:
    """The sources can be read without a question."""
    async with drive() as person:
        await person.loaded()
        await person.press("f3")
        await person.sees(COPY["documents_heading"], "T-Scores Explained")
        await person.press("down", "enter")
        await person.sees("Back Pain and What Care Costs", "Background 1")
        await person.press("f3")
        await person.until(lambda: person.app.screen is person.chat)


async def test_a_wide_terminal_shows_the_first_source_by_itself(drive: Drive) -> None:
    """Beside the transcript, without taking the focus; F3 goes there and back."""
    async with drive(140, 40) as person:
        await person.loaded()
        await person.sees(COPY["documents_heading"])
        await person.ask("What does it cost?")
        await person.until(lambda: marked(person))
        assert person.app.focused is person.prompt
        await person.press("f3")
        await person.until(lambda: person.pane.has_focus_within)
        await person.press("escape")
        assert person.app.focused is person.prompt


async def test_resizing_moves_the_source_between_screen_and_column(drive: Drive) -> None:
    """A source read on its own screen stands in the column once there is room for it."""
    async with drive() as person:
        await person.ask("What does it cost?")
        await person.press("tab", "enter")
        await person.sees("quote 1/1")
        await person.pilot.resize_terminal(140, 40)
        await person.until(lambda: person.app.screen is person.chat)
        await person.until(lambda: marked(person))
        await person.sees("quote 1/1")
        await person.press("f3")
        await person.until(lambda: person.pane.has_focus_within)
        await person.pilot.resize_terminal(40, 20)
        await person.until(lambda: person.app.focused is person.prompt)
        assert not person.chat.query_one("SourcePane").region


async def test_copying_says_only_what_is_known(drive: Drive) -> None:
    """C hands quote, citation, passage and disclaimer to the terminal, and says just that."""
    async with drive() as person:
        await person.ask("What does it cost?")
        await person.press("tab", "f7")
        await person.sees(COPY["copied"])
        copied = person.app.clipboard
        assert "| DXA Bone Density Scan | Radiology Centers | $125-$300 |" in copied
        assert "| Treatment Option | Provider Type | Cost Estimation |" in copied
        assert (
            "Restated from Back Pain and What Care Costs, Cost of care; no review date given"
            in copied
        )
        assert "(costs#cost-of-care/1)" in copied
        assert copied.endswith("Prices differ. Ask the place that does the scan.")


async def test_suggestions_are_chosen_by_keys(drive: Drive, bot: object) -> None:
    """Tab and arrows reach a suggestion, Enter asks it."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "down", "down")
        assert isinstance(person.app.focused, Choice)
        await person.press("down", "enter")
        await person.idle()
        assert bot.asked[-1] == ("How much does a DXA scan cost?", 1)
        assert person.app.focused is person.prompt


async def test_suggestions_are_chosen_by_mouse(drive: Drive, bot: object) -> None:
    """A click asks a suggestion; so does one on an example of the welcome."""
    async with drive(80, 40) as person:
        await person.loaded()
        await person.pilot.click(person.all(Choice)[0])
        await person.idle()
        await person.until(lambda: len(bot.asked) == 1)
        await person.idle()
        await person.pilot.click(person.all(Choice)[-1])
        await person.until(lambda: len(bot.asked) == 2)
        await person.idle()
        assert [text for text, _ in bot.asked] == [
            "What is osteopenia?",
            "How much does a DXA scan cost?",
        ]
        assert person.app.focused is person.prompt


async def test_find_counts_and_steps(drive: Drive) -> None:
    """/ finds words as they are typed, F9 and Ctrl+R step, Esc ends the search, then the source."""
    async with drive(60, 20) as person:
        await person.ask("What does it cost?")
        await person.press("tab", "enter")
        await person.sees("quote 1/1")
        await person.press("slash", *"renewed")
        await person.sees("1 of 60", "renewed")
        await person.press("enter", "f9")
        await person.sees("2 of 60")
        await person.press("ctrl+r", "ctrl+r")
        await person.sees("60 of 60")
        assert person.pane.page.in_sight(person.pane.place.offset)
        await person.press("escape")
        await person.until(lambda: "of 60" not in person.read())
        assert isinstance(person.app.screen, SourceScreen)
        await person.press("f9")
        await person.sees("quote 1/1")


async def test_letters_are_text_while_one_looks_for_words(drive: Drive) -> None:
    """Letters and digits are typed into the box; nothing found is said."""
    async with drive() as person:
        await person.ask("What does it cost?")
        await person.press("tab", "enter")
        await person.sees("quote 1/1")
        await person.press("slash", *"npo1")
        await person.sees("npo1", "0 of 0")


async def test_the_transcript_stays_where_it_was(drive: Drive) -> None:
    """Back from the source, the same lines are in sight."""
    async with drive(60, 14) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "down")
        before = person.chat.query_one("#transcript").scroll_y
        await person.press("enter")
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))
        await person.press("pagedown", "escape")
        await person.until(lambda: person.app.screen is person.chat)
        assert before > 0
        assert person.chat.query_one("#transcript").scroll_y == before


async def test_a_megabyte_is_drawn_by_what_is_in_sight(
    drive: Drive, bot: object, tmp_path: Path
) -> None:
    """Only the lines on the screen are drawn; the rest comes in the background, at the same words."""
    path = tmp_path / "long.md"
    path.write_text(
        "".join(f"# Part {n}\n\n{FILLER * 12}\n\n" for n in range(900)), encoding="utf-8"
    )
    document = read_document(path, path.name, strict=False)
    bot.documents = {document.id: document}
    async with drive(80, 24) as person:
        await person.loaded()
        await person.press("f3", "enter")
        await person.sees("Part 0")
        drawn: list[int] = []
        page = person.pane.page
        render = page.render_line
        page.render_line = lambda y: drawn.append(y) or render(y)
        await person.pane.open_at(
            bot.documents, bot.say, Place(document.id, document.text.index("Part 700"))
        )
        await person.until(lambda: page._layout.whole)
        await person.sees("Part 700")
        assert len(drawn) < 400
