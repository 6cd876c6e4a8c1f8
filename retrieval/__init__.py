"""From question to evidence to decision. No network, no clock; imports nothing of bot/."""
