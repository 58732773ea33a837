//! Builds the browser bundle without a Trunk or wasm-bindgen installed: `cargo run -p bundler`.
//!
//! It gives the same files in the same place as `trunk build --release`, because Trunk's hook runs
//! the second half of it: `cargo run -p bundler -- finish FOLDER`.

mod finish;

use finish::Care;

use anyhow::{Context as _, Result, bail, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

const SITE: &str = "target/site";
const TARGET: &str = "wasm32-unknown-unknown";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let site = Path::new(SITE);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => build(site),
        // A debug build by `trunk serve` keeps the names, so that panics can be read.
        ["finish", folder] => finish::finish(
            Path::new(folder),
            site,
            match std::env::var("TRUNK_PROFILE").as_deref() {
                Ok("debug") => Care::Names,
                _ => Care::Small,
            },
        ),
        _ => bail!("call it with nothing, or with: finish FOLDER"),
    }
}

fn build(site: &Path) -> Result<()> {
    let pkg = site.join("pkg");
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    // Where the wasm standard library belongs to another toolchain, set-up says which.
    if let Ok(toolchain) = std::env::var("FOOTHOLD_WASM_TOOLCHAIN") {
        cargo = Command::new("cargo");
        cargo.env("RUSTUP_TOOLCHAIN", toolchain).env_remove("RUSTC").env_remove("CARGO");
    }
    // `WASM_PROFILE=dev` keeps names and panic messages readable.
    let profile = std::env::var("WASM_PROFILE").unwrap_or_else(|_| "wasm-release".into());
    let status = cargo
        .args(["build", "-p", "frontend", "--target", TARGET, "--profile", &profile])
        .status()
        .context("cargo")?;
    ensure!(status.success(), "the browser crate does not build");

    if pkg.exists() {
        fs::remove_dir_all(&pkg)?;
    }
    fs::create_dir_all(&pkg)?;
    let folder = if profile == "dev" { "debug" } else { &profile };
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(format!("target/{TARGET}/{folder}/frontend.wasm"))
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .debug(profile == "dev")
        .generate(&pkg)
        .context("wasm-bindgen")?;
    fs::copy("target/style/foothold.css", pkg.join("foothold.css")).context("style sheet")?;
    for script in ["enhance.js", "forms.js", "notify.js"] {
        let source = fs::read_to_string(Path::new("frontend").join(script)).context(script)?;
        fs::write(pkg.join(script), lean(&source)?).context(script)?;
    }
    let care = if profile == "dev" { Care::Names } else { Care::Small };
    finish::finish(&pkg, site, care)
}

/// A script without its comments and indentation, which are a fifth of what a browser would fetch.
fn lean(source: &str) -> Result<String> {
    let is_comment =
        |line: &&str| line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/");
    let mut lean = String::with_capacity(source.len());
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line)) {
        // A text of several lines would lose its indentation.
        ensure!(line.matches('`').count() % 2 == 0, "a text goes on in another line: {line}");
        lean.push_str(line);
        lean.push('\n');
    }
    Ok(lean)
}
