//! The address of a PostgreSQL database, as its own programs take it.

use webauthn_rs::prelude::Url;

/// Names of settings that sqlx has and PostgreSQL's own programs have not, and theirs.
const RENAMED: [(&str, &str); 5] = [
    ("ssl-mode", "sslmode"),
    ("ssl-root-cert", "sslrootcert"),
    ("ssl-ca", "sslrootcert"),
    ("ssl-cert", "sslcert"),
    ("ssl-key", "sslkey"),
];

/// A text as it was before it was percent-encoded.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let pair = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let hex = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        out.push(hex.unwrap_or(*byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// An address as PostgreSQL's programs take it, without its password, and the password.
pub fn bare(url: &str) -> Result<(String, Option<String>), String> {
    let mut url = Url::parse(url).map_err(|error| error.to_string())?;
    let mut password = url.password().map(decoded);
    url.set_password(None)
        .map_err(|()| "the database's address has no place for a password".to_owned())?;
    let mut settings = Vec::new();
    for (name, value) in url.query_pairs().into_owned() {
        let theirs = RENAMED.iter().find(|(ours, _)| *ours == name).map(|(_, theirs)| *theirs);
        match name.as_str() {
            "password" => password = Some(value),
            "statement-cache-capacity" => {}
            _ if name.starts_with("options[") => {}
            _ => settings.push((theirs.unwrap_or(&name).to_owned(), value)),
        }
    }
    url.set_query(None);
    if !settings.is_empty() {
        url.query_pairs_mut().extend_pairs(settings);
        // They do not read a plus as a blank.
        let query = url.query().unwrap_or_default().replace('+', "%20");
        url.set_query(Some(&query));
    }
    Ok((url.into(), password))
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_password_is_no_part_of_the_address_that_others_see() {
        let of = |url: &str| bare(url).expect("an address");
        let (url, password) = of("postgres://u:p%40s%2Fs%25@host:5433/db?ssl-mode=require");
        assert_eq!(url, "postgres://u@host:5433/db?sslmode=require");
        assert_eq!(password.as_deref(), Some("p@s/s%"));
        let (url, _) = of("postgres://u@host/db?options=-c%20search_path%3Da%2Bb");
        assert_eq!(url, "postgres://u@host/db?options=-c%20search_path%3Da%2Bb");
        let (url, password) = of("postgres://u@host/db?password=a+b&statement-cache-capacity=5");
        assert_eq!((url.as_str(), password.as_deref()), ("postgres://u@host/db", Some("a b")));
    }
}
