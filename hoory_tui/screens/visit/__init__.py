"""The contact's console: one thread with an inbox, seen from the visitor's chair."""
