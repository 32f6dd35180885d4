"""What belongs to the desk as a whole: search, undo, the workspace switch."""
