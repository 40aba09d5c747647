"""The rules for comments, the comments under a post, and reporting one."""
