"""What survives the program: drafts and unsent messages, in one small database."""
