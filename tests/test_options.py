"""The command lines that are read without argparse, and only those."""

import pytest

from chatbot.cli.arguments import parse
from chatbot.cli.options import read_plainly
from chatbot.errors import InputError


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


@pytest.mark.parametrize("option", ["--host", "--name"])
@pytest.mark.parametrize("name", ["", "bad..host", "a\x07b", "<b>", "a b", "x" * 70])
def test_what_is_no_host_is_bad_usage(option: str, name: str) -> None:
    """What no name server takes is refused before anything is opened."""
    with pytest.raises(InputError, match=f"{option}: must be a host name or an address"):
        parse(["serve", option, name])


@pytest.mark.parametrize(
    "name", ["localhost", "127.0.0.1", "::1", "bones.example", "bücher.example"]
)
def test_hosts_are_taken_as_typed(name: str) -> None:
    """Names, also in other letters, and addresses of both kinds."""
    assert parse(["serve", "--host", name]).options.host == name
