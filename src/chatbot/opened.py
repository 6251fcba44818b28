"""An opened pack: what it holds and says, before anything is asked of it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from chatbot.compiling.cache import open_store
from chatbot.pack.records import Document
from chatbot.retrieval.library import Library
from chatbot.searching import Place, lookup

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


class Opened:
    """One compiled pack with the telephone numbers of one region."""

    def __init__(self, library: Library, region: str = "default") -> None:
        self.library = library
        self.region = region
        self.lines = {**library.lines.get("default", {}), **library.lines.get(region, {})}
        """The region's telephone numbers for care cards."""

    @classmethod
    def open(
        cls,
        folder: "Path | None" = None,
        *,
        region: str = "default",
        cache: bool = True,
        whole: bool = False,
        note: Callable[[str], None] = lambda _: None,
    ) -> "Self":
        """Open a pack, by default the built-in one. Raises PackError.

        `region` chooses the telephone numbers on care cards; `note` is told when preparing the
        pack takes a while; without `cache` nothing is read from or written to the user's cache;
        `whole` looks for damage in all of a large pack, not only in what is read at once.
        """
        return cls(Library(open_store(folder, cache=cache, whole=whole, note=note)), region)

    @property
    def name(self) -> str:
        """The pack's name."""
        return self.library.name

    @property
    def sha256(self) -> str:
        """The hash of the pack's content."""
        return self.library.sha256

    @property
    def covers(self) -> tuple[str, ...]:
        """What the documents cover, in plain words."""
        return self.library.covers

    @property
    def intents(self) -> tuple[str, ...]:
        """The kinds of question that passages are filed under."""
        return tuple(self.library.intents)

    @property
    def skipped(self) -> tuple[str, ...]:
        """Files of the folder that no reader takes."""
        return self.library.skipped

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by id, in the pack's order."""
        return self.library.documents

    def say(self, key: str, **words: str) -> str:
        """Fixed wording by its key, with the words in braces filled in."""
        text = self.library.copy.get(key, "")
        for name, word in {**words, "covers": ", ".join(self.covers)}.items():
            text = text.replace("{" + name + "}", word)
        return text

    def lookup(self, name: str) -> Place | None:
        """Where a document, section or passage stands, by its id."""
        return lookup(self.library, name)
