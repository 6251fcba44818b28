"""The clipboard, honestly: handed to the terminal always, confirmed only by the system's own tool.

A terminal never says whether it took an OSC 52 sequence. A tool of the system's does, by its exit
code; it is run without a shell, and only where its clipboard is the reader's.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from chatbot.frozen import dataclass

_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Tool:
    """A command that takes the text on its standard input, in an encoding."""

    command: tuple[str, ...]
    encoding: str = "utf-8"


def native_tool(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> Tool | None:
    """The tool that reaches the clipboard of the person at the keyboard, or None.

    Over SSH the machine's own clipboard is somebody else's; a forwarded display is the reader's.
    """
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    candidates: list[Tool] = []
    if platform == "darwin" and not remote:
        candidates.append(Tool(("pbcopy",)))
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(Tool(("wl-copy",)))
    if environ.get("DISPLAY"):
        candidates.append(Tool(("xclip", "-selection", "clipboard")))
    if (platform == "win32" or environ.get("WSL_DISTRO_NAME")) and not remote:
        candidates.append(Tool(("clip.exe",), "utf-16-le"))
    for tool in candidates:
        if path := which(tool.command[0]):
            return Tool((path, *tool.command[1:]), tool.encoding)
    return None


def copy_natively(tool: Tool, text: str) -> bool:
    """Hand the text to the tool; True if it says that it took it."""
    try:
        # xclip stays behind to serve the selection: it must not hold our streams.
        done = subprocess.run(  # noqa: S603 - a known tool, no shell, the text on its input
            tool.command,
            input=text.encode(tool.encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
