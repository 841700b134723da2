"""Pages of a committee, by what they are about."""
