"""What the screens look like at every size and in every theme, as files that read like screens."""
