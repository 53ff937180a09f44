"""The demonstration site, made through the product's own operations."""
