#!/usr/bin/env python3
"""Draws the pictures: docs/pictures/ with the built-in documents, the tests' with their fake bot.

The table of contrasts is made along with them.

Run it in the development environment: make pictures
"""

import asyncio
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "tui"))

from contrast import TABLE, table  # noqa: E402 - found on the path of the tests
from fake_bot import FakeBot  # noqa: E402
from scenes import SCENES, SNAPSHOTS, Scene, draw  # noqa: E402

from chatbot import Chatbot  # noqa: E402
from chatbot.tui.themes import LIGHT  # noqa: E402

SHOWN = (
    Scene("tui", ("My T-score is -1.8, what does that mean?",), size=(100, 36)),
    Scene("wide", ("How much calcium do I need a day?",), ("tab",), (140, 36)),
    Scene("light", ("I fell and can't feel my legs",), size=(80, 24), theme=LIGHT),
    Scene("look-up", keys=("f2", *"calcium", "down"), size=(110, 32)),
    Scene("phone", ("What is osteopenia?",), size=(40, 20)),
)
"""What the documents show: the same scenes and ways, with real answers."""


def main() -> None:
    """Write every picture."""
    bot = Chatbot.open()
    PICTURES.mkdir(exist_ok=True)
    SNAPSHOTS.mkdir(exist_ok=True)
    for scene in SHOWN:
        _write(PICTURES / f"{scene.name}.svg", asyncio.run(draw(scene, lambda: bot)))
    with tempfile.TemporaryDirectory() as folder:
        fake = FakeBot(Path(folder))
        for scene in SCENES:
            _write(SNAPSHOTS / f"{scene.name}.svg", asyncio.run(draw(scene, lambda: fake)))
    _write(TABLE, table())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
