"""The command lines that are read without argparse, and only those."""

import pytest

from chatbot.cli.arguments import parse
from chatbot.cli.options import read_plainly


@pytest.mark.parametrize("words", [["What is osteopenia?"], ["what", "is", "it"], ["ask"], [""]])
def test_a_read_plainly_is_read_as_argparse_reads_it(words: list[str]) -> None:
    """Command, options and their defaults are those of the full command line."""
    plain, full = read_plainly(["ask", *words]), parse(["ask", *words])
    assert plain is not None
    assert plain.command == full.command
    shared = {
        name: value for name, value in vars(full.options).items() if name in vars(plain.options)
    }
    assert vars(plain.options) == shared
    assert set(vars(full.options)) - set(vars(plain.options)) == {"command", "rest"}


@pytest.mark.parametrize(
    "argv",
    [
        ["ask"],
        ["ask", "--json", "x"],
        ["ask", "x", "-1.8"],
        ["chat", "--plain"],
        ["--plain"],
        ["chat", "x"],
        ["search", "x"],
        ["--help"],
    ],
)
def test_everything_else_is_left_to_argparse(argv: list[str]) -> None:
    """Options, other commands and questions with a dash need the full command line."""
    assert read_plainly(argv) is None
