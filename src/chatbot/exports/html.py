"""An export as one HTML file: it loads nothing, runs nothing, and prints well."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from chatbot.exports.pieces import Card, Cited, Piece
from chatbot.exports.record import Export, Pack
from chatbot.safe_text import safe_text

STYLE = """
body { margin: 2rem auto; padding: 0 1rem; max-width: 42rem; color: #10151a; background: #fff;
  font: 1.125rem/1.5 Georgia, "Times New Roman", serif; }
h1, h2, h3 { font-family: Verdana, Helvetica, sans-serif; line-height: 1.25; color: #003f73;
  break-after: avoid; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
blockquote { margin: 1rem 0; padding: 0 0 0 1rem; border-left: 0.25rem solid #003f73;
  break-inside: avoid; }
blockquote p { margin: 0; } blockquote ul { margin: 0; }
cite { display: block; margin-top: 0.25rem; font-style: normal; font-size: 1rem; }
.card { margin: 1rem 0; padding: 0.5rem 1rem; border: 0.25rem solid #5c3b00; background: #fff6dd;
  break-inside: avoid; }
.card.emergency { border-color: #8a0013; background: #fff0ee; }
.card.prompt { border-width: 0.125rem; border-color: #003f73; background: #fff; }
.about { border-bottom: 0.125rem solid #5f6b77; }
@page { margin: 2cm; }
@media print { body { margin: 0; max-width: none; font-size: 12pt; } h2 { margin-top: 1.5rem; } }
"""
"""Its hash stands in the page's own policy, which forbids everything else."""


def to_html(export: Export, pack: Pack) -> str:
    """The whole file."""
    mark = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    title = _text(export.title(pack))
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            f'<header class="about"><h1>{title}</h1>',
            *(f"<p>{_text(text)}</p>" for text in export.about(pack)),
            "</header>",
            "<main>",
            *(line for piece in export.pieces(pack) for line in _element(piece)),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _element(piece: Piece) -> Iterator[str]:
    match piece:
        case Card():
            yield f'<section class="card {piece.level}">'
            yield f"<p><strong>{_text(piece.title)}</strong></p>"
            yield from (f"<p>{_text(text)}</p>" for text in (piece.text, piece.source) if text)
            yield "</section>"
        case Cited():
            yield "<blockquote>"
            yield from (f"<p>{_text(line)}</p>" for line in piece.lines)
            yield f"<cite>{_text(piece.citation)}</cite></blockquote>"
        case _:
            tag = {"question": "h2", "heading": "h3"}.get(piece.kind, "p")
            yield f"<{tag}>{_text(piece.text)}</{tag}>"


def _text(text: str) -> str:
    return escape(" ".join(safe_text(text).split()))
