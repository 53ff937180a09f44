"""The search: one index of articles, comments, members and hubs, and one question to it."""
