"""The program as people install it: from its wheel, with what it needs and nothing else.

Beside scipy or scikit-learn, nltk takes ten times as long to import, and everybody looks quick.
"""

import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent.parent


def environment(folder: Path) -> Path:
    """A virtual environment with the program in it, its bytecode cached; where its commands are.

    The libraries are links to those of this environment: nothing is downloaded.
    """
    place = folder / "lean"
    _run("-m", "venv", "--without-pip", str(place))
    (site,) = place.glob("lib/python*/site-packages")
    for name in needed():
        _link(name, site)
    _run("-m", "pip", "wheel", *_QUIET, "--no-build-isolation", "-w", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    python = str(place / "bin" / "python")
    _run("-m", "pip", "--python", python, "install", *_QUIET, "--no-index", str(wheel))
    return place / "bin"


def needed() -> set[str]:
    """The distributions that the program needs, and those that they need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: set[str] = set()
    waiting = list(project["dependencies"])
    while waiting:
        requirement = Requirement(waiting.pop())
        marker = requirement.marker
        if requirement.name not in found and (not marker or _applies(requirement)):
            found.add(requirement.name)
            waiting += distribution(requirement.name).requires or []
    return found


_QUIET = ("--quiet", "--disable-pip-version-check", "--no-deps")


def _applies(requirement: Requirement) -> bool:
    extras = requirement.extras or {""}
    return any(requirement.marker.evaluate({"extra": extra}) for extra in extras)


def _link(name: str, site: Path) -> None:
    """Every file and folder of a distribution, under the name that it is imported by."""
    whole = distribution(name)
    for top in {file.parts[0] for file in whole.files or () if file.parts[0] != ".."}:
        if not (site / top).exists():
            (site / top).symlink_to(Path(str(whole.locate_file(top))).resolve())


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)  # noqa: S603 - our own program
