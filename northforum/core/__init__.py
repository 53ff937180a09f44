"""Floor 0: what any site needs; no word of the product."""
