#!/bin/sh
# Builds the release and runs all benchmarks (sizes, rates, loads, Lighthouse).
set -eu
cd "$(dirname "$0")/.."
sh scripts/web.sh >&2
cargo build --quiet --release -p server --bin foothold --example argon2_rate >&2
node benches/bench.mjs
node benches/load.mjs
cd benches && npm ci --silent --no-audit --no-fund && node lighthouse.mjs
