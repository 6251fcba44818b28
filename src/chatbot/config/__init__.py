"""What a person set once for all: colours, keys, region, lines instead of a screen.

The file is optional. Whether it is there is asked of the file system alone, so that an answer
without one imports neither a TOML reader nor a library that knows folders.
"""

from chatbot.config.keys import ACTIONS, DEFAULTS, Action, key_label, key_name, labels_of
from chatbot.config.places import config_path
from chatbot.config.settings import Config, read_config

__all__ = [
    "ACTIONS",
    "DEFAULTS",
    "Action",
    "Config",
    "config_path",
    "key_label",
    "key_name",
    "labels_of",
    "read_config",
]
