"""What breaks here: the answer to a dig at a chainage or within an area."""
