#!/bin/sh
# Fails if the bundle is too large, compressed with brotli: page, style sheet and script of a first visit at most 20 KiB, and what
# the first touch of a form fetches (its rules, in wasm) at most 100 KiB more.
set -eu
cd "$(dirname "$0")/../target/site/pkg"
size() { cat "$1" | wc -c; }
usable=$(($(size foothold.*.css.br) + $(size enhance.*.js.br)))
page=7000 # the page itself, generously
touched=$(($(size forms.*.js.br) + $(size frontend.*.js.br) + $(size frontend_bg.*.wasm.br)))
echo "style and script $usable, rules of the forms $touched bytes (brotli)"
[ $((usable + page)) -le 20480 ] && [ "$touched" -le 102400 ]
