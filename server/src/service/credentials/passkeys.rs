//! Passkeys: what the browser is asked, and its answer. The challenge stays sealed in the session.

use super::super::error::ServiceError;
use crate::kit::Kit;
use app::AppError;
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{
    CreationChallengeResponse, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, RequestChallengeResponse, Url, Uuid,
    Webauthn, WebauthnBuilder,
};

/// What was asked.
#[derive(Serialize, Deserialize)]
pub enum Asked {
    /// To create one, for this second step.
    Create(String, PasskeyRegistration),
    /// To use one.
    Use(PasskeyAuthentication),
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
    webauthn(kit)?.start_passkey_registration(user, email, email, Some(has)).map_err(refused)
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
