"""`chatbot serve`: the chat in a browser."""

from importlib.util import find_spec

from chatbot.cli import streams
from chatbot.cli.opening import open_bot
from chatbot.cli.options import Options
from chatbot.config.settings import read_config
from chatbot.errors import InputError


def serve(options: Options) -> int:
    """Serve until Ctrl+C; return the exit code."""
    if find_spec("aiohttp") is None:
        hint = "Install it with: pip install 'bone-health-chatbot[serve]'"
        raise InputError("serve needs the package aiohttp, which is not installed", hint)
    from chatbot.serving import Service, run
    from chatbot.serving.guard import new_token
    from chatbot.serving.server import Limits

    service = Service(
        open_bot(options),
        options.host,
        options.port,
        options.token or new_token(),
        Limits(options.sessions, options.idle * 60),
        read_config(),
        tuple(name.casefold() for name in options.name),
    )
    return run(service, announce=streams.write_now, note=streams.note)
