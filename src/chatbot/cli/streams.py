"""Standard input, output and error: safe on every terminal, results apart from everything else."""

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

from chatbot.errors import InputError
from chatbot.incoming import MAX_INPUT, decode
from chatbot.safe_text import safe_text

_STDERR = 2

# A sign that the terminal's encoding lacks must not become "?": "−1.8" would lose its minus.
_PLAIN = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
        "…": "...", "×": "x", "≥": ">=", "≤": "<=", "•": "*", "›": ">", "→": "->", "\u00a0": " ",
        "µ": "u", "μ": "u", "½": "1/2", "¼": "1/4", "°": " degrees", "±": "+/-", "²": "^2",
    }
)  # fmt: skip


def prepare() -> None:
    """Let no character and no byte crash a stream; call it before anything is printed."""
    codecs.register_error("chatbot", _in_plain_signs)
    with suppress(OSError):  # no device to open: then the streams stay as they are
        _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="chatbot")
    if isinstance(sys.stdin, io.TextIOWrapper):
        # The C locale knows ASCII alone, and who types "−1.8" there sends UTF-8.
        ascii_only = codecs.lookup(sys.stdin.encoding).name == "ascii"
        sys.stdin.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")


def _open_closed() -> None:
    """A stream that was closed before we began reads as empty, and takes what nobody wants.

    Its descriptor is taken too: else the next file that is opened would get it, and our words.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def write(text: str) -> None:
    """Print a result."""
    sys.stdout.write(safe_text(text) + "\n")


def write_now(text: str) -> None:
    """Print a result and hand it on at once."""
    write(text)
    sys.stdout.flush()


def note(text: str) -> None:
    """Tell the person at the keyboard something that is no result, in one line."""
    try:
        sys.stderr.write(" ".join(safe_text(text).split()) + "\n")
        sys.stderr.flush()
    except OSError:
        _give_up(sys.stderr)  # nobody can be told, which must not change what happens


def complain(text: str) -> None:
    """One line about what went wrong."""
    note(f"chatbot: {text}")


def give_up_output() -> None:
    """Whoever read our output is gone: keep the interpreter from trying again when it ends."""
    _give_up(sys.stdout)


def _give_up(stream: TextIO) -> None:
    with suppress(OSError, ValueError):  # without a descriptor, or none left to open
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def on_terminal() -> bool:
    """Whether a person is at every end, with a terminal that can place text.

    The screen is drawn on stderr: where that goes to a file, nobody would see it.
    """
    ends = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return ends and os.environ.get("TERM", "") != "dumb"


def read_question() -> str:
    """One question from standard input: a line at the keyboard, else all that is piped in.

    Raises InputError for bytes that are not UTF-8 and for more than MAX_INPUT of them.
    """
    if sys.stdin.isatty():
        note("Type your question and press Enter:")
        return sys.stdin.readline()
    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    if len(data) > MAX_INPUT:
        raise InputError("The question is longer than a million bytes", "Ask in fewer words.")
    return decode(data)


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    return "".join(_plain(sign, error.encoding) for sign in text), error.end


def _plain(sign: str, encoding: str) -> str:
    """A sign, or its letter without accents, or “?”: what the encoding has."""
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    for text in (sign, bare):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if text:
            return text
    return "?"
