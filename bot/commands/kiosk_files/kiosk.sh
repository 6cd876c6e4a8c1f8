#!/bin/bash
# Shows the kiosk until the staff ends it: Chromium with an empty profile at each start. Written by: run_bot.py kiosk-setup
set -u
page="http://127.0.0.1:@PORT@/kiosk"
flag="@FLAG@"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "no Chromium found, expected: apt-get install chromium" >&2
  exit 1
}
profile="" pid=""
leave() {
  [ -n "$pid" ] && kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  [ -n "$profile" ] && rm -rf -- "$profile"
}
trap 'leave; exit 0' TERM INT HUP

until (exec 3<>"/dev/tcp/127.0.0.1/@PORT@") 2>/dev/null; do
  [ -e "$flag" ] && exit 90
  sleep 0.5
done
while [ ! -e "$flag" ]; do
  profile=$(mktemp -d)
  "$browser" --kiosk --user-data-dir="$profile" --incognito --no-first-run --no-default-browser-check \
    --disable-pinch --overscroll-history-navigation=0 --disable-session-crashed-bubble --noerrdialogs \
    --disable-translate --disable-features=Translate,TouchpadOverscrollHistoryNavigation --disable-sync \
    --disable-background-networking --disable-component-update --password-store=basic --hide-scrollbars \
    --autoplay-policy=no-user-gesture-required --lang=zh-CN "$page" &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && [ ! -e "$flag" ]; do sleep 1; done
  leave
  [ -e "$flag" ] || sleep 1
done
exit 90
