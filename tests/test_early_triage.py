"""Care cards while the bot is still being made."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot import Chatbot
from chatbot.cli.opening import EarlyTriage
from chatbot.cli.options import Options
from chatbot.pack import reading
from chatbot.pack.files import builtin_folder
from chatbot.pack.knowledge import kind_lists
from chatbot.pack.reading import read_pack, read_red_flags

FALL = "I fell and cannot feel my legs"


@pytest.fixture
def early() -> EarlyTriage:
    """For the built-in pack."""
    return EarlyTriage(Options(corpus=None, region=""))


@pytest.fixture
def pack_folder(request: pytest.FixtureRequest, small: Path) -> Path:
    """The built-in pack, and one that has the general red flags beside its own."""
    return {"built-in": builtin_folder(), "small": small}[request.param]


@pytest.mark.parametrize("pack_folder", ["built-in", "small"], indirect=True)
def test_red_flags_are_those_of_the_whole_pack(pack_folder: Path) -> None:
    """Read by themselves, rules, lists and telephone numbers are what the whole pack has."""
    pack, flags = read_pack(pack_folder), read_red_flags(pack_folder)
    assert flags.rules == replace(pack.red_flags, messages=flags.rules.messages)
    assert flags.lists == kind_lists(pack.concepts)
    assert flags.lines == pack.lines


def test_a_card_while_the_pack_is_prepared(early: EarlyTriage, bot: Chatbot) -> None:
    """As soon as it is known that preparing takes a while, cards are the bot's own."""
    early.prepare()
    assert early(FALL) == bot.triage(FALL) is not None
    assert early("What is osteopenia?") is None


@pytest.mark.parametrize(
    ("then", "found"), [(EarlyTriage.prepare, "fall"), (EarlyTriage.retire, "")]
)
def test_a_message_waits_until_it_is_known_who_reads_it(
    early: EarlyTriage, then: Callable[[EarlyTriage], None], found: str
) -> None:
    """Asked before that, the card comes from here if the bot takes a while, else from the bot."""
    early.moment = 60
    with ThreadPoolExecutor() as pool:
        card = pool.submit(early, FALL)
        then(early)
        assert bool(card.result()) == bool(found)


def test_nothing_is_read_where_the_bot_is_there_at_once(
    early: EarlyTriage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A prepared pack is open long before rules are compiled: nobody begins with that."""
    monkeypatch.setattr(reading, "read_red_flags", None)
    early.retire()
    assert early(FALL) is None


def test_after_a_moment_nobody_waits(early: EarlyTriage) -> None:
    """Where opening takes long without a word, the card comes from here."""
    early.moment = 0
    assert early(FALL) is not None
