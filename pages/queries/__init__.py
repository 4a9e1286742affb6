"""What pages show, read and made ready: one module a page, each narrowed to what the asker sees."""
