"""The editors' desk: pages for writing and publishing."""
