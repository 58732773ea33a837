//! Whether the secret file is the database's: the database knows the newest key of each use, without its being told.

use crate::Failure;
use crate::scope::{Connection, Scope, Work};
use crate::store::marks;
use sea_orm::DbErr;

/// What the marks of keys begin with.
const KEY: &str = "key ";

fn mark((usage, number, known): &(&'static str, u32, String)) -> String {
    format!("{KEY}{usage} {number} {known}")
}

/// Notes the newest keys, with which from here on what is new is made.
pub async fn note(work: &Work) -> Result<(), DbErr> {
    for key in &work.secrets.newest() {
        marks::once(work.db(), &mark(key), work.at()).await?;
    }
    Ok(())
}

/// Why the secret file is not this database's, if it is not: with an older one passwords that are right would be called wrong, and
/// what was sealed since would be lost.
pub async fn misfit<C: Connection>(s: &Scope<C>) -> Result<Option<String>, DbErr> {
    let name = s.config.secret_file.display();
    let own = s.secrets.newest();
    for noted in marks::beginning(s.db(), KEY).await? {
        let words: Vec<&str> = noted.split(' ').collect();
        let [_, usage, number, known] = words[..] else { continue };
        let Some((_, newest, own)) = own.iter().find(|(own, ..)| *own == usage) else { continue };
        let Ok(number) = number.parse::<u32>() else { continue };
        if number > *newest {
            return Ok(Some(format!(
                "FOOTHOLD_SECRET_FILE {name} is older than the database: key {number} is missing, which `foothold secret rotate` has made since. Put the newest copy of the file there."
            )));
        }
        if number == *newest && known != own {
            return Ok(Some(format!(
                "FOOTHOLD_SECRET_FILE {name} belongs to another database: put the file there that belongs to this one."
            )));
        }
    }
    Ok(None)
}

/// Refuses a secret file that is not the database's; what is new in it is noted.
pub async fn settle(work: Work) -> Result<(), Failure> {
    if let Some(why) = misfit(&work).await? {
        return Err(why.into());
    }
    note(&work).await?;
    Ok(work.commit().await?)
}
