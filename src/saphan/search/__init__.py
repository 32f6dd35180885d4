"""One index for everything a person can look for, in three languages."""
