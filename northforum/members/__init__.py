"""Accounts, sign-in, sessions, profiles and roles."""
