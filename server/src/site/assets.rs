//! Paths of the browser bundle's files: with hashed names if the bundler made them, else with plain names.

use app::wire::Assets;
use std::path::Path;
use std::sync::Mutex;
use std::time::SystemTime;

/// The names and when they were read.
static NAMES: Mutex<Option<(SystemTime, Assets)>> = Mutex::new(None);

/// The paths of script, wasm and style sheet. `pkg/hash.txt` lists hashed names (`js: HASH`);
/// without it, as after `trunk build`, the plain names are used.
pub fn names(site: &Path) -> Assets {
    let list = site.join("pkg/hash.txt");
    let Ok(changed) = std::fs::metadata(&list).and_then(|meta| meta.modified()) else {
        // As on a first start that builds them meanwhile.
        return Assets { built: site.join("pkg/frontend.js").exists(), ..of(|_| None) };
    };
    let mut names = NAMES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((read, assets)) = &*names
        && *read == changed
    {
        return assets.clone();
    }
    let text = std::fs::read_to_string(&list).unwrap_or_default();
    let assets = of(|kind| {
        text.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(": ").map(str::to_owned))
    });
    *names = Some((changed, assets.clone()));
    assets
}

fn of(hash: impl Fn(&str) -> Option<String>) -> Assets {
    let dotted = |kind: &str| hash(kind).map(|h| format!(".{h}")).unwrap_or_default();
    Assets {
        built: true,
        rules: format!("/pkg/frontend{}.js", dotted("js")),
        wasm: format!("/pkg/frontend_bg{}.wasm", dotted("wasm")),
        css: format!("/pkg/foothold{}.css", dotted("css")),
        enhance: format!("/pkg/enhance{}.js", dotted("enhance")),
        forms: format!("/pkg/forms{}.js", dotted("forms")),
        notify: format!("/pkg/notify{}.js", dotted("notify")),
    }
}

/// True for a name that carries its hash, and so never changes.
pub fn is_hashed(path: &str) -> bool {
    let parts: Vec<&str> = path.rsplit('/').next().unwrap_or_default().split('.').collect();
    parts.len() == 3 && parts[1].len() == 16 && parts[1].bytes().all(|b| b.is_ascii_hexdigit())
}
