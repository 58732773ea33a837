//! One letter. Its text and HTML parts are made from the same words, so they cannot differ.

/// A letter before it is queued.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Recipient.
    pub to: String,
    /// Student it is about.
    pub student_id: Option<String>,
    /// Account it is about.
    pub account_id: Option<String>,
    /// Subject.
    pub subject: String,
    /// First line.
    pub greeting: String,
    /// What is said before the link.
    pub before: Vec<String>,
    /// The link.
    pub link: Option<String>,
    /// What is said after it.
    pub after: Vec<String>,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const CLOSING_ONLINE: &str = "This mailbox is not read, so please do not reply. Questions: log in and write to the help team under Messages, or see Help.";
const CLOSING_STRANGER: &str = "This mailbox is not read, so please do not reply. Questions: see Help on the site this email is about.";
const CLOSING: &str = "This mailbox is not read, so please do not reply. Questions: your school's \
                       international office, or the SEVP Response Center, 703-603-3400.";

impl Letter {
    /// Who answers questions: a student's school, or the help team.
    fn closing(&self) -> String {
        match (&self.student_id, &self.account_id) {
            (Some(_), _) => CLOSING,
            (None, Some(_)) => CLOSING_ONLINE,
            (None, None) => CLOSING_STRANGER,
        }
        .to_owned()
    }

    /// The text part.
    pub fn text(&self) -> String {
        let mut parts = vec![self.greeting.clone()];
        parts.extend(self.before.iter().cloned());
        parts.extend(self.link.clone());
        parts.extend(self.after.iter().cloned());
        parts.push(self.closing());
        parts.join("\n\n")
    }

    /// The HTML part.
    pub fn html(&self) -> String {
        let paragraph = |text: &String| format!("<p>{}</p>\n", escape(text));
        let mut html = String::from(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head><body>\n",
        );
        html.push_str(&paragraph(&self.greeting));
        self.before.iter().for_each(|text| html.push_str(&paragraph(text)));
        if let Some(link) = &self.link {
            let link = escape(link);
            html.push_str(&format!("<p><a href=\"{link}\">{link}</a></p>\n"));
        }
        self.after.iter().for_each(|text| html.push_str(&paragraph(text)));
        html.push_str(&paragraph(&self.closing()));
        html.push_str("</body></html>\n");
        html
    }

    /// The link as a path of this portal, for the demo's mailbox.
    pub fn link_path(&self, public_url: &str) -> Option<String> {
        self.link.as_deref()?.strip_prefix(public_url).map(str::to_owned)
    }
}
