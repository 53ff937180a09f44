"""Moderation: reports by members, and what moderators decide about comments, with the reasons."""
