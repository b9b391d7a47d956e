"""Signing in to a desk, question by question: each step is corrected by itself."""
