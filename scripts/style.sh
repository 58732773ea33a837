#!/bin/sh
# Compiles the style sheet to target/style, and copies the images it names to target/site/img.
set -eu
cd "$(dirname "$0")/../style"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
    npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
    touch node_modules
fi
mkdir -p ../target/style ../target/site/img
npm run --silent build
grep -o 'url("*/img/[^)"]*' ../target/style/foothold.css | sed 's|.*/img/||' | sort -u | while read -r image; do
    mkdir -p "../target/site/img/$(dirname "$image")"
    cp "node_modules/@uswds/uswds/dist/img/$image" "../target/site/img/$image"
done
