"""Articles, sections, topics, authors and bylines."""
