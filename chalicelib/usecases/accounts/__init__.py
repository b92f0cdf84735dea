"""Candidates' logins: first use, forgotten and changed passwords, codes of the office, one's own data."""
