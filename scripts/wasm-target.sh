#!/bin/sh
# Makes sure that wasm32-unknown-unknown can be compiled, by asking the compiler itself:
# (1) it works already; (2) rustup fetches the target; (3) Debian's packages build it.
# Prints the name of the toolchain to use for wasm, or nothing for the usual one.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'pub fn probe() -> String { String::from("ok") }\n' > "$work/probe.rs"
works() {
    (cd "$work" && "$@" --crate-type lib --target wasm32-unknown-unknown -o probe.rlib probe.rs) >/dev/null 2>&1
}
if works rustc; then exit 0; fi
if command -v rustup >/dev/null && rustup target add wasm32-unknown-unknown >&2 && works rustc; then exit 0; fi
if [ -x /usr/bin/rustc ] && works /usr/bin/rustc; then echo system-wasm; exit 0; fi

echo "rustup cannot fetch the wasm target; building it from Debian's packages" >&2
apt-get update -qq >&2
apt-get install -y -qq --no-install-recommends rustc-web cargo-web rust-web-src lld-22 >&2
mkdir -p "$work/std/src"
: > "$work/std/src/lib.rs"
printf '[package]\nname="stub"\nversion="0.0.0"\nedition="2021"\n[profile.release]\ncodegen-units=1\n' > "$work/std/Cargo.toml"
(cd "$work/std" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
    RUSTFLAGS='-Cembed-bitcode=yes -Zforce-unstable-if-unmarked' \
    /usr/bin/cargo build -Zbuild-std=std,panic_abort,proc_macro,test \
    --target wasm32-unknown-unknown --release --target-dir t >&2)
lib=/usr/lib/rustlib/wasm32-unknown-unknown/lib
mkdir -p "$lib" /usr/lib/rustlib/x86_64-unknown-linux-gnu/bin
find "$work/std/t/wasm32-unknown-unknown/release" -name 'lib*.rlib' ! -name 'libstub*' -exec cp -t "$lib" {} +
ln -sfn /usr/lib/llvm-22/bin/lld /usr/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld
if command -v rustup >/dev/null; then rustup toolchain link system-wasm /usr >&2; fi
works /usr/bin/rustc || { echo "the wasm target still does not compile" >&2; exit 1; }
echo system-wasm
