"""Pictures: upload, re-encoding, serving."""
