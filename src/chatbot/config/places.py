"""Where the configuration file is."""

import os
import sys
from pathlib import Path

NAME = "bone-health-chatbot"
FILE = "config.toml"
VARIABLE = "CHATBOT_CONFIG"


def config_path() -> Path | None:
    """The file to read: CHATBOT_CONFIG, else the user's; None where that is set and empty.

    On Linux the folder is found here, as platformdirs finds it, because every answer asks for it
    and importing the library would cost more than the answer's own reading.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return Path(chosen).expanduser() if chosen.strip() else None
    if sys.platform.startswith("linux") and not os.environ.get("ANDROID_ROOT"):
        home = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return Path(home or "~/.config").expanduser() / NAME / FILE
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / FILE
