"""Hubs: places, networks, venues and projects with their members, and the articles that concern them."""
