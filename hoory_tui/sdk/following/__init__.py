"""Following an account: every event once and in order, also those of the gaps between two links."""
