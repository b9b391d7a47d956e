"""The contact's console: an inbox service and a screen, held together."""
