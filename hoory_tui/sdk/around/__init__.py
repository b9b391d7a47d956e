"""What is around the console: its terminal, what stands between, and the ways out through both."""
