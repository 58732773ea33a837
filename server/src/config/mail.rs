//! Where mails, texts and files to be scanned go.

use super::address::is_loopback;
use super::error::ConfigError;
use super::vars::Vars;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::time::Duration;
use url::{Url, form_urlencoded};

/// How long a mail server may take over one mail: connections, TLS and answers together.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// The address in `From` of all mails.
pub(super) fn read_from(vars: &mut Vars, host: &str) -> Result<String, ConfigError> {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let mail_from = vars.take("FOOTHOLD_MAIL_FROM").unwrap_or_else(|| {
        if name.parse::<std::net::IpAddr>().is_ok() || name.starts_with('[') {
            "no-reply@localhost.localdomain".into()
        } else {
            format!("no-reply@{name}")
        }
    });
    if mail_from.parse::<lettre::message::Mailbox>().is_err() {
        return Err(ConfigError("FOOTHOLD_MAIL_FROM must be an email address.".into()));
    }
    Ok(mail_from)
}

/// `FOOTHOLD_SECURITY_CONTACT`.
pub(super) fn read_contact(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let Some(text) = vars.take("FOOTHOLD_SECURITY_CONTACT") else {
        return Ok(None);
    };
    let hint = "mailto: or https://, as in mailto:security@example.edu";
    parse("FOOTHOLD_SECURITY_CONTACT", &text, &["mailto", "https"], hint)?;
    Ok(Some(text))
}

fn parse(name: &str, text: &str, schemes: &[&str], hint: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text).ok();
    let url = url.filter(|url| schemes.contains(&url.scheme()));
    url.ok_or_else(|| ConfigError(format!("{name} must be {hint}.")))
}

/// `FOOTHOLD_SMTP_URL`.
pub(super) fn read_smtp(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let Some(text) = vars.take("FOOTHOLD_SMTP_URL") else {
        return Ok(None);
    };
    let hint = "a mail server such as smtps://user:password@mail.example.edu";
    let url = parse("FOOTHOLD_SMTP_URL", &text, &["smtp", "smtps"], hint)?;
    // Exactly this, as an option of the URL and not as a part of another one.
    let mut options = form_urlencoded::parse(url.query().unwrap_or_default().as_bytes());
    let required = options.any(|(name, value)| name == "tls" && value == "required");
    if url.scheme() == "smtp" && !required && !is_loopback(&text) {
        return Err(ConfigError(
            "FOOTHOLD_SMTP_URL would send mails unencrypted: use smtps://, or smtp:// with ?tls=required at its end.".into(),
        ));
    }
    // What sends the mails reads it otherwise than we do.
    if AsyncSmtpTransport::<Tokio1Executor>::from_url(&text).is_err() {
        return Err(ConfigError(format!("FOOTHOLD_SMTP_URL must be {hint}.")));
    }
    Ok(Some(text))
}

/// `FOOTHOLD_SMS_URL`.
pub(super) fn read_sms(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let Some(text) = vars.take("FOOTHOLD_SMS_URL") else {
        return Ok(None);
    };
    let hint = "a gateway that begins with https:// (http:// on this machine only)";
    let url = parse("FOOTHOLD_SMS_URL", &text, &["http", "https"], hint)?;
    if url.scheme() == "http" && !is_loopback(&text) {
        return Err(ConfigError(format!("FOOTHOLD_SMS_URL must be {hint}.")));
    }
    Ok(Some(text))
}

/// `FOOTHOLD_SCAN_URL`.
pub(super) fn read_scan(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let Some(text) = vars.take("FOOTHOLD_SCAN_URL") else {
        return Ok(None);
    };
    let hint = "clamd's socket or address on this machine, such as unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310";
    let url = parse("FOOTHOLD_SCAN_URL", &text, &["unix", "tcp"], hint)?;
    let here = match url.scheme() {
        "unix" => text.starts_with("unix:///"),
        // Its protocol knows no encryption: another machine is reached by a tunnel that ends here.
        _ => is_loopback(&text),
    };
    if here {
        Ok(Some(text))
    } else {
        Err(ConfigError(format!("FOOTHOLD_SCAN_URL must be {hint}.")))
    }
}
