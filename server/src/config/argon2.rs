//! `FOOTHOLD_ARGON2`.

use super::ConfigError;

/// Cost of a password hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub m: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

/// `m,t,p`; never weaker than the OWASP row m 19456, t 2, p 1 (or its equals with fewer KiB and
/// more passes).
pub(super) fn read(value: Option<String>) -> Result<Argon2Cost, ConfigError> {
    let Some(text) = value else {
        return Ok(Argon2Cost { m: 19_456, t: 2, p: 1 });
    };
    let parts: Vec<Option<u32>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    let cost = match parts.as_slice() {
        [Some(m), Some(t), Some(p)] => Argon2Cost { m: *m, t: *t, p: *p },
        _ => {
            return Err(ConfigError(format!(
                "FOOTHOLD_ARGON2 must be three numbers such as 19456,2,1, not \"{text}\"."
            )));
        }
    };
    let strong = (1..=16).contains(&cost.p)
        && cost.t <= 100
        && cost.m <= 4_194_304
        && u64::from(cost.m) * u64::from(cost.t) >= 36_864
        && cost.m >= 7_168;
    if strong {
        Ok(cost)
    } else {
        Err(ConfigError(format!(
            "FOOTHOLD_ARGON2 is too weak or too large: \"{text}\". Use 19456,2,1 or stronger."
        )))
    }
}
