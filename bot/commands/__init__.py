"""The commands of run_bot.py, one idea a module. Each prints; the work itself is done elsewhere."""

from bot.commands import asking, importing, kiosk, knowledge, learning, measuring, serving, suggesting, wechat

COMMANDS = (serving, asking, importing, knowledge, suggesting, learning, measuring, kiosk, wechat)
