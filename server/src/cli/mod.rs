//! The command line: one file for each group of calls.

mod args;
pub mod audit;
mod backup;
mod batches;
mod jobs;
pub mod officials;
pub mod outbox;
pub mod restored;
pub mod schools;
pub mod secrets;
mod students;

pub use args::Cli;

use crate::Failure;
use crate::config::Config;
use crate::portal::Portal;
use crate::service::keys;
use crate::store::alone::{self, Alone};
use crate::{demo, site};
use args::{
    AccountCommand, AuditCommand, BatchCommand, Command, JobsCommand, OfficialCommand,
    OutboxCommand, SchoolCommand, SecretCommand, StudentsCommand,
};
use std::sync::Arc;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Runs the call.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let config = Config::from_env()?;
    start_log(&config);
    if let Command::Restore { file } = cli.command {
        return backup::restore(config, &file).await;
    }
    if let Command::Backup { .. } = cli.command {
        backup::is_there(&config)?;
    }
    let portal = Portal::open(config).await?;
    match cli.command {
        Command::Migrate => portal.migrate().await?,
        // As it is: also what an older release beside this program serves.
        Command::Backup { file } => backup::backup(&portal, &file).await?,
        Command::Serve { no_migrate, no_jobs } => serve(portal, no_migrate, !no_jobs).await?,
        other => {
            portal.migrate().await?;
            own_keys(&portal, &other).await?;
            call(&portal, other).await?;
        }
    }
    Ok(())
}

/// Refuses another database's secret file before the call: an entry of the audit that is made with it breaks the chain for good.
async fn own_keys(portal: &Portal, command: &Command) -> Result<(), Failure> {
    match command {
        // Tells of it itself, after what else may be damaged.
        Command::Check => Ok(()),
        // They do not wait for whoever is writing.
        Command::Audit(_)
        | Command::Outbox(OutboxCommand::List)
        | Command::Batch(BatchCommand::List)
        | Command::Students(StudentsCommand::Export { .. }) => keys::refuse(&portal.look()).await,
        _ => keys::settle(portal.work().await?).await,
    }
}

async fn call(portal: &Arc<Portal>, command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo { crowd } => demo::fill(portal, crowd).await,
        Command::School(SchoolCommand::Add { code, name, time_zone }) => {
            schools::add(portal, &code, &name, &time_zone).await
        }
        Command::School(SchoolCommand::Set {
            code,
            name,
            time_zone,
            sevis,
            sevis_org,
            sevis_user,
            review,
            plans,
        }) => {
            let settings =
                schools::Settings { name, time_zone, sevis, sevis_org, sevis_user, review, plans };
            schools::set(portal, &code, settings).await
        }
        Command::Batch(BatchCommand::Export { out, school }) => {
            batches::export(portal, &out, school.as_deref()).await
        }
        Command::Batch(BatchCommand::Hold { hours }) => batches::rest(portal, hours).await,
        Command::Batch(BatchCommand::Import { file }) => batches::import(portal, &file).await,
        Command::Batch(BatchCommand::List) => batches::list(portal).await,
        Command::Official(command) => official(portal, command).await,
        Command::Account(AccountCommand::Reset { email }) => {
            officials::reset_online(portal, &email).await
        }
        Command::Students(StudentsCommand::Import {
            students,
            authorizations,
            employers,
            dry_run,
            file_decides,
        }) => {
            students::import(portal, students, authorizations, employers, dry_run, file_decides)
                .await
        }
        Command::Students(StudentsCommand::Export { as_of, school, excel }) => {
            students::export(portal, as_of, school, excel).await
        }
        Command::Jobs(JobsCommand::RunDue) => jobs::run_due(portal).await,
        Command::Jobs(JobsCommand::Run) => jobs::run(portal).await,
        Command::Audit(AuditCommand::Export { from, to }) => audit::export(portal, from, to).await,
        Command::Secret(SecretCommand::Rotate) => secrets::rotate(portal).await,
        Command::Check => audit::check(portal).await,
        Command::Outbox(OutboxCommand::List) => outbox::list(portal).await,
        Command::Outbox(OutboxCommand::Retry { id, .. }) => outbox::retry(portal, id).await,
        // What `run` does itself.
        _ => Ok(()),
    }
}

async fn official(portal: &Portal, command: OfficialCommand) -> Result<(), Failure> {
    match command {
        OfficialCommand::Remove { email } => officials::remove(portal, &email).await,
        OfficialCommand::Reset { email } => officials::reset(portal, &email).await,
        OfficialCommand::Invite { email, name, school, role, .. } => {
            officials::invite(portal, &email, &name, school.as_deref(), &role).await
        }
    }
}

async fn serve(portal: Arc<Portal>, no_migrate: bool, with_jobs: bool) -> Result<(), Failure> {
    let _pages = alone::hold(&portal.config, Alone::Serves).await?;
    let _jobs = match with_jobs {
        true => Some(alone::hold(&portal.config, Alone::RunsJobs).await?),
        false => None,
    };
    if !no_migrate {
        portal.migrate().await?;
    }
    portal.refuse_demo().await?;
    keys::settle(portal.work().await?).await?;
    let address = portal.config.addr;
    site::serve(portal, with_jobs)
        .await
        .map_err(|error| format!("cannot serve on {address}: {error}"))?;
    Ok(())
}

/// The log goes to stderr, so that exports on stdout stay clean.
fn start_log(config: &Config) {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = tracing_subscriber::registry().with(config.log.filter.clone());
    if config.log.json { log.with(lines.json()).init() } else { log.with(lines).init() }
}
