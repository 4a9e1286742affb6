"""Changes to what happens: one module a theme; one function, one transaction."""
