"""Attached pictures, decoded in a process of their own that can do nothing else."""
