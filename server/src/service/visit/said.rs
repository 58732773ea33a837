//! What is said once, on the next page. It goes along in a sealed cookie, so that neither saying nor reading it writes anything: a
//! report is one transaction, and a page that says so is none.

use super::Visit;
use crate::kit::Kit;
use crate::secret::SealedAt;
use app::wire::Notice;
use serde::{Deserialize, Serialize};

/// A notice and the account it is for; nobody's without one.
#[derive(Serialize, Deserialize)]
struct Said {
    whose: Option<String>,
    notice: Notice,
}

/// Says it on the next page of this browser, to the account whose session it is by now.
pub async fn say(kit: &Kit, visit: &Visit, notice: Notice) {
    let whose = visit.session.lock().await.row.as_ref().and_then(|row| row.account_id.clone());
    // Where it cannot be written it is left unsaid: what was done is done.
    if let Ok(plain) = serde_json::to_string(&Said { whose, notice }) {
        visit.head.say(&kit.secrets.seal(SealedAt::Said, &plain));
    }
}

/// What is to be said now, and not again. It is for nobody else's session than its own; where nobody is logged in any more, as
/// after an account was closed, it is said too.
pub async fn hear(kit: &Kit, visit: &Visit) -> Option<Notice> {
    let cookie = visit.said.as_ref()?;
    visit.head.unsay();
    let said: Said = serde_json::from_str(&kit.secrets.open(SealedAt::Said, cookie)?).ok()?;
    let session = visit.session.lock().await;
    let here = session.account.as_ref().map(|account| &account.id);
    (said.whose.is_none() || here.is_none() || said.whose.as_ref() == here).then_some(said.notice)
}
