"""What somebody has typed into a long form and not sent: kept for them alone."""
