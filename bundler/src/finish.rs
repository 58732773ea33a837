//! What follows wasm-bindgen, whoever ran it: drop the names of functions, add copies whose file
//! names carry a hash, compress them, and list them for the server.

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

/// The files that pages name: kind in `hash.txt`, stem, extension.
const NAMED: [(&str, &str, &str); 6] = [
    ("js", "frontend", "js"),
    ("wasm", "frontend_bg", "wasm"),
    ("css", "foothold", "css"),
    ("enhance", "enhance", "js"),
    ("forms", "forms", "js"),
    ("notify", "notify", "js"),
];

/// How much is done to make the bundle small.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Functions keep their names, for readable panics, and nothing is compressed.
    Names,
    /// Without names, compressed as well as it can be.
    Small,
}

/// Finishes the bundle in `pkg`.
pub fn finish(pkg: &Path, site: &Path, care: Care) -> Result<()> {
    let wasm = pkg.join("frontend_bg.wasm");
    if care != Care::Names {
        fs::write(&wasm, without_names(&fs::read(&wasm)?)?)?;
    }
    for file in fs::read_dir("public")? {
        let file = file?;
        fs::copy(file.path(), site.join(file.file_name()))?;
    }
    let mut hashes = String::new();
    for (kind, stem, extension) in NAMED {
        let plain = pkg.join(format!("{stem}.{extension}"));
        let bytes = fs::read(&plain).with_context(|| plain.display().to_string())?;
        let hash: String =
            Sha256::digest(&bytes).iter().take(8).map(|b| format!("{b:02x}")).collect();
        let hashed = pkg.join(format!("{stem}.{hash}.{extension}"));
        fs::write(&hashed, &bytes)?;
        if care == Care::Small {
            compress(&hashed, &bytes)?;
        }
        hashes.push_str(&format!("{kind}: {hash}\n"));
    }
    // Last, so that the server never reads names of files that are not there yet.
    fs::write(pkg.join("hash.txt"), hashes)?;
    Ok(())
}

/// The module without its name section, which a browser does not need and which is a third of it.
fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if matches!(&payload, Payload::CustomSection(section) if section.name() == "name") {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            module.section(&RawSection { id, data: &wasm[range] });
        }
    }
    Ok(module.finish())
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
