"""Renders synthetic crop fields with ragweed-like weeds, seen from above, with exact masks."""
