#!/bin/sh
# Every test: formatting and lints, rules, server on SQLite and PostgreSQL, program, browser.
# Closes with the count of all of them; exits non-zero on any failure.
set -u
cd "$(dirname "$0")/.."
sh scripts/setup.sh test || exit 1
# No incremental build and no debug info: nothing is built twice, and nobody debugs the test build.
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_TERM_COLOR=never
# Half of a test's time is spent waiting, for ticks, clocks and the database: two run on each core.
export RUST_TEST_THREADS=$(($(nproc) * 2))

# Temporary files of the tests go with this folder, whatever happens.
# In memory (tmpfs) if there is room, because each committed write of a test waits for the disk.
shm=$(df -Pk /dev/shm 2> /dev/null | awk 'NR == 2 {print $4}')
if [ "${shm:-0}" -gt 3000000 ]; then TMPDIR=$(mktemp -d -p /dev/shm); else TMPDIR=$(mktemp -d); fi
chmod 711 "$TMPDIR"
export TMPDIR
log="$TMPDIR/log"
trap 'rm -rf "$TMPDIR"' EXIT
STEP_LIMIT=2400
failed_steps=0
passed=0
failed=0

step() { # name command...
    name=$1
    shift
    echo "== $name"
    began=$(date +%s)
    # A step that hangs fails, with what it printed, instead of keeping the whole waiting.
    timeout --kill-after=30 "$STEP_LIMIT" "$@" > "$log" 2>&1
    code=$?
    [ $code -ne 124 ] || echo "   not done after $STEP_LIMIT seconds"
    if [ $code -ne 0 ]; then
        failed_steps=$((failed_steps + 1))
        # First the lines that say what failed and why, then the end of the output.
        grep -aE -A 6 'panicked at|^failures:$' "$log" | cut -c 1-600 | head -n 200
        tail -n 60 "$log"
        echo "== $name FAILED"
    fi
    # cargo test: "test result: ok. 5 passed; 0 failed"; Playwright: "  5 passed (3s)".
    p=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -oE '[0-9]+ passed' | awk '{n += $1} END {print n + 0}')
    f=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -oE '[0-9]+ failed' | awk '{n += $1} END {print n + 0}')
    passed=$((passed + p))
    failed=$((failed + f))
    if [ $code -ne 0 ] && [ "$f" = 0 ]; then failed=$((failed + 1)); fi
    echo "   $p passed, $f failed, $(($(date +%s) - began)) s"
}

step "formatting" cargo fmt --all --check
step "house" sh -c "node scripts/house.mjs && node scripts/ux.mjs --check"
toolchain=$(sh scripts/wasm-target.sh) || exit 1
step "lints, server" cargo clippy --quiet --workspace --exclude frontend --all-targets -- -D warnings
if [ -z "$toolchain" ]; then
    step "lints, browser" cargo clippy --quiet -p frontend --target wasm32-unknown-unknown -- -D warnings
fi
# One build, which also makes the program that the browser tests run.
step "build of the tests" cargo test --quiet --no-run -p domain -p app -p server
# Built while the tests wait; its step waits for it, and tells what became of it.
(nice sh scripts/web.sh > "$TMPDIR/web.log" 2>&1; echo $? > "$TMPDIR/web.code") &
web=$!
step "rules, portal on SQLite and PostgreSQL, program" cargo test --quiet --no-fail-fast -p domain -p app -p server
wait $web
step "browser bundle" sh -c 'cat "$TMPDIR/web.log"; exit "$(cat "$TMPDIR/web.code")"'
step "bundle size" sh scripts/bundle-size.sh
step "journeys in the browser" sh -c 'cd end2end && npm ci --no-audit --no-fund --loglevel=error && npx playwright test --retries=1'

echo "$passed passed, $failed failed"
[ "$failed_steps" = 0 ] && [ "$failed" = 0 ]
