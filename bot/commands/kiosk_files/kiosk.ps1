# Keeps the server and the kiosk screen running until the staff ends it. Written by: run_bot.py kiosk-setup
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
Set-Location $here
Get-Content -Encoding UTF8 (Join-Path $here 'kiosk.env') | Where-Object { $_ -match '^([A-Z_]+)="(.*)"$' } |
  ForEach-Object { if ($Matches[1] -ne 'BOT_DATABASE') { [Environment]::SetEnvironmentVariable($Matches[1], $Matches[2]) } }
$flag = Join-Path $env:TEMP 'interview-kiosk-exit'
$env:BOT_KIOSK_EXIT_FLAG = $flag
Remove-Item -Force -ErrorAction SilentlyContinue $flag
$browser = @("$env:ProgramFiles\Google\Chrome\Application\chrome.exe",
  "${env:ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe",
  "$env:ProgramFiles\Microsoft\Edge\Application\msedge.exe") | Where-Object { Test-Path $_ } | Select-Object -First 1
if (-not $browser) { throw 'no Chrome or Edge found' }
$python = Join-Path $here '.venv\Scripts\python.exe'
if (-not (Test-Path $python)) { $python = 'python' }
$server = $null
$screen = $null
$profileFolder = $null
while (-not (Test-Path $flag)) {
  if (-not $server -or $server.HasExited) {
    $server = Start-Process -PassThru -WindowStyle Hidden $python -ArgumentList 'run_bot.py', 'serve'
  }
  $up = Test-NetConnection -ComputerName 127.0.0.1 -Port @PORT@ -InformationLevel Quiet -WarningAction SilentlyContinue
  if ($up -and (-not $screen -or $screen.HasExited)) {
    if ($profileFolder) { Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $profileFolder }
    $profileFolder = Join-Path $env:TEMP ([guid]::NewGuid())
    $screen = Start-Process -PassThru $browser -ArgumentList '--kiosk', "--user-data-dir=`"$profileFolder`"",
      '--no-first-run', '--disable-pinch', '--overscroll-history-navigation=0', '--noerrdialogs', '--disable-sync',
      '--edge-kiosk-type=fullscreen', '--lang=zh-CN', 'http://127.0.0.1:@PORT@/kiosk'
  }
  Start-Sleep -Seconds 2
}
if ($screen) { Stop-Process -Id $screen.Id -Force -ErrorAction SilentlyContinue }
if ($server) { Stop-Process -Id $server.Id -Force -ErrorAction SilentlyContinue }
if ($profileFolder) { Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $profileFolder }
