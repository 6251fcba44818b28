"""The steps of a turn. Each stands alone: none imports another, `bot.py` puts them in order."""
