"""Whole screens: which panes there are, and what keys ask of the console."""
