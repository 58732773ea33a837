#!/bin/sh
# The wasm is at most 300 KiB (307,200 bytes) in brotli, a first visit to /register at most 360,000
# bytes in all. Of these, the rules of profile and employer, judged before sending, are 8,700 bytes.
set -eu
cd "$(dirname "$0")/../target/site/pkg"
wasm=$(cat frontend_bg.*.wasm.br | wc -c)
js=$(cat frontend.*.js.br | wc -c)
css=$(cat foothold.*.css.br | wc -c)
page=8000 # the page itself, generously
echo "wasm $wasm, script $js, style $css bytes (brotli)"
[ "$wasm" -le 307200 ] && [ $((wasm + js + css + page)) -le 360000 ]
