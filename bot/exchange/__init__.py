"""The parts of one turn; `bot.turn` puts them together."""
