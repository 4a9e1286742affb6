"""The engineer's pages: sites, parks, routes and nodes, changed by form and on the map."""
