//! Icons and the manifest that names them, at the names at which browsers look for them.

use axum::Router;
use std::path::Path;
use tower_http::services::ServeFile;

const PATHS: [&str; 5] = [
    "/favicon.svg",
    "/apple-touch-icon.png",
    "/icon-192.png",
    "/icon-512.png",
    "/manifest.webmanifest",
];

/// Serves them from the site's folder.
pub fn routes(site: &Path) -> Router {
    PATHS.iter().fold(Router::new(), |router, path| {
        router.route_service(path, ServeFile::new(site.join(&path[1..])))
    })
}

/// True for one of them. They change with a release at most.
pub fn is_one(path: &str) -> bool {
    PATHS.contains(&path)
}
