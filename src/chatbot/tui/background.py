"""The work that must not hold up typing: loading, triage, answers, each in a thread."""

from collections.abc import Callable

from textual import work

from chatbot.answer import Care, Turn
from chatbot.errors import ChatbotError
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.handing_over import HandingOver
from chatbot.tui.messages import Answered, CareFound, Loaded, LoadFailed, Refused
from chatbot.tui.session import Asked

Triage = Callable[[str], Care | None]


class BackgroundScreen(HandingOver):
    """Results come back as messages that carry their question's number."""

    @work(thread=True, exclusive=True, group="load")
    def fetch_bot(self, load: Callable[[], Bot]) -> None:
        """Load the bot."""
        try:
            bot = load()
        except ChatbotError as error:
            self.post_message(LoadFailed(error))
        else:
            self.post_message(Loaded(bot))

    @work(thread=True, group="triage", description="triage", exit_on_error=False)
    def find_care(self, asked: Asked, triage: Triage) -> None:
        """Look for a care card, whatever else is going on."""
        try:
            care = triage(asked.text)
        except ChatbotError:
            return  # the reply meets the same error and says so; so it does for a fault of ours
        if care is not None:
            self.post_message(CareFound(asked.number, care))

    @work(thread=True, exclusive=True, group="reply", description="reply", exit_on_error=False)
    def find_answer(self, bot: Bot, asked: Asked, turns: tuple[Turn, ...]) -> None:
        """Answer one question; a newer one takes its place."""
        try:
            answer = bot.reply(asked.text, turns)
        except ChatbotError as error:
            self.post_message(Refused(asked.number, str(error)))
        else:
            self.post_message(Answered(asked.number, answer))
