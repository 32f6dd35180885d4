"""Pages as they stood: the same addresses with `as_of` (and `known_at`), to look at and not to touch."""
