"""What programs read of the site: feeds, sitemaps, structured data, share cards, and what crawlers are told."""
