//! Passkeys: what the browser is asked, and its answer. The challenge stays sealed in the session.

use super::super::error::ServiceError;
use crate::kit::Kit;
use app::AppError;
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    RequestChallengeResponse, Url, Uuid, Webauthn, WebauthnBuilder,
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// What was asked.
#[derive(Serialize, Deserialize)]
pub enum Asked {
    /// To create one, for this second step.
    Create(String, PasskeyRegistration),
    /// To use one.
    Use(PasskeyAuthentication),
    /// To log in by one, whoever it is.
    LogIn(DiscoverableAuthentication),
}

/// The host that passkeys belong to. They need a name: a portal on a loopback address answers to
/// `localhost` as well.
fn site(kit: &Kit) -> Option<(String, Url)> {
    let mut url = Url::parse(&kit.config.public_url).ok()?;
    let host = url.host_str()?.to_owned();
    if host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback()) {
        url.set_host(Some("localhost")).ok()?;
        return Some(("localhost".into(), url));
    }
    (url.domain().is_some()).then_some((host, url))
}

/// True if the portal has a name, as passkeys need.
pub fn available(kit: &Kit) -> bool {
    site(kit).is_some()
}

fn webauthn(kit: &Kit) -> Result<Webauthn, ServiceError> {
    let (host, url) = site(kit).ok_or(AppError::BadRequest)?;
    WebauthnBuilder::new(&host, &url)
        .and_then(|builder| builder.rp_name("Foothold").build())
        .map_err(refused)
}

fn refused(error: webauthn_rs::prelude::WebauthnError) -> ServiceError {
    tracing::info!(%error, "passkey refused");
    AppError::BadRequest.into()
}

/// Asks for a new passkey of an account; those it has are not offered again.
pub fn create(
    kit: &Kit,
    account_id: &str,
    email: &str,
    has: &[Passkey],
) -> Result<(CreationChallengeResponse, PasskeyRegistration), ServiceError> {
    let user = Uuid::parse_str(account_id).map_err(|_| AppError::BadRequest)?;
    let has = has.iter().map(|passkey| passkey.cred_id().clone()).collect();
    let asked = webauthn(kit)?.start_passkey_registration(user, email, email, Some(has));
    let (mut question, state) = asked.map_err(refused)?;
    // Kept on the device where it can be, so that it logs in without a password.
    if let Some(wanted) = &mut question.public_key.authenticator_selection {
        wanted.resident_key = Some(ResidentKeyRequirement::Preferred);
    }
    Ok((question, state))
}

/// Takes a new one.
pub fn created(
    kit: &Kit,
    answer: &str,
    asked: &PasskeyRegistration,
) -> Result<Passkey, ServiceError> {
    let answer: RegisterPublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| AppError::BadRequest)?;
    webauthn(kit)?.finish_passkey_registration(&answer, asked).map_err(refused)
}

/// Asks for one of these.
pub fn request(
    kit: &Kit,
    has: &[Passkey],
) -> Result<(RequestChallengeResponse, PasskeyAuthentication), ServiceError> {
    webauthn(kit)?.start_passkey_authentication(has).map_err(refused)
}

/// Checks the answer; gives the passkey that answered, with its counter advanced.
pub fn used(
    kit: &Kit,
    answer: &str,
    asked: &PasskeyAuthentication,
    has: &[(String, Passkey)],
) -> Result<(String, Passkey), ServiceError> {
    let answer: PublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| AppError::BadRequest)?;
    let result = webauthn(kit)?.finish_passkey_authentication(&answer, asked).map_err(refused)?;
    let (id, mut passkey) = has
        .iter()
        .find(|(_, passkey)| passkey.cred_id() == result.cred_id())
        .cloned()
        .ok_or(AppError::BadRequest)?;
    passkey.update_credential(&result);
    Ok((id, passkey))
}

/// Asks for a passkey of anybody's.
pub fn discover(
    kit: &Kit,
) -> Result<(RequestChallengeResponse, DiscoverableAuthentication), ServiceError> {
    webauthn(kit)?.start_discoverable_authentication().map_err(refused)
}

/// An answer to that, and the account it says it is of; not checked yet.
pub fn claimed(kit: &Kit, answer: &str) -> Result<(PublicKeyCredential, String), ServiceError> {
    let answer: PublicKeyCredential =
        serde_json::from_str(answer).map_err(|_| AppError::BadRequest)?;
    let (user, _) =
        webauthn(kit)?.identify_discoverable_authentication(&answer).map_err(refused)?;
    Ok((answer, user.to_string()))
}

/// Checks it against the passkeys of that account; gives the one that answered, with its counter
/// advanced.
pub fn discovered(
    kit: &Kit,
    answer: &PublicKeyCredential,
    asked: DiscoverableAuthentication,
    has: Vec<(String, Passkey)>,
) -> Result<(String, Passkey), ServiceError> {
    let is_it = |(_, passkey): &(String, Passkey)| {
        passkey.cred_id().as_slice() == answer.get_credential_id()
    };
    let (id, mut passkey) = has.into_iter().find(is_it).ok_or(AppError::BadRequest)?;
    let result = webauthn(kit)?
        .finish_discoverable_authentication_v2(answer, asked, &passkey)
        .map_err(refused)?;
    passkey.update_credential(&result);
    Ok((id, passkey))
}
