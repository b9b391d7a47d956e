"""From what the terminal sends to what a hand meant: replies, pastes, keys in their order."""
