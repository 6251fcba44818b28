"""`chatbot config`: what holds, where it is set, and whether it can be used."""

import json
from collections.abc import Iterator

from chatbot.cli import streams
from chatbot.cli.options import Options
from chatbot.config.keys import ACTIONS, key_label
from chatbot.config.places import config_file
from chatbot.config.settings import Config, read_config
from chatbot.errors import InputError


def show_config(options: Options) -> int:
    """Print the configuration as a file of it would be written; 0 if it can be used.

    Raises InputError and PackError, which name file, key and what to do.
    """
    path = config_file()
    if options.path:
        if not path:
            hint = "Set CHATBOT_CONFIG to a file's name, or unset it."
            raise InputError("no configuration is read", hint)
        streams.write(path)
        return 0
    config = read_config()
    _check_region(config, options)
    where = f"From {path}" if config.path else f"There is no {path or 'file'}; this holds for all"
    streams.write("\n".join([f"# {where}.", "", *_settings(config), "", *_keys(config)]))
    return 0


def _check_region(config: Config, options: Options) -> None:
    """Whether the pack has lines for the region."""
    if not config.region:
        return
    from chatbot.pack.files import builtin_folder
    from chatbot.pack.reading import read_pack

    known = sorted({"default", *read_pack(options.corpus or builtin_folder()).lines})
    if config.region not in known:
        problem = f"{config.path}, region: there is no region “{config.region}”"
        raise InputError(problem, f"Known: {', '.join(known)}")


def _settings(config: Config) -> Iterator[str]:
    yield f"theme = {_quoted(config.theme)}"
    yield f"region = {_quoted(config.region)}  # whose telephone numbers stand on care cards"
    yield f"plain = {_flag(on=config.plain)}  # lines of text instead of a screen"
    yield f"large = {_flag(on=config.large)}  # large print in the browser"


def _keys(config: Config) -> Iterator[str]:
    yield "[keys]"
    for action in ACTIONS:
        labels = [_quoted(_written(key)) for key in config.keys[action.name]]
        value = labels[0] if len(labels) == 1 else f"[{', '.join(labels)}]"
        yield f"{action.name} = {value}  # {action.does}"


def _written(key: str) -> str:
    """A key so that it is read again as the same: letters keep their case."""
    return key if len(key) == 1 else key_label(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flag(*, on: bool) -> str:
    return str(on).lower()
