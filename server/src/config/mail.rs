//! Where mails, texts and files to be scanned go.

use super::ConfigError;
use super::address::is_loopback;
use super::vars::Vars;

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

/// `FOOTHOLD_SMTP_URL`.
pub(super) fn read_smtp(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let smtp_url = vars.take("FOOTHOLD_SMTP_URL");
    if let Some(url) = &smtp_url
        && !(url.starts_with("smtp://") || url.starts_with("smtps://"))
    {
        return Err(ConfigError("FOOTHOLD_SMTP_URL must begin with smtp:// or smtps://.".into()));
    }
    if let Some(url) = &smtp_url
        && url.starts_with("smtp://")
        && !url.contains("tls=required")
        && !is_loopback(url)
    {
        return Err(ConfigError(
            "FOOTHOLD_SMTP_URL would send mails unencrypted: use smtps://, or smtp:// with ?tls=required at its end.".into(),
        ));
    }
    Ok(smtp_url)
}

/// `FOOTHOLD_SMS_URL`.
pub(super) fn read_sms(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let sms_url = vars.take("FOOTHOLD_SMS_URL");
    if let Some(url) = &sms_url
        && !(url.starts_with("https://") || url.starts_with("http://127.0.0.1"))
    {
        return Err(ConfigError(
            "FOOTHOLD_SMS_URL must begin with https:// (http only on 127.0.0.1).".into(),
        ));
    }
    Ok(sms_url)
}

/// `FOOTHOLD_SCAN_URL`.
pub(super) fn read_scan(vars: &mut Vars) -> Result<Option<String>, ConfigError> {
    let scan_url = vars.take("FOOTHOLD_SCAN_URL");
    if let Some(url) = &scan_url
        && !(url.starts_with("unix:///") || url.starts_with("tcp://"))
    {
        return Err(ConfigError(
            "FOOTHOLD_SCAN_URL must be clamd's socket or address, such as unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310.".into(),
        ));
    }
    Ok(scan_url)
}
