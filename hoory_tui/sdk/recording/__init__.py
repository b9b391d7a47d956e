"""Sessions in files: what a desk told and when, without what it told of anybody."""
