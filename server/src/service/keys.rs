//! Whether the secret file is the database's: the database knows the newest key of each use, without its being told.

use crate::failure::Failure;
use crate::scope::{Connection, Look, Scope, Work};
use crate::service::audit;
use crate::store::{accounts, audits, marks, schools};
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

fn anothers(name: &impl std::fmt::Display) -> String {
    format!(
        "FOOTHOLD_SECRET_FILE {name} belongs to another database: put the file there that belongs to this one."
    )
}

/// True where the oldest or the newest entry of the audit is of these keys, or there is none: in a database of an earlier release no
/// key is noted. Two are asked, because one that somebody changed is for `foothold check` to tell, not another's file.
async fn knows_audit<C: Connection>(s: &Scope<C>) -> Result<bool, DbErr> {
    let Some(end) = audits::end(s.db()).await? else { return Ok(true) };
    let mut some = audits::after(s.db(), 0, 1).await?;
    some.extend(audits::after(s.db(), end.seq - 1, 1).await?);
    for row in &some {
        let hash = audit::hash(s, row).map_err(|_| DbErr::Custom("audit".into()))?;
        if hash == row.hash {
            return Ok(true);
        }
    }
    Ok(some.is_empty())
}

/// Why the secret file is not this database's, if it is not: with an older one passwords that are right would be called wrong, and
/// what was sealed since would be lost.
pub async fn misfit<C: Connection>(s: &Scope<C>) -> Result<Option<String>, DbErr> {
    let name = s.config.secret_file.display();
    // Another process may have rotated since this one began.
    s.secrets.refresh();
    let own = s.secrets.newest();
    let all = marks::beginning(s.db(), KEY).await?;
    if all.is_empty() && !knows_audit(s).await? {
        return Ok(Some(anothers(&name)));
    }
    for noted in all {
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
            return Ok(Some(anothers(&name)));
        }
    }
    Ok(None)
}

/// True where there is something that another file would lose.
async fn is_used<C: Connection>(s: &Scope<C>) -> Result<bool, DbErr> {
    Ok(schools::any(s.db()).await?.is_some() || !accounts::is_empty(s.db()).await?)
}

/// Refuses a secret file that is not the database's, for calls that only read.
pub async fn refuse(look: &Look) -> Result<(), Failure> {
    let why = if is_used(look).await? { misfit(look).await? } else { None };
    why.map_or(Ok(()), |why| Err(why.into()))
}

/// Refuses a secret file that is not the database's; what is new in it is noted.
pub async fn settle(work: Work) -> Result<(), Failure> {
    // Of a database that nobody has used nothing is lost.
    if is_used(&work).await? {
        if let Some(why) = misfit(&work).await? {
            return Err(why.into());
        }
    } else {
        marks::forget_beginning(work.db(), KEY).await?;
    }
    note(&work).await?;
    Ok(work.commit().await?)
}
