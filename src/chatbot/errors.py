"""Every error that the program raises on purpose; anything else is a bug.

ChatbotError                 message and hint, one clear line for the person at the keyboard
├── InputError               a question, an argument or a batch line that cannot be used
├── PackError                a pack that cannot be read: names the file, the place and what to do
├── StoreError               a compiled pack that is damaged, foreign or stale: rebuilt, never shown
└── QuoteError               a quote that is not in its document, letter by letter: a bug of ours
"""


class ChatbotError(Exception):
    """An error that a person can act on.

    `message` says what is wrong and where; `hint`, if not empty, says what to do about it.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """One line: the message, then the hint."""
        end = "" if self.message.endswith("?") else "."
        return f"{self.message}{end} {self.hint}" if self.hint else self.message


class InputError(ChatbotError):
    """What the user typed or piped in cannot be used as it is."""

    exit_code = 2


class PackError(ChatbotError):
    """A pack's file is missing, unreadable or wrong.

    `file` is the path as the user would name it; `place` is a key path or "line 12", may be empty.
    """

    exit_code = 2

    def __init__(self, file: str, message: str, *, place: str = "", hint: str = "") -> None:
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {message}", hint)
        self.file = file
        self.place = place


class StoreError(ChatbotError):
    """A compiled pack cannot be used; the caller compiles it anew."""


class QuoteError(ChatbotError):
    """A quote's text is not what stands in its document at its offsets."""
