"""The checks of the way to the server, step by step: each file asks for one thing and judges it."""
