"""The configuration: found, read, checked, shown, and followed."""

import io
import re
import string
import sys
import tomllib
from pathlib import Path

import platformdirs
import pytest
from textual.keys import _character_to_key
from textual.theme import BUILTIN_THEMES

from chatbot.cli import streams
from chatbot.config.keys import ACTIONS, DEFAULTS, key_label, key_name
from chatbot.config.places import config_file
from chatbot.config.settings import HIGH_CONTRAST, THEMES, Config, read_config
from chatbot.errors import PackError
from chatbot.tui.themes import DARK, LIGHT
from running import Run


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a configuration file, and the program told of it."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("CHATBOT_CONFIG", str(path))
    return path


@pytest.mark.parametrize("home", [None, "elsewhere"])
def test_the_usual_place_is_that_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str | None
) -> None:
    """What is found without the library is what the library says."""
    monkeypatch.delenv("CHATBOT_CONFIG")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if home:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / home))
    folder = platformdirs.user_config_path("bone-health-chatbot", appauthor=False)
    assert config_file() == str(folder / "config.toml")


def test_without_a_file_the_usual_settings_hold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No file is no fault; an empty CHATBOT_CONFIG means that none is looked for."""
    monkeypatch.delenv("CHATBOT_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_config() == Config()
    monkeypatch.setenv("CHATBOT_CONFIG", "")
    assert config_file() == ""
    assert read_config() == Config()


def test_where_nobody_has_a_home_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """No home is no fault; a name that leads nowhere is one."""
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("CHATBOT_CONFIG")
    if sys.platform.startswith("linux"):
        assert config_file() == ""
    monkeypatch.setenv("CHATBOT_CONFIG", "~nobody/config.toml")
    with pytest.raises(PackError, match="no such file"):
        read_config()


def test_every_setting_is_read(file: Path) -> None:
    """Colours, region, lines, print and keys come from the file; the rest stays as usual."""
    file.write_text(
        'theme = "high-contrast-light"\nregion = "UK"\nplain = true\nlarge = true\n'
        '[keys]\nhelp = ["F5", "h"]\nsources = "Ctrl+Y"\n'
    )
    config = read_config()
    assert (config.theme, config.region, config.plain, config.large) == (LIGHT, "uk", True, True)
    assert config.keys["help"] == ("f5", "h")
    assert config.keys["sources"] == ("ctrl+y",)
    assert config.keys["quit"] == DEFAULTS["quit"]


def test_two_actions_may_trade_keys(file: Path) -> None:
    """A clash is judged when all is read, not on the way."""
    file.write_text('[keys]\nhelp = "F3"\nsources = "F1"\n')
    assert read_config().keys["help"] == ("f3",)


FAULTS = [
    ('colour = "red"', "colour, line 1: is not a key that is read here"),
    ('theme = "high-contrast-drak"', "theme, line 1: there is no theme “high-contrast-drak”. Did you mean high-contrast-dark?"),
    ('theme = "neon"', "theme, line 1: there is no theme “neon”. Known: high-contrast-dark"),
    ("plain = 1", "plain, line 1: must be true or false"),
    ("region = 1", "region, line 1: must be a text in quotes"),
    ('keys = "F1"', "keys, line 1: must be a table"),
    ("theme = \nplain = true", "line 1: not valid TOML"),
    ('[keys]\nhepl = "F1"', "keys.hepl, line 2: is not an action. Did you mean help?"),
    ("[keys]\nhelp = []", "keys.help, line 2: has no key"),
    ("[keys]\nhelp = 1", "keys.help, line 2: must be a list of texts in quotes"),
    ('[keys]\nhelp = "F13"', "keys.help, line 2: “F13” is not a key that every terminal sends"),
    ('[keys]\nhelp = "Alt+h"', "keys.help, line 2: “Alt+h” is not a key that every terminal sends"),
    ('[keys]\nhelp = "Shift+Enter"', "“Shift+Enter” is not a key that every terminal sends"),
    ('[keys]\nhelp = "Enter"', "keys.help, line 2: Enter cannot be given another meaning"),
    ('[keys]\nhelp = "Ctrl+M"', "keys.help, line 2: Ctrl+M is Enter in a terminal"),
    ('[keys]\nhelp = "Ctrl+C"', "keys.help, line 2: Ctrl+C copies and leaves"),
    ('[keys]\nquit = "q"', "keys.quit, line 2: Q could no longer be typed"),
    ('[keys]\nsources = "F1"', "keys.sources, line 2: F1 would be both help and sources"),
    ('[keys]\ncopy = "F8"', "keys.copy, line 2: F8 would be both save and copy"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_faults(file: Path, run: Run, text: str, fault: str) -> None:
    """Each fault is one line that names file, key, line and what to do; the exit code is 2."""
    file.write_text(text)
    result = run("config")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"chatbot: {file}, ")
    assert fault in result.err
    assert result.err.count("\n") == 1


def test_a_named_file_must_be_there(file: Path) -> None:
    """Whoever names a file means it."""
    with pytest.raises(PackError, match=f"{re.escape(str(file))}: CHATBOT_CONFIG names it"):
        read_config()


def test_a_key_that_acts_in_one_place_may_act_in_another(file: Path) -> None:
    """An answer and a source are never in front at once."""
    file.write_text('[keys]\nadd = "n"\nnext_quote = "n"\n')
    assert read_config().keys["add"] == read_config().keys["next_quote"] == ("n",)


def test_what_is_shown_can_be_read_again(file: Path, run: Run) -> None:
    """`chatbot config` prints a file of its own kind, with what holds."""
    file.write_text('region = "us"\n[keys]\nhelp = ["F5", "?", "Z"]\n')
    first = run("config")
    assert first.code == 0
    assert first.out.startswith(f"# From {file}.\n")
    assert set(tomllib.loads(first.out)["keys"]) == {action.name for action in ACTIONS}
    before = read_config()
    file.write_text(first.out)
    assert read_config() == before


def test_the_path_alone(file: Path, run: Run) -> None:
    """For an editor: where the file is or would be."""
    assert run("config", "--path").out == f"{file}\n"


def test_a_region_that_the_pack_lacks_is_a_fault(file: Path, run: Run) -> None:
    """A typing mistake in the region must not wait for an emergency."""
    file.write_text('region = "ux"\n')
    for command in (("config",), ("ask", "hello")):
        result = run(*command)
        assert result.code == 2
        assert f"{file}, region: there is no region “ux”. Known: au, ca" in result.err


def test_the_region_reaches_care_cards(file: Path, run: Run) -> None:
    """The configured telephone numbers stand on the card; --region goes before them."""
    file.write_text('region = "uk"\n')
    assert "999" in run("ask", "I fell and can't feel my legs").out
    assert "911" in run("--region", "us", "ask", "I fell and can't feel my legs").out
    assert "999" in run("chat", "--plain", stdin=b"I fell and can't feel my legs\n").out


def test_plain_is_followed(
    file: Path, run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever set lines gets lines on a terminal too."""
    file.write_text("plain = true\n")
    monkeypatch.setattr("chatbot.cli.streams.on_terminal", lambda: True)
    assert "You: What is a rose?" in run("--corpus", small, stdin=b"What is a rose?\n").out


class End(io.StringIO):
    """One end of a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize("elsewhere", ["stdin", "stdout", "stderr"])
def test_lines_serve_where_one_end_is_no_terminal(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen is drawn on stderr: sent to a file, it would leave a dark window."""
    monkeypatch.setenv("TERM", "xterm")
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, End())
    assert streams.on_terminal()
    monkeypatch.setattr(sys, elsewhere, io.StringIO())
    assert not streams.on_terminal()


def test_key_names_are_the_screens() -> None:
    """Every sign is called what the screen calls it, and reads as it is written."""
    for sign in string.punctuation:
        assert key_name(sign) == _character_to_key(sign)
        assert key_label(key_name(sign)) == sign


def test_themes_exist() -> None:
    """Every theme that may be named is one."""
    assert HIGH_CONTRAST == (DARK, LIGHT)
    assert set(THEMES) <= {DARK, LIGHT, *BUILTIN_THEMES}


@pytest.mark.skipif(sys.platform == "win32", reason="everybody may read there")
def test_a_file_that_may_not_be_read_is_a_fault(file: Path, run: Run) -> None:
    """A folder in its place is named, and nothing crashes."""
    file.mkdir()
    result = run("config")
    assert result.code == 2
    assert str(file) in result.err


def test_the_documents_show_what_holds_without_a_file(run: Run) -> None:
    """The page on configuration is the output of `chatbot config`."""
    page = Path(__file__).parent.parent / "docs" / "configuration.md"
    (shown,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert run("config").out.partition("\n\n")[2] == shown
