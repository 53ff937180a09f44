"""Reading pages, each composed from several features."""
