"""The contact's side of one inbox, kept up and told as events; `service` is where to begin."""
