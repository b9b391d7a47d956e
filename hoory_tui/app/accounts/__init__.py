"""Several accounts in one console: being in one, watching others, and going from one to another."""
