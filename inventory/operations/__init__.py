"""Changes to what exists: one module a theme; one function, one transaction."""
