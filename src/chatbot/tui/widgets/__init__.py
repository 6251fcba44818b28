"""The parts of the screen: each shows one thing and announces what the user does with it."""
