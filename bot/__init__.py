"""From decision to a reply on a channel."""

__version__ = "0.1.0"
