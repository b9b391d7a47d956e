"""The tour: ten steps on a demo desk of its own, each of them by doing."""
