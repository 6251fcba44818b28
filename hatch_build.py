"""Compiles the built-in pack into a wheel, so that nobody who installs it waits for that."""

import importlib.util
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NEEDED = ("nltk", "numpy", "rank_bm25", "spellchecker")


class CompiledPack(BuildHookInterface):
    """Adds the compiled pack as one more file, of data alone: the wheel stays of any platform.

    An editable install compiles at its first start, and so does a wheel that was built where the
    libraries that compile are not installed.
    """

    PLUGIN_NAME = "custom"
    _scratch: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder that `finalize` removes."""
        missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
        if version == "editable" or missing:
            if missing:
                self.app.display_warning(f"The pack is not compiled: no {', '.join(missing)} here.")
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from chatbot.compiling.shipping import NAME, ship

        self._scratch = TemporaryDirectory()
        path = Path(self._scratch.name, NAME)
        ship(path)
        build_data["force_include"][str(path)] = f"chatbot/{NAME}"

    def finalize(self, *_: object) -> None:
        """Remove the folder."""
        if self._scratch:
            self._scratch.cleanup()
