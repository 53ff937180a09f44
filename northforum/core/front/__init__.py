"""What stands before Flask: kept pages for strangers, spliced pages for members, and how both are negotiated.

Mechanism only. Which pages there are, and what of them is personal, is said on a higher floor.
"""
