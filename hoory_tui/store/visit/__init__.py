"""What the contact's console holds of one visitor's conversations, and how it changes."""
