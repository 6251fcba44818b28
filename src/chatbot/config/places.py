"""Where the configuration file is; every answer asks, so nothing here is slow to import."""

import os
import sys

NAME = "bone-health-chatbot"
FILE = "config.toml"
VARIABLE = "CHATBOT_CONFIG"


def config_file() -> str:
    """The file to read: CHATBOT_CONFIG, else the user's; "" where there can be none.

    There is none where CHATBOT_CONFIG is set and empty, and where nobody has a home. On Linux the
    folder is found here, as platformdirs finds it, because importing the library would cost more
    than the answer's own reading.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return (_at_home(chosen) or chosen) if chosen.strip() else ""
    if sys.platform.startswith("linux") and not os.environ.get("ANDROID_ROOT"):
        home = _at_home(os.environ.get("XDG_CONFIG_HOME", "").strip() or "~/.config")
        return os.path.join(home, NAME, FILE) if home else ""  # noqa: PTH118 - pathlib is slow
    from platformdirs import user_config_path

    try:
        return str(user_config_path(NAME, appauthor=False) / FILE)
    except RuntimeError:
        return ""


def is_configured() -> bool:
    """Whether there is something to read: a file, or a name that must be told to be wrong."""
    file = config_file()
    return bool(file) and (VARIABLE in os.environ or os.path.lexists(file))


def _at_home(path: str) -> str:
    """The path with ~ filled in; "" where that is nobody's."""
    full = os.path.expanduser(path)  # noqa: PTH111 - pathlib is slow, and fails without a home
    return "" if full.startswith("~") else full
