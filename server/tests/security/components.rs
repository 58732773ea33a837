//! Row 68: what Foothold is made of, and that no secret lies among its files.

use cargo_lock::Lockfile;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
}

/// The bill of materials (CycloneDX 1.6), made from the lock files.
pub fn bill() -> String {
    let lock = Lockfile::load(root().join("Cargo.lock")).expect("Cargo.lock");
    let mut components: Vec<Value> = lock
        .packages
        .iter()
        // Our own crates come from nowhere else.
        .filter(|package| package.source.is_some())
        .map(|package| {
            let (name, version) = (package.name.as_str(), package.version.to_string());
            let hash = package.checksum.as_ref().map(ToString::to_string).unwrap_or_default();
            json!({
                "type": "library",
                "name": name,
                "version": version,
                "purl": format!("pkg:cargo/{name}@{version}"),
                "hashes": [{ "alg": "SHA-256", "content": hash }],
            })
        })
        .collect();
    for lock in ["style/package-lock.json", "end2end/package-lock.json"] {
        let text = std::fs::read_to_string(root().join(lock)).expect("package-lock.json");
        let lock: Value = serde_json::from_str(&text).expect("JSON");
        for (path, package) in lock["packages"].as_object().expect("packages") {
            let Some((_, name)) = path.rsplit_once("node_modules/") else {
                continue;
            };
            let version = package["version"].as_str().unwrap_or_default();
            components.push(json!({
                "type": "library",
                "name": name,
                "version": version,
                "purl": format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
            }));
        }
    }
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": "foothold" } },
        "components": components,
    });
    serde_json::to_string_pretty(&bill).expect("JSON") + "\n"
}

/// Every file of ours below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    const NOT_OURS: [&str; 8] =
        ["target", "node_modules", ".git", "data", "pkg", "test-results", "dist", "screens"];
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if NOT_OURS.contains(&name) {
            continue;
        }
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

pub async fn no_secret_and_all_components_listed() {
    let mut ours = Vec::new();
    files(&root(), &mut ours);
    assert!(ours.len() > 200, "{}", ours.len());
    // Put together here, so that this file does not hold them.
    let marks = [
        format!("-----BEGIN {}", "PRIVATE KEY"),
        format!("-----BEGIN RSA {}", "PRIVATE KEY"),
        format!("-----BEGIN OPENSSH {}", "PRIVATE KEY"),
        format!("AK{}", "IA"),
        format!("gh{}_", "p"),
        format!("xox{}-", "b"),
        format!("sk_{}_", "live"),
    ];
    for path in &ours {
        let text = std::fs::read(path).expect("file");
        let text = String::from_utf8_lossy(&text);
        for mark in &marks {
            // A key goes on after its mark.
            let hit = text.match_indices(mark.as_str()).any(|(at, _)| {
                let rest = text[at + mark.len()..].chars().take(16);
                rest.filter(char::is_ascii_alphanumeric).count() >= 12
            });
            assert!(!hit, "{} holds {mark}", path.display());
        }
    }
    let bill: Value = serde_json::from_str(&bill()).expect("JSON");
    let listed = |purl: &str| {
        let components = bill["components"].as_array().expect("components");
        components.iter().any(|c| c["purl"].as_str().is_some_and(|p| p.starts_with(purl)))
    };
    for purl in ["pkg:cargo/axum@", "pkg:cargo/argon2@", "pkg:npm/%40uswds/uswds@"] {
        assert!(listed(purl), "{purl}");
    }
}
