"""What several commands share: what they ask, how they name things, how they write."""
