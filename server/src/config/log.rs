//! `FOOTHOLD_LOG` and `FOOTHOLD_LOG_FORMAT`: what goes into the log, and how it looks.

use super::error::ConfigError;
use super::vars::Vars;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;

/// The log as it was asked for.
#[derive(Clone, Debug)]
pub struct Log {
    /// What is written: a level for all (`info`), others for parts of the program (`sqlx=warn`).
    pub filter: Targets,
    /// One JSON object a line instead of text.
    pub json: bool,
}

pub(super) fn read(vars: &mut Vars) -> Result<Log, ConfigError> {
    let json = match vars.take("FOOTHOLD_LOG_FORMAT").as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => {
            return Err(ConfigError(format!(
                "FOOTHOLD_LOG_FORMAT must be text or json, not \"{other}\"."
            )));
        }
    };
    let text = vars.take("FOOTHOLD_LOG").unwrap_or_else(|| "info".into());
    let filter = read_filter(&text).ok_or_else(|| {
        ConfigError(format!(
            "FOOTHOLD_LOG must be a level (off, error, warn, info, debug, trace), or several \
             like info,sqlx=warn, not \"{text}\"."
        ))
    })?;
    Ok(Log { filter, json })
}

/// A misspelled level is refused rather than taken for a part of the program, as the filter's own
/// reader would: it would silence everything. (`EnvFilter`'s reader panics on some text besides.)
fn read_filter(text: &str) -> Option<Targets> {
    text.split(',').map(str::trim).try_fold(Targets::new(), |filter, part| {
        Some(match part.split_once('=') {
            None => filter.with_default(level(part)?),
            Some((target, text)) => filter.with_target(target.trim(), level(text)?),
        })
    })
}

fn level(text: &str) -> Option<LevelFilter> {
    // Nothing at all would be read as "error".
    let text = Some(text.trim()).filter(|text| !text.is_empty());
    text?.parse().ok()
}
