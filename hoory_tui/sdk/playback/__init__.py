"""A recorded session as a server: what it knew is answered, what it said is said again."""
