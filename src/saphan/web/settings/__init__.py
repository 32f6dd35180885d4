"""The Settings area: one's own preferences and sign-in, and what a workspace is made of."""
