"""The figures' pages: the wall, and what stands behind each figure."""
