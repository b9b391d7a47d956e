"""What somebody gets who installs the built wheel and has no clone: `python -m tests.packaging`."""
