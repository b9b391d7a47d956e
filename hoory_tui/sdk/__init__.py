"""What programs of others can use without a screen: the agent's side and the contact's."""
