"""The tests: real databases, a real server, a real browser and real mail, all on this machine."""
