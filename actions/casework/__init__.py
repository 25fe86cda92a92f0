"""What link workers do with a referral: whose it is, who answers, notes, calls, its end."""
