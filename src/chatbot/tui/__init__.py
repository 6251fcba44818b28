"""The terminal screen: shows what the bot answers, and decides nothing about it."""

import sys
from collections.abc import Callable

from chatbot.answer import Care
from chatbot.config.settings import Config
from chatbot.tui.bot_protocol import Bot


def run(
    load: Callable[[], Bot],
    triage: Callable[[str], Care | None] | None = None,
    config: Config | None = None,
) -> int:
    """Open the screen and stay until the user leaves; return the exit code.

    `load` brings the bot; it runs in a thread once the screen stands, so that typing works
    meanwhile. `triage`, if given, finds care cards before the bot is there; `config` has
    colours and keys. An error while loading ends the screen with one line on stderr.
    """
    from chatbot.tui.app import ChatApp

    app = ChatApp(load, triage, config)
    app.run()
    if app.failure:
        print(app.failure, file=sys.stderr)  # noqa: T201 - the face's one line, after the screen
    return app.return_code or 0
