"""What the pages of the plant show, read in a number of queries that does not grow with rows."""
