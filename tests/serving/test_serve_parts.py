"""The parts of the server by themselves: messages, the watch over quiet, cells."""

import asyncio

import pytest

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

from chatbot.errors import InputError
from chatbot.serving.clock import QuietWatch
from chatbot.serving.messages import read_message
from chatbot.tui.cells import Cells
from serving_clock import HandClock


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", "null", '["do", "quit now"]', '["say", 1]', '["key", "f99"]', '["mouse", "bite", 1, 1]', '["open", "80", 24, true]',
     '["text", 5]', '["size", 80]', "[" * 100_000],
)  # fmt: skip
def test_what_our_page_never_says_is_refused(data: str) -> None:
    """Every message is checked before anything is done with it."""
    with pytest.raises(InputError):
        read_message(data)


async def test_a_quiet_watch_warns_once_and_starts_again_with_every_sign() -> None:
    """Half of a short time-out passes before the warning; a touch takes the warning back."""
    clock, told = HandClock(), []
    watch = QuietWatch(clock, 60, told.append)
    over = asyncio.create_task(watch.over())
    await clock.turn(0)
    await clock.turn(30)
    assert told == [True]
    watch.touch()
    assert told == [True, False]
    await clock.turn(30)
    assert not over.done()
    await clock.turn(30)
    await over
    assert told == [True, False, True]


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ("bone", [("bone", "", "", "")]),
        ("\x1b[1;38;2;1;2;3mb\x1b[0mone", [("b", "#010203", "", "b"), ("one", "", "", "")]),
        ("\x1b[48;2;255;0;0;4mb", [("b", "", "#ff0000", "u")]),
        ("\x1b[31mb\x1b[39mo", [("b", "#800000", "", ""), ("o", "", "", "")]),
        ("\x1b]0;title\x07\x1b[?2026h\x1b[?1049hb", [("b", "", "", "")]),
        ("骨e\u0301", [("骨e\u0301", "", "", "")]),
        ("<script>", [("<script>", "", "", "")]),
    ],
)
def test_cells_hold_what_a_terminal_would_show(data: str, row: list[tuple[str, ...]]) -> None:
    """Text, colours and weights arrive as runs; titles and modes are dropped."""
    cells = Cells(10, 1)
    cells.write(data)
    runs = [(run.text.rstrip(), *run.style) for run in cells.row(0) if run.text.strip()]
    assert runs == row
    assert sum(run.width for run in cells.row(0)) == 10


def test_what_is_copied_is_told_apart_from_what_is_drawn() -> None:
    """The clipboard's sequence is taken out; a damaged one is dropped."""
    cells = Cells(10, 1)
    cells.write("\x1b]52;c;Ym9uZQ==\x07\x1b]52;c;=\x07x")
    assert (cells.copied, cells.text()) == (["bone"], ["x"])
