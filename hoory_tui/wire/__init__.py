"""What the server says and what we answer, as values: no socket, no clock, no screen."""
