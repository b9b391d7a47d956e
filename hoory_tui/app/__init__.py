"""The composition root: the only place that holds both the network and the store."""
