"""Decode, ask the dialogue, encode. No channel imports another."""
