"""What people type into pages, checked: one module a page."""
