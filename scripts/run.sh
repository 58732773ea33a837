#!/bin/sh
# Fills the demo school on the first start, then serves. The demo has a database and keys of its own:
# its passwords are published.
set -eu
cd "$(dirname "$0")/.."
export FOOTHOLD_DEMO=1
export DATABASE_URL="${DATABASE_URL:-sqlite://data/demo.db}"
export FOOTHOLD_SECRET_FILE="${FOOTHOLD_SECRET_FILE:-data/demo.secret}"
program=target/debug/foothold
if [ "$DATABASE_URL" = "sqlite://data/demo.db" ]; then
    # Refuses where it was filled before; whatever else is wrong, the start below says.
    $program demo > /dev/null 2>&1 || true
fi
address="${FOOTHOLD_ADDR:-127.0.0.1:3000}"
cat <<TEXT

Foothold is starting on http://$address
  1. Mailbox:  open http://$address/mailbox and follow the link to Avery Sample (SEVIS ID N0001234567)
  2. Student:  log in as stem@demo.test with Harbor-lights-26!
  3. Official: log in as dso@demo.test with Harbor-lights-26!; the code for the second step is in the mailbox

TEXT
exec $program serve
