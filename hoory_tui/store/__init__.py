"""One truth about the desk: a pure reducer without clock, socket or screen."""
