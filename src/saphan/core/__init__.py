"""The pure heart: typed functions and values. No framework, no input or output, no clock."""
