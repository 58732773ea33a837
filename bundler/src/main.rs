//! Builds the browser bundle without a Trunk or wasm-bindgen installed: `cargo run -p bundler`.
//!
//! It writes the same files to the same place as `trunk build`, and beside them copies whose names
//! carry a hash, each with its `.br` and `.gz`, and `hash.txt`, by which the server finds them.

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const SITE: &str = "target/site";
const TARGET: &str = "wasm32-unknown-unknown";

fn main() -> Result<()> {
    let pkg = Path::new(SITE).join("pkg");
    let css = PathBuf::from(
        std::env::args().nth(1).unwrap_or_else(|| "target/style/foothold.css".into()),
    );
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
        .remove_name_section(profile != "dev")
        .debug(profile == "dev")
        .generate(&pkg)
        .context("wasm-bindgen")?;
    fs::copy(&css, pkg.join("foothold.css")).with_context(|| css.display().to_string())?;

    let mut hashes = String::new();
    for (kind, stem, extension) in
        [("js", "frontend", "js"), ("wasm", "frontend_bg", "wasm"), ("css", "foothold", "css")]
    {
        let bytes = fs::read(pkg.join(format!("{stem}.{extension}")))?;
        let hash: String =
            Sha256::digest(&bytes).iter().take(8).map(|b| format!("{b:02x}")).collect();
        let hashed = pkg.join(format!("{stem}.{hash}.{extension}"));
        fs::write(&hashed, &bytes)?;
        compress(&hashed, &bytes)?;
        hashes.push_str(&format!("{kind}: {hash}\n"));
    }
    for file in fs::read_dir("public")? {
        let file = file?;
        fs::copy(file.path(), Path::new(SITE).join(file.file_name()))?;
    }
    // Last, so that the server never reads names of files that are not there yet.
    fs::write(pkg.join("hash.txt"), hashes)?;
    Ok(())
}

fn compress(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = |extension: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        PathBuf::from(name)
    };
    let mut br = brotli::CompressorWriter::new(fs::File::create(beside(".br"))?, 1 << 16, 11, 24);
    br.write_all(bytes)?;
    br.flush()?;
    drop(br);
    let mut gz = flate2::write::GzEncoder::new(
        fs::File::create(beside(".gz"))?,
        flate2::Compression::best(),
    );
    gz.write_all(bytes)?;
    gz.finish()?;
    Ok(())
}
