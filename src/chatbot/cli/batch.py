"""`chatbot ask --jsonl`: a question a line in, an answer a line out, in order, whatever happens."""

import sys
from collections.abc import Iterator

from chatbot.batch.answering import Conversations, encode_outcome, reply_to, worse
from chatbot.batch.questions import Asked, read_line
from chatbot.cli import streams
from chatbot.cli.opening import open_bot
from chatbot.cli.options import Options
from chatbot.encoding import dump
from chatbot.errors import InputError
from chatbot.incoming import MAX_INPUT


def answer_lines(options: Options) -> int:
    """Answer stdin's lines; 2 if some were bad, 1 if we failed on one, else 0."""
    bot, conversations = open_bot(options), Conversations()
    worst = 0
    for number, line in enumerate(_lines(), 1):
        try:
            asked: Asked | InputError = read_line(line)
        except InputError as error:
            asked = error
        outcome = reply_to(bot, conversations, asked)
        encoded = encode_outcome(outcome, bot, number, explain=options.explain)
        streams.write_now(dump(encoded))
        worst = worse(worst, outcome.code)
    return worst


def _lines() -> Iterator[bytes]:
    """Stdin's lines without their ends; of one that is too long, its beginning."""
    while line := sys.stdin.buffer.readline(MAX_INPUT + 2):
        rest = line
        while len(rest) == MAX_INPUT + 2 and not rest.endswith(b"\n"):
            rest = sys.stdin.buffer.readline(MAX_INPUT + 2)
        yield line.removesuffix(b"\n").removesuffix(b"\r")
