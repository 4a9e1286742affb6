"""The report of single points of failure; for who sees plant."""
