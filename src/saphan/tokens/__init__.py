"""Access tokens: keys with which programs act for a member, within rights that the member chose to lend."""
