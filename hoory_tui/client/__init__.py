"""The only sockets in the program: questions to the REST API and the live link of the cable."""
