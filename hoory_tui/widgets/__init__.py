"""Panes that draw facts and post what the agent wants; they know no network."""
