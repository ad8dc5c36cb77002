"""The door over HTTP, and the feed out of it."""
