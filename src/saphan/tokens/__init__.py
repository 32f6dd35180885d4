"""Access tokens: keys with which programs act for a member, within the rights that the member chose to lend."""
