//! `foothold backup` and `foothold restore`.

use super::restored;
use crate::Failure;
use crate::config::Config;
use crate::portal::Portal;
use crate::service::keys;
use crate::store::alone::{self, Alone};
use crate::store::{Store, address, backup as copies};
use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file of a SQLite database; none for PostgreSQL.
fn sqlite(config: &Config) -> Option<PathBuf> {
    config.sqlite_file().map(PathBuf::from)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn told(file: &Path) -> impl Fn(std::io::Error) -> Failure {
    let name = file.display().to_string();
    move |error| format!("{name}: {error}").into()
}

/// What was written is on disk, under its name.
fn settle(part: &Path, file: &Path) -> Result<(), Failure> {
    File::open(part).and_then(|written| written.sync_all()).map_err(told(part))?;
    fs::rename(part, file).map_err(told(file))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(told(folder))
}

/// A new file that only its owner reads.
fn fresh(file: &Path) -> Result<File, Failure> {
    let options = OpenOptions::new().write(true).create_new(true).mode(0o600).to_owned();
    options.open(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("{} is left of an earlier try: remove it first", file.display()).into()
        }
        _ => told(file)(error),
    })
}

/// A program of PostgreSQL on this database; its password is in nobody's list of processes.
fn postgres(program: &str, config: &Config) -> Result<Command, Failure> {
    let (url, password) = address::bare(&config.database_url)?;
    let mut command = Command::new(program);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command.args(["--no-owner", "--no-privileges", "--dbname"]).arg(url);
    Ok(command)
}

fn run(mut command: Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done =
        command.output().map_err(|error| format!("{name} is needed and did not start: {error}"))?;
    if done.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&done.stderr).lines().next().unwrap_or_default().to_owned();
    Err(format!("{name} failed: {why}").into())
}

/// Refuses where there is no database to copy, before an empty one is made in its place.
pub fn is_there(config: &Config) -> Result<(), Failure> {
    match sqlite(config) {
        Some(database) if !database.exists() => {
            Err(format!("{} is not there: there is nothing to copy", database.display()).into())
        }
        _ => Ok(()),
    }
}

/// Copies the whole database into a new file, as it is at one instant, while the portal goes on.
pub async fn backup(portal: &Portal, file: &Path) -> Result<(), Failure> {
    if file.exists() {
        return Err(format!("{} is there already; name another file", file.display()).into());
    }
    if file.to_str().is_none() {
        return Err(
            format!("{} has a name that is no text; name another file", file.display()).into()
        );
    }
    let part = beside(file, ".part");
    drop(fresh(&part)?);
    let written = match sqlite(&portal.config) {
        Some(_) => {
            let name = part.display().to_string();
            portal.store.copy_into(&name).await.map_err(|error| error.to_string().into())
        }
        None => postgres("pg_dump", &portal.config).and_then(|mut command| {
            command.args(["--format=custom", "--file"]).arg(&part);
            run(command)
        }),
    };
    if let Err(error) = written.and_then(|()| settle(&part, file)) {
        let _ = fs::remove_file(&part);
        return Err(error);
    }
    let bytes = fs::metadata(file).map_err(told(file))?.len();
    println!("Backup written: {} ({bytes} bytes).", file.display());
    let secret = portal.config.secret_file.display();
    println!("Keep a copy of {secret} as well, in another place: without it nobody can log in.");
    Ok(())
}

/// Puts a backup where there is an empty database, or none. The secret file must be there already.
pub async fn restore(config: Config, file: &Path) -> Result<(), Failure> {
    if !file.exists() {
        return Err(format!("{} is not there", file.display()).into());
    }
    if !config.secret_file.exists() {
        let name = config.secret_file.display();
        let why = "put the secret file of the backup there first: without it nobody can log in";
        return Err(format!("{name} is missing; {why}").into());
    }
    match sqlite(&config) {
        // One that is not there is not made either, until the copy is there.
        Some(database) => {
            if database.exists() {
                takes_backup(&config).await?;
            }
            put(&config, file, &database).await?;
        }
        None => {
            let store = takes_backup(&config).await?;
            let mut command = postgres("pg_restore", &config)?;
            // An extension may be its database's owner's, who alone may say what it is for.
            command.args(["--exit-on-error", "--single-transaction", "--no-comments"]);
            if store.tables().await? > 0 {
                // The empty tables of a portal that was started once, of this release or of a later one.
                store.empty().await?;
            }
            command.arg(file);
            run(command)?;
        }
    }
    // A backup of an earlier release knows of no keys.
    let portal = Portal::open(config).await?;
    if let Ok(Some(why)) = keys::misfit(&portal.look()).await {
        return Err(format!("restored from {}, but {why}", file.display()).into());
    }
    portal.migrate().await?;
    let told = restored::spare(&portal).await?;
    println!("Restored from {}. {}", file.display(), told.join("\n"));
    println!("Run foothold check, and then serve.");
    Ok(())
}

/// The database, if a backup can be put into it.
async fn takes_backup(config: &Config) -> Result<Store, Failure> {
    let store = Store::connect(config).await?;
    match store.takes_backup().await? {
        true => Ok(store),
        false => Err("the database is not empty; restore into an empty one".into()),
    }
}

/// The copy becomes the database, all of it or nothing; it belongs to whom that, or its folder, belongs to.
async fn put(config: &Config, file: &Path, database: &Path) -> Result<(), Failure> {
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(told(folder))?;
    }
    let _pages = alone::hold(config, Alone::Serves).await?;
    let _jobs = alone::hold(config, Alone::RunsJobs).await?;
    if let Some(why) = copies::unfit(&file.display().to_string()).await? {
        return Err(format!("{} {why}", file.display()).into());
    }
    let part = beside(database, ".part");
    let mut from = File::open(file).map_err(told(file))?;
    let copied = fresh(&part).and_then(|mut to| {
        let given = alone::give(&to, &database.display().to_string());
        given.and_then(|()| std::io::copy(&mut from, &mut to).map(drop)).map_err(told(&part))
    });
    if let Err(error) = copied {
        let _ = fs::remove_file(&part);
        return Err(error);
    }
    // Of the empty database that goes.
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(beside(database, ending));
    }
    settle(&part, database)
}
