"""The words that the screen asks of a pack."""

from pathlib import Path

from fake_copy import COPY

from chatbot.tui import wording


def test_the_screen_asks_only_for_the_keys_that_it_lists() -> None:
    """The fake bot answers these keys and raises for any other, so the other tests prove it."""
    assert set(COPY) == set(wording.COPY_KEYS)


def test_every_listed_key_is_used() -> None:
    """No key is asked of packs for nothing; the headings of differences are put together."""
    folder = Path(wording.__file__).parent
    files = [path for path in folder.rglob("*.py") if path.name != "wording.py"]
    files += (folder.parent / "exports").rglob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in files).replace("'", '"')
    unused = [key for key in wording.COPY_KEYS if f'"{key}"' not in code]
    assert unused == ["differ_heading", "caution_heading"]
