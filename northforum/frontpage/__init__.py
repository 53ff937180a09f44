"""The front page as editors arrange it: which piece stands in which place, and whose words are quoted."""
