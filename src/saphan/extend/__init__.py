"""Stage 4 of the loop: what comes after delivery. So far: how satisfied clients say they are."""
