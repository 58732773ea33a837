#!/bin/sh
# Style sheet and browser bundle into target/site.
set -eu
cd "$(dirname "$0")/.."
sh scripts/style.sh
toolchain=$(sh scripts/wasm-target.sh)
if [ -n "$toolchain" ]; then export FOOTHOLD_WASM_TOOLCHAIN="$toolchain"; fi
cargo run --quiet -p bundler
