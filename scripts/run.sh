#!/bin/sh
# Fills the demo school on the first start, then serves; the browser bundle is built meanwhile, since every
# page works without it. The demo has a database and keys of its own: its passwords are published.
set -eu
cd "$(dirname "$0")/.."
export FOOTHOLD_DEMO=1
export DATABASE_URL="${DATABASE_URL:-sqlite://data/demo.db}"
export FOOTHOLD_SECRET_FILE="${FOOTHOLD_SECRET_FILE:-data/demo.secret}"
program=target/debug/foothold
if [ "$DATABASE_URL" = "sqlite://data/demo.db" ]; then
    # Fails if the database was filled before; any other error shows up when the portal starts below.
    $program demo > /dev/null 2>&1 || true
fi
address="${FOOTHOLD_ADDR:-127.0.0.1:3000}"
cat <<TEXT

Foothold is starting on http://$address
  1. Mailbox:  open http://$address/mailbox and follow the link to Avery Sample (SEVIS ID N0001234567)
  2. Student:  log in as stem@demo.test with Harbor-lights-26!
  3. Official: log in as dso@demo.test with Harbor-lights-26!; the code for the second step is in the mailbox
  4. A second school, which sends batch files to SEVIS: log in as valley@demo.test in the same way

TEXT
bundle=target/site/pkg/hash.txt
if [ ! -e $bundle ] || [ $program -nt $bundle ]; then
    # A bundle of another version would not fit this program's pages.
    rm -f $bundle target/site/pkg/frontend.js
    mkdir -p target/site/pkg
    cp target/style/foothold.css target/site/pkg/
    cp public/* target/site/
    echo "Pages come without scripts until they are built, in a minute or two."
    (trap 'exit 0' INT TERM
    sh scripts/web.sh > target/bundle.log 2>&1 \
        && echo "The scripts are built: pages have them from now on." \
        || { tail -n 20 target/bundle.log; echo "The scripts were not built; pages stay without them."; }) &
fi
exec $program serve
