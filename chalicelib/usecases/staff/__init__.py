"""Staff: enrolment, signing in, fresh codes."""
