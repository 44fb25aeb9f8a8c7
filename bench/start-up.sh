#!/usr/bin/env bash
# Start-up of the server with its demo environment: from the exec of java to the first 200 of
# /health/ready, ten times; prints each and the median in milliseconds. Options are the server's: with
# --data DIR it is a restart of what is there. Build first: ./kitsune serve
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

jar=server-netty/target/kitsune-server.jar
[[ -f "$jar" ]] || { printf 'start-up: no %s, run ./kitsune serve once\n' "$jar" >&2; exit 1; }
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
port="${PORT:-18099}"

# Whatever answered there would be taken for ours.
is_taken() {
  (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null
}

once() {
  local begin end server
  if is_taken; then
    printf 'start-up: something listens on port %s already, choose another PORT\n' "$port" >&2
    exit 1
  fi
  begin="$(date +%s%N)"
  "$java" -jar "$jar" serve --port "$port" --admin-port 0 "$@" > /dev/null &
  server=$!
  until curl -fs -o /dev/null "http://127.0.0.1:$port/health/ready"; do
    kill -0 "$server" 2> /dev/null || { printf 'start-up: the server ended by itself\n' >&2; exit 1; }
    sleep 0.01
  done
  end="$(date +%s%N)"
  kill "$server"
  wait "$server" || true
  printf '%d\n' "$(((end - begin) / 1000000))"
}

"$java" -version 2>&1 | head -1
for _ in 1 2 3 4 5 6 7 8 9 10; do once "$@"; done | tee -a /dev/stderr | sort -n | awk '{a[NR]=$1} END {if (NR == 10) print "median " (a[5] + a[6]) / 2 " ms"}'
