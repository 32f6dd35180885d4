"""The pages of agreements in money: orders."""
