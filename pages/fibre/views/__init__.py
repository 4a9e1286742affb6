"""Views of the plant: one call down, one render."""
