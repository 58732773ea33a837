//! The settings: what is read, and what is refused with the variable's name.

use server::config::Config;
use tracing::Level;

fn read(name: &str, value: &str) -> Result<Config, String> {
    Config::read([(name.to_owned(), value.to_owned())].into()).map_err(|error| error.to_string())
}

#[test]
fn a_level_for_all_and_others_for_parts_are_read_with_blanks_around_them() {
    let filter = read("FOOTHOLD_LOG", " info , sqlx = warn").expect("reads").log.filter;
    assert!(filter.would_enable("server", &Level::INFO));
    assert!(!filter.would_enable("sqlx::query", &Level::INFO));
    assert!(filter.would_enable("sqlx::query", &Level::WARN));
}

#[test]
fn what_is_no_level_of_the_log_is_refused() {
    for text in ["inof", "info,", "server=", "server=loud", "a[b]=info=x", "\u{3000}A¡®="] {
        let fault = read("FOOTHOLD_LOG", text).expect_err(text);
        assert!(fault.contains("FOOTHOLD_LOG"), "{fault}");
    }
}

#[test]
fn what_leaves_this_machine_is_encrypted_by_what_the_url_is_and_not_by_how_it_looks() {
    for (name, value) in [
        ("FOOTHOLD_PUBLIC_URL", "http://portal.example.edu"),
        ("FOOTHOLD_PUBLIC_URL", "http://127.0.0.1.evil.test"),
        ("FOOTHOLD_PUBLIC_URL", "http://localhost.evil.test:3000"),
        ("FOOTHOLD_ADDR", "0.0.0.0:3000"),
        ("FOOTHOLD_SMTP_URL", "smtp://mail.example.edu"),
        ("FOOTHOLD_SMTP_URL", "smtp://localhost.evil.test"),
        ("FOOTHOLD_SMTP_URL", "smtp://127.0.0.1@evil.test"),
        ("FOOTHOLD_SMTP_URL", "smtp://mail.example.edu?x=tls=required"),
        ("FOOTHOLD_SMTP_URL", "smtp://mail.example.edu/tls=required"),
        ("FOOTHOLD_SMTP_URL", "smtp://mail.example.edu#tls=required"),
        ("FOOTHOLD_SMS_URL", "http://127.0.0.1.evil.test/send"),
        ("FOOTHOLD_SMS_URL", "http://127.0.0.1@evil.test/send"),
        ("FOOTHOLD_SCAN_URL", "tcp://scanner.example.edu:3310"),
        ("FOOTHOLD_SCAN_URL", "tcp://127.0.0.1.evil.test:3310"),
        ("DATABASE_URL", "postgres://u:p@db.example.edu/foothold"),
        ("DATABASE_URL", "postgres://u:p@db.example.edu/foothold?sslmode=prefer"),
        ("DATABASE_URL", "postgres://u:p@db.example.edu/sslmode=require"),
        ("DATABASE_URL", "postgres://u:p@localhost.evil.test/foothold"),
    ] {
        let fault = read(name, value).err().unwrap_or_else(|| panic!("{name}={value} was taken"));
        assert!(fault.contains(name) || fault.contains("FOOTHOLD_PUBLIC_URL"), "{fault}");
        assert!(!fault.contains(":p@"), "a password in a message: {fault}");
    }
    for (name, value) in [
        ("FOOTHOLD_PUBLIC_URL", "https://portal.example.edu"),
        ("FOOTHOLD_PUBLIC_URL", "http://localhost:3000"),
        ("FOOTHOLD_PUBLIC_URL", "http://[::1]:3000"),
        ("FOOTHOLD_SMTP_URL", "smtps://u:p@mail.example.edu"),
        ("FOOTHOLD_SMTP_URL", "smtp://mail.example.edu:587?tls=required"),
        ("FOOTHOLD_SMTP_URL", "smtp://127.0.0.1:1025"),
        ("FOOTHOLD_SMS_URL", "https://gateway.example.edu/send"),
        ("FOOTHOLD_SMS_URL", "http://127.0.0.1:9999/send"),
        ("FOOTHOLD_SCAN_URL", "unix:///run/clamav/clamd.ctl"),
        ("FOOTHOLD_SCAN_URL", "tcp://[::1]:3310"),
        ("DATABASE_URL", "postgres://u:p@db.example.edu/foothold?sslmode=verify-full"),
        ("DATABASE_URL", "postgres://u:p@127.0.0.1:5432/foothold"),
        ("DATABASE_URL", "postgres:///foothold?host=/run/postgresql"),
        ("FOOTHOLD_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,fd00::/8"),
        ("FOOTHOLD_METRICS_ADDR", "127.0.0.1:9100"),
    ] {
        read(name, value).unwrap_or_else(|fault| panic!("{name}={value}: {fault}"));
    }
    assert!(read("FOOTHOLD_TRUSTED_PROXIES", "proxy.example.edu").is_err());
    assert!(read("FOOTHOLD_METRICS_ADDR", "9100").is_err());
}

#[test]
fn the_line_to_sevis_is_encrypted_and_whole_or_not_there() {
    let read = |vars: &[(&str, &str)]| {
        let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::read(vars.collect()).map(|config| config.sevis).map_err(|error| error.to_string())
    };
    let up = ("FOOTHOLD_SEVIS_UPLOAD_URL", "https://sevis.example.gov/upload");
    let down = ("FOOTHOLD_SEVIS_DOWNLOAD_URL", "https://sevis.example.gov/download");
    let certs = ("FOOTHOLD_SEVIS_CERTS", "certs");
    assert!(read(&[]).expect("reads").is_none());
    assert!(read(&[up, down, certs]).expect("reads").is_some());
    for part in [&[up][..], &[up, down], &[certs], &[down, certs]] {
        assert!(read(part).expect_err("half").contains("needed together"));
    }
    for bad in ["http://127.0.0.1/upload", "https://x.test/upload?a=b", "sevis", ""] {
        let fault = read(&[("FOOTHOLD_SEVIS_UPLOAD_URL", bad), down, certs]).expect_err(bad);
        assert!(fault.contains("FOOTHOLD_SEVIS_UPLOAD_URL"), "{fault}");
    }
    let ask = ("FOOTHOLD_SEVIS_ASK", "mail");
    assert!(read(&[up, down, certs, ask]).expect_err("mail").contains("post or get"));
}

#[test]
fn a_push_service_is_known_by_its_whole_name() {
    let usual = read("FOOTHOLD_SMTP_URL", "smtp://127.0.0.1:1025").expect("read").push;
    assert!(
        read("FOOTHOLD_PUSH_SERVICES", "").expect("read").push.is_empty(),
        "who sends no mails sends no notifications unless told to"
    );
    let knows = |text: &str| usual.know(text);
    for endpoint in [
        "https://fcm.googleapis.com/fcm/send/a:b",
        "https://updates.push.services.mozilla.com/wpush/v2/a",
        "https://web.push.apple.com/a",
        "https://wns2-by3p.notify.windows.com/w/?token=a",
        "https://FCM.googleapis.com:443/a",
    ] {
        assert!(knows(endpoint), "{endpoint}");
    }
    for endpoint in [
        "http://fcm.googleapis.com/a",
        "https://fcm.googleapis.com:8443/a",
        "https://fcm.googleapis.com.evil.test/a",
        "https://evilfcm.googleapis.com/a",
        "https://push.apple.com.evil.test/a",
        "https://evilpush.apple.com/a",
        "https://.push.apple.com/a",
        "https://fcm.googleapis.com@evil.test/a",
        "https://user@fcm.googleapis.com/a",
        "https://169.254.169.254/a",
        "https://[::1]/a",
        "https://localhost/a",
        "http://127.0.0.1/a",
    ] {
        assert!(!knows(endpoint), "{endpoint}");
    }
    assert!(
        read("FOOTHOLD_PUSH_SERVICES", "none").expect("read").push.is_empty()
            && !read("FOOTHOLD_PUSH_SERVICES", "push.test").expect("read").push.is_empty()
    );
}

#[test]
fn what_is_no_name_of_a_push_service_is_refused() {
    for text in
        ["push", "*", "*.test", "https://push.test", "127.0.0.1", "http://push.test", "a,,b.test"]
    {
        assert!(read("FOOTHOLD_PUSH_SERVICES", text).is_err(), "{text}");
    }
    assert!(read("FOOTHOLD_PUSH_SERVICES", "a.test, *.b.test,http://127.0.0.1:9").is_ok());
}
