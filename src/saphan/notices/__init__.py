"""What needs a person's hand: counts for the areas of the desk, and notices read from what already happened."""
