"""The screen looks as it did: each scene is the picture that somebody has looked at."""

import difflib
from pathlib import Path

import pytest
from fake_bot import FakeBot
from scenes import SCENES, SNAPSHOTS, Scene, draw, lines_of, styles_of

RENEW = "Look at the new picture; if it is right, `make pictures` keeps it."


def difference(old: str, new: str) -> str:
    """What changed, in words first: lines of the screen, then styles."""
    for name, part in (("lines", lines_of), ("styles", styles_of)):
        found = list(difflib.unified_diff(part(old), part(new), "kept", "now", lineterm="", n=1))
        if found:
            return "\n".join([f"{name} of the screen:", *found])
    return "the frames or colours behind the words"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_the_screen_looks_as_it_did(scene: Scene, tmp_path: Path) -> None:
    """Words, places, colours and frames of a scene are those of its picture."""
    kept = (SNAPSHOTS / f"{scene.name}.svg").read_text(encoding="utf-8")
    now = await draw(scene, lambda: FakeBot(tmp_path))
    if now != kept:
        new = tmp_path / f"{scene.name}.svg"
        new.write_text(now, encoding="utf-8")
        pytest.fail(f"{scene.name} changed: {difference(kept, now)}\n{RENEW} It is in {new}")


def test_every_picture_has_its_scene() -> None:
    """No picture lies about that nobody draws, and none loads anything."""
    assert {path.stem for path in SNAPSHOTS.glob("*.svg")} == {scene.name for scene in SCENES}
    for path in SNAPSHOTS.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert "url(http" not in text


def test_a_difference_is_told_in_words() -> None:
    """Whoever reads a failure sees the line that changed, not a page of SVG."""
    kept = (SNAPSHOTS / "answer.svg").read_text(encoding="utf-8")
    line = next(line for line in lines_of(kept) if "osteopenia" in line.casefold())
    assert "Osteopenia" in line or "osteopenia" in line
    told = difference(kept, kept.replace("osteopenia", "osteopetrosis"))
    assert told.startswith("lines of the screen:")
    assert "osteopetrosis" in told
    assert "+" in told
