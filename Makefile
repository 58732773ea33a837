# Start with `make run` and `make test`; `make help` lists the rest.
.PHONY: help run dev test build web bench fuzz screens check

# No debug info and no incremental build: `make run` builds half a minute faster, and shares its build with `make test`.
ONCE = CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0

help:
	@echo "make run     install what is missing, build, fill the demo school, serve on http://127.0.0.1:3000"
	@echo "make dev     the same, built anew and reloaded at each change"
	@echo "make test    install what is missing, run every test, print the count"
	@echo "make build   release build: target/release/foothold and target/site"
	@echo "make bench   measure sizes, rates and loads, and Lighthouse on every page"
	@echo "make fuzz    give every reader of outside text and bytes random input, for long (CASES=2000000)"
	@echo "make screens take the screenshots of docs/screens"
	@echo "make check   formatting, lints, and the order of the house"

run:
	@sh scripts/setup.sh
	@sh scripts/style.sh & style=$$!; $(ONCE) cargo build --quiet -p server && wait $$style
	@$(ONCE) sh scripts/run.sh

dev:
	@sh scripts/setup.sh
	@toolchain=$$(sh scripts/wasm-target.sh) && \
	if [ -n "$$toolchain" ]; then export FOOTHOLD_WASM_TOOLCHAIN="$$toolchain"; fi && \
	exec node scripts/dev.mjs

test:
	@sh scripts/test.sh

build:
	@sh scripts/setup.sh
	@sh scripts/web.sh
	@cargo build --release -p server

web:
	@sh scripts/web.sh

bench:
	@sh scripts/setup.sh test
	@sh scripts/bench.sh

fuzz:
	@PROPTEST_CASES=$${CASES:-2000000} cargo test --release -p domain
	@PROPTEST_CASES=$${CASES:-2000000} cargo test --release -p server --test fuzz
	@FOOTHOLD_SEQUENCES=$${SEQUENCES:-10000} cargo test --release -p server --test security -- sqlite::after

screens:
	@sh scripts/setup.sh test
	@sh scripts/web.sh
	@cargo build --quiet -p server
	@cd end2end && npm ci --silent --no-audit --no-fund && npx playwright test --config screens.config.ts

check:
	cargo fmt --all --check
	cargo clippy --workspace --exclude frontend --all-targets -- -D warnings
	node scripts/house.mjs && node scripts/ux.mjs --check
	cargo clippy -p frontend --target wasm32-unknown-unknown -- -D warnings
	@if command -v cargo-deny > /dev/null; then cargo deny check licenses bans sources; \
	else echo "cargo-deny is not installed: licences and sources were not checked"; fi
