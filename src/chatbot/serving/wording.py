"""What the server says about itself; what the page says by itself stands in static/."""

FULL = "All places are taken just now. Please try again in a few minutes."
LEFT = "You have left the conversation. It is forgotten; nothing was kept."
IDLE = (
    "Closed, because nobody typed for {minutes}. The conversation is forgotten; nothing was kept."
)
IDLE_SOON = "Are you still there? Press any key, or this closes in a minute."
STOPPED = "The chat was stopped on the computer that runs it. The conversation is forgotten."
LOST = "The connection was away for too long. The conversation is forgotten; nothing was kept."
FAULT = "A fault of ours ended this conversation. Nothing was kept. Please start again."

PRIVACY = (
    "Your questions go to the computer that runs this page and nowhere else. "
    "They are forgotten when you leave."
)
LOCKED_TITLE = "This page is locked"
LOCKED = (
    "Open the whole address that “chatbot serve” printed, with the token at its end. "
    "If the chat was started again, it has a new address."
)
REFUSED_TITLE = "Not from here"
REFUSED = "This request came from another site or under another name, so it was refused."
OPENING_TITLE = "Opening the chat"
OPENING = "Open the chat"

ADDRESS = "Open this address in a browser:"
LIMITS = (
    "At most {sessions} at once; each closes after {minutes} without a key. "
    "Nothing is kept. Press Ctrl+C to stop."
)
EXPOSED = (
    "Warning: other computers can reach this, and nothing is encrypted: what people ask can be "
    "read on its way. Keep to 127.0.0.1, or put a proxy with TLS in front of it."
)
CLOSING = "Stopped."


def minutes(seconds: float) -> str:
    """A time-out in words.

    >>> minutes(60), minutes(900)
    ('1 minute', '15 minutes')
    """
    count = f"{seconds / 60:g}"
    return f"{count} minute" if count == "1" else f"{count} minutes"
