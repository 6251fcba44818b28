"""An export as Markdown: headings, block quotes, and nothing that a document could smuggle in."""

import re
from collections.abc import Iterator

from chatbot.exports.pieces import Card, Cited, Piece
from chatbot.exports.record import Export, Pack
from chatbot.patterns import pattern
from chatbot.safe_text import safe_text

_SPECIAL = pattern(r"([\\`*_\[\]<>#|~&])")
_LEADING = pattern(r"^(\s*)([-+*=]|\d{1,9}[.)])(?=\s|$|[-=+*])", re.MULTILINE)
_ITEM = pattern(r"[-*+•] ")


def to_markdown(export: Export, pack: Pack) -> str:
    """The whole file."""
    blocks = [f"# {_plain(export.title(pack))}", *map(_plain, export.about(pack))]
    blocks += ["\n".join(_block(piece)) for piece in export.pieces(pack)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(piece: Piece) -> Iterator[str]:
    match piece:
        case Card():
            yield f"> **{_plain(piece.title)}**"
            for text in (piece.text, piece.source):
                if text:
                    yield ">"
                    yield f"> {_plain(text)}"
        case Cited():
            yield from _quoted(piece.lines)
            yield ">"
            yield f"> — {_plain(piece.citation)}"
        case _:
            mark = {"question": "## ", "heading": "### "}.get(piece.kind, "")
            yield f"{mark}{_plain(piece.text)}"


def _quoted(lines: tuple[str, ...]) -> Iterator[str]:
    """A list's items keep their dash; other lines end in a break, so that none runs on."""
    for index, line in enumerate(lines):
        if _ITEM.match(line):
            yield f"> - {_plain(line[2:])}"
        else:
            following = lines[index + 1] if index + 1 < len(lines) else ""
            ends = "" if not following or _ITEM.match(following) else "  "
            yield f"> {_plain(line)}{ends}"


def _plain(text: str) -> str:
    r"""The text on one line, so that Markdown shows it as it stands.

    >>> _plain("[red] <b> 1. *x*")
    '\\[red\\] \\<b\\> 1. \\*x\\*'
    >>> _plain("- no item")
    '\\- no item'
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(safe_text(text).split()))
    return _LEADING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line)
