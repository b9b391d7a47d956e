"""A pretend support company with a real API and a real cable, for trying the console and testing it."""
