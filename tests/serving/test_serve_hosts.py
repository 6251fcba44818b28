"""What may follow `--host` and `--name` of `chatbot serve`."""

import pytest

from chatbot.cli.arguments import parse
from chatbot.errors import InputError


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
