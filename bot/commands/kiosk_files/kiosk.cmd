@echo off
rem Starts the answering server and the kiosk screen. Written by: run_bot.py kiosk-setup
powershell -NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File "%~dp0kiosk.ps1"
