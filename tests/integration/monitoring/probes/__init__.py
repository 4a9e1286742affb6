"""The engine against real sockets, in network namespaces that the tests make."""
