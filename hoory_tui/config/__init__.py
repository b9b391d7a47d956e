"""What a person sets up: folders, saved logins, settings and keys."""
