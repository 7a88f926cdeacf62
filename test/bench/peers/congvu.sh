#!/bin/bash
# This product as one self-contained instance.
#   congvu.sh start    from nothing: no mail, USERS mailboxes
#   congvu.sh stop
# Ports: LMTP 32424, IMAP 32143, IMAPS 32993, SMTP 32525, submission 32587 and 32465, HTTP 32080.
. "$(dirname "$0")/common.sh"
TOP=$(cd "$(dirname "$0")/../../.." && pwd)
ROOT=$BENCH_DIR/congvu
NODE=$TOP/node_modules/.bin/node
CONGVU="$NODE $TOP/server/src/cli/main.ts"

# As `npm start` does.
export MALLOC_ARENA_MAX=2
export CONGVU_DATA=$ROOT/data CONGVU_LOG=warn CONGVU_HOSTNAME=mx.$DOMAIN CONGVU_PLAINTEXT_SIGN_IN=true
export CONGVU_HTTP_PORT=32080 CONGVU_SMTP_PORT=32525 CONGVU_LMTP_PORT=32424 CONGVU_SUBMISSION_PORT=32587
export CONGVU_SUBMISSIONS_PORT=32465 CONGVU_IMAP_PORT=32143 CONGVU_IMAPS_PORT=32993

start() {
  stop
  fresh congvu
  $CONGVU serve --no-sample > "$ROOT/server.log" 2>&1 &
  echo $! > "$ROOT/server.pid"
  for p in 32424 32143 32993 32525; do wait_port $p; done
  echo "$PASSWORD" | $CONGVU user add --address "user%04d@$DOMAIN" --from 1 --to "$USERS" --password-stdin \
    --no-must-change --ignore-password-rule --create-domain --province tien-giang --quota 5000000000 >> "$ROOT/server.log" 2>&1 || { cat "$ROOT/server.log" >&2; exit 1; }
}

stop() {
  [ -s "$ROOT/server.pid" ] || return 0
  pid=$(cat "$ROOT/server.pid")
  [ -d "/proc/$pid" ] && grep -q main.ts "/proc/$pid/cmdline" || return 0
  kill -TERM "$pid"
  i=0
  while [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do
    i=$((i + 1))
    [ "$i" -lt 300 ] || { say "process $pid (congvu) does not end"; return 1; }
    sleep 0.1
  done
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) say "start, or stop"; exit 2 ;;
esac
