#!/bin/bash
# Stops what the benchmark started and deletes what it left: mail and the trash.
. "$(dirname "$0")/common.sh"
"$(dirname "$0")/postfix-dovecot.sh" stop
"$(dirname "$0")/congvu.sh" stop
for d in postfix-dovecot congvu trash limits; do
  rm -rf "${BENCH_DIR:?}/$d"
done
