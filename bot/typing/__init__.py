"""Typing: the pinyin keyboard of the kiosk and the suggestions while typing. Learns nothing from visitors."""
