"""What surrounds the application: stacks, the local stack, demo people, commands. Never shipped to Lambda."""
