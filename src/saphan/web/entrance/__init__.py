"""What is there before a workspace: the first address, invitations, language and theme, the health page."""
