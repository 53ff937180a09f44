"""Notifications: who is told of what, in the page and by mail."""
