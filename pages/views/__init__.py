"""Requests in, pages out: one call down, one render; one module a page."""
