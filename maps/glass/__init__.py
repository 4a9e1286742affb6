"""Cables, what stands at nodes, and light paths, as the map shows them; for who sees plant."""
