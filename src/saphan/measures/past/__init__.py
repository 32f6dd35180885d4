"""The pipeline and its clients at any instant, with what was known then or what we know now."""
