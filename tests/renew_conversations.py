"""Answer the golden conversations anew, write them, and print what changed.

python tests/renew_conversations.py            all pages
python tests/renew_conversations.py PAGE.md    some pages; a new page needs its heading
                                               and its `> question` lines only
"""

import difflib
import sys
from pathlib import Path

from chatbot import Chatbot
from golden import PAGES, replay


def renew(page: Path, bot: Chatbot) -> list[str]:
    """Write one page anew; the lines of the difference."""
    before = page.read_text("utf-8")
    after = replay(bot, before)
    page.write_text(after, "utf-8")
    lines = (before.split("\n"), after.split("\n"))
    return list(difflib.unified_diff(*lines, page.name, page.name, lineterm=""))


def main() -> None:
    """Renew the pages that are named, or all."""
    bot = Chatbot.open()
    pages = [Path(name) for name in sys.argv[1:]] or PAGES
    changed = [line for page in pages for line in renew(page, bot)]
    sys.stdout.write("\n".join(changed or ["No conversation changed."]) + "\n")


if __name__ == "__main__":
    main()
