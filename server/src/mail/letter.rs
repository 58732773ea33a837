//! One letter. Its text and HTML parts are made from the same words, so they cannot differ.

use crate::clock::millis;
use domain::reach::News;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A letter. What its row has in columns of their own is not in what is sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Letter {
    /// Recipient.
    #[serde(skip)]
    pub to: String,
    /// Student it is about.
    #[serde(skip)]
    pub student_id: Option<String>,
    /// Account it is about.
    #[serde(skip)]
    pub account_id: Option<String>,
    /// Subject.
    #[serde(skip)]
    pub subject: String,
    /// The kind of news it is: the student chooses how that comes, and finds it in the inbox. It holds no secret.
    #[serde(skip)]
    pub news: Option<News>,
    /// First line.
    pub greeting: String,
    /// What is said before the link.
    pub before: Vec<String>,
    /// The link.
    pub link: Option<String>,
    /// What is said after it.
    pub after: Vec<String>,
    /// Whose record it is about; known once it is queued.
    pub about: Option<AboutRecord>,
    /// Until when somebody waits for it at a page, in milliseconds since 1970: it goes before all others, and no longer once what
    /// it holds has lapsed. None where nobody waits.
    #[serde(default)]
    pub awaited: Option<i64>,
}

impl Letter {
    /// Somebody waits for it at a page, until what it holds has lapsed.
    #[must_use]
    pub fn awaited(self, lapses: OffsetDateTime) -> Self {
        Self { awaited: Some(millis(lapses)), ..self }
    }
}

/// By what a student tells our email from a fraud: the school, and the end of a number that strangers do not know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AboutRecord {
    /// Name of the school.
    pub school: String,
    /// The last four characters of the SEVIS ID.
    pub last_four: String,
}

impl AboutRecord {
    /// What the letter says of it.
    fn words(&self) -> String {
        let Self { school, last_four } = self;
        format!(
            "This email is about your record at {school}, SEVIS ID ending in {last_four}. If you are not sure that it is from us, do not open its link: log in to the portal as you always do, where your inbox lists the emails we send you, or ask your school's international office."
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The look of a letter: the portal's colours, and their dark side.
const STYLE: &str = "\
body{margin:0;padding:16px;background:#f1f5f3;color:#16211d;font:16px/1.5 system-ui,sans-serif}\
.letter{max-width:36em;margin:0 auto;padding:8px 24px 16px;background:#fff;border-top:4px solid #0f5e50;border-radius:4px 4px 10px 10px;overflow-wrap:anywhere}\
.from{border-bottom:1px solid #d3ddd8;padding-bottom:12px}.from strong{color:#0f5e50;margin-right:12px}\
a{color:#0f5e50}.link{padding:12px 16px;background:#e3f1ec;border-radius:8px}\
.small{border-top:1px solid #d3ddd8;color:#4c5a55;font-size:14px}\
@media(prefers-color-scheme:dark){body{background:#101715;color:#e9f0ed}.letter{background:#1a2421}.from,.small{border-color:#33433d}.from strong,a{color:#78d3bd}.link{background:#173a33}.small{color:#b3c1bb}}";

/// The HTML part of a mail that an earlier release has written: it kept its look out of the row.
pub fn dressed(html: &str) -> String {
    html.replacen("<style></style>", &format!("<style>{STYLE}</style>"), 1)
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
        parts.extend(self.about.as_ref().map(AboutRecord::words));
        parts.push(self.closing());
        parts.join("\n\n")
    }

    /// The HTML part: nothing is fetched from anywhere, and it reads in the dark and on a narrow screen.
    pub fn html(&self) -> String {
        let paragraphs = |all: &[String]| -> String {
            all.iter().map(|text| format!("<p>{}</p>\n", escape(text))).collect()
        };
        let school = self.about.as_ref().map(|about| escape(&about.school));
        let school = school.map_or_else(String::new, |name| format!("<span>{name}</span>"));
        let link = self.link.as_deref().map(escape);
        let link = link.map_or_else(String::new, |link| {
            format!("<p class=\"link\"><a href=\"{link}\">{link}</a></p>\n")
        });
        let small: Vec<String> = self.about.iter().map(AboutRecord::words).collect();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>{}</title>\n<style>{STYLE}</style></head>\n<body><div class=\"letter\">\n\
             <p class=\"from\"><strong>Foothold</strong>{school}</p>\n\
             {}{}{link}{}<div class=\"small\">\n{}{}</div>\n</div></body></html>\n",
            escape(&self.subject),
            paragraphs(std::slice::from_ref(&self.greeting)),
            paragraphs(&self.before),
            paragraphs(&self.after),
            paragraphs(&small),
            paragraphs(&[self.closing()]),
        )
    }

    /// The link as a path of this portal, for the demo's mailbox.
    pub fn link_path(&self, public_url: &str) -> Option<String> {
        self.link.as_deref()?.strip_prefix(public_url).map(str::to_owned)
    }
}
