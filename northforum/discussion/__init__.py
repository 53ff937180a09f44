"""Threads and comments; knows nothing of what a thread hangs on."""
