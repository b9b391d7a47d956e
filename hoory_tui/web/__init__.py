"""The console in a browser of this machine: a page, a gate before it, a terminal behind it."""
