"""Cable → the things meant: posts, topics, referenced cables, officials."""
