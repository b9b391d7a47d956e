"""Records into lines of text with roles: no App, no Widget, no colour."""
