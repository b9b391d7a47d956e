"""The command-line half: one module for each command, and what they share.

A module of a command has two functions: ``add_arguments(parser)`` says what it takes, and
``run(options, context)`` does it and returns an `Exit`. Nothing in here draws a screen; what
opens one is imported only when it does.
"""
