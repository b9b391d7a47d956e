"""A live terminal console for support agents on Hoory AI and the Chatwoot family."""

__version__ = "0.1.0"
