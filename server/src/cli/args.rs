//! What the command line takes: calls and their arguments, with the words of `--help`.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// The program's arguments.
#[derive(Debug, Parser)]
#[command(
    name = "foothold",
    version,
    about = "The open portal for students on practical training and their schools"
)]
pub struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve the portal; applies pending migrations first
    Serve {
        /// Leave the database as it is
        #[arg(long)]
        no_migrate: bool,
        /// Leave the jobs to another server on the same database, or to `jobs run`
        #[arg(long)]
        no_jobs: bool,
    },
    /// Fill an empty database with the demo school
    Demo {
        /// Add this many more students, every seventh with a report to check
        #[arg(long, default_value_t = 0)]
        crowd: u32,
    },
    /// Apply migrations
    Migrate,
    /// Schools
    #[command(subcommand)]
    School(SchoolCommand),
    /// School officials
    #[command(subcommand)]
    Official(OfficialCommand),
    /// Online accounts
    #[command(subcommand)]
    Account(AccountCommand),
    /// Students
    #[command(subcommand)]
    Students(StudentsCommand),
    /// SEVIS batches
    #[command(subcommand)]
    Batch(BatchCommand),
    /// Jobs
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Emails not yet delivered
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// Who viewed and changed what
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Keys
    #[command(subcommand)]
    Secret(SecretCommand),
    /// Copy the whole database into a new file, while the portal serves
    Backup {
        /// The file to write; it must not be there yet
        file: PathBuf,
    },
    /// Put a backup into an empty database
    Restore {
        /// The file that was written by backup
        file: PathBuf,
    },
    /// Verify the database and the audit log's hash chain
    Check,
}

#[derive(Debug, Subcommand)]
pub(super) enum SchoolCommand {
    /// Create a school
    Add {
        /// SEVIS school code, such as BOS214F12345678
        #[arg(long)]
        code: String,
        /// Name
        #[arg(long)]
        name: String,
        /// IANA time zone
        #[arg(long, default_value = "America/New_York")]
        time_zone: String,
    },
    /// Change settings of a school; settings not given stay the same
    Set {
        /// SEVIS school code
        #[arg(long)]
        code: String,
        /// Name
        #[arg(long)]
        name: Option<String>,
        /// IANA time zone
        #[arg(long)]
        time_zone: Option<String>,
        /// How changes are passed on to SEVIS
        #[arg(long, value_parser = ["by-hand", "batch", "transport", "rehearsal"])]
        sevis: Option<String>,
        /// Organization in SEVIS, such as BOS214F12345678
        #[arg(long)]
        sevis_org: Option<String>,
        /// The sending official's id in SEVIS, ten characters
        #[arg(long)]
        sevis_user: Option<String>,
        /// Officials check reports before they go to SEVIS, or after
        #[arg(long, value_parser = ["first", "after"])]
        review: Option<String>,
        /// How training plans are signed: by mailed link alone, or by hand on paper too
        #[arg(long, value_parser = ["link", "paper"])]
        plans: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum BatchCommand {
    /// Make the next batch and write its file; its changes are locked
    Export {
        /// Where the file is written
        #[arg(long)]
        out: PathBuf,
        /// School code; needed where several schools send batches
        #[arg(long)]
        school: Option<String>,
    },
    /// Pause batches while SEVIS is unavailable: nothing is made, sent or asked for
    Hold {
        /// Number of hours from now; 0 ends the pause
        #[arg(long, value_parser = clap::value_parser!(u32).range(0..=336))]
        hours: u32,
    },
    /// Read an answer from SEVIS
    Import {
        /// The transaction log
        file: PathBuf,
    },
    /// Print the batches, newest first
    List,
}

#[derive(Debug, Subcommand)]
pub(super) enum OfficialCommand {
    /// End an official's access at once
    Remove {
        /// Email
        #[arg(long)]
        email: String,
    },
    /// Send a new setup link to an official or help team member who has lost every second step
    Reset {
        /// Email
        #[arg(long)]
        email: String,
    },
    /// Invite an official; prints and emails the enrollment link
    Invite {
        /// Email
        #[arg(long)]
        email: String,
        /// Full name
        #[arg(long)]
        name: String,
        /// School code; the help team has none
        #[arg(long, required_unless_present_any = ["help_team"])]
        school: Option<String>,
        /// Invite to the help team, which answers secure messages and keeps cases
        #[arg(long, conflicts_with = "school")]
        help_team: bool,
        /// Role
        #[arg(long, default_value = "dso", value_parser = ["dso", "pdso"])]
        role: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// Send a new setup link to the holder of an online account who has lost every second step; verify who is asking first
    Reset {
        /// Email
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum StudentsCommand {
    /// Import CSV files, all or nothing
    Import {
        /// Students
        #[arg(long)]
        students: PathBuf,
        /// Authorizations
        #[arg(long)]
        authorizations: Option<PathBuf>,
        /// Employers
        #[arg(long)]
        employers: Option<PathBuf>,
        /// Check everything, change nothing
        #[arg(long)]
        dry_run: bool,
        /// Where students or officials have changed something since, use the file's values
        #[arg(long)]
        file_decides: bool,
    },
    /// Print a CSV with each student's state and count
    Export {
        /// Day of the count, YYYY-MM-DD; today at the school otherwise
        #[arg(long, value_parser = day)]
        as_of: Option<domain::Date>,
        /// Only this school
        #[arg(long)]
        school: Option<String>,
        /// Add a mark so that Excel reads accents correctly
        #[arg(long)]
        excel: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum JobsCommand {
    /// Run everything that is due once
    RunDue,
    /// Keep running jobs as they become due, until stopped; for servers with `--no-jobs`
    Run,
}

#[derive(Debug, Subcommand)]
pub(super) enum OutboxCommand {
    /// List emails not yet delivered
    List,
    /// Try a mail again now
    Retry {
        /// The mail's id, from the list
        #[arg(required_unless_present = "all_failed", conflicts_with = "all_failed")]
        id: Option<String>,
        /// Try again all that were given up
        #[arg(long)]
        all_failed: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Print the audit as JSON lines
    Export {
        /// First day, YYYY-MM-DD, in UTC
        #[arg(long, value_parser = day)]
        from: Option<domain::Date>,
        /// Last day, YYYY-MM-DD, in UTC
        #[arg(long, value_parser = day)]
        to: Option<domain::Date>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum SecretCommand {
    /// Add new keys to the secret file and re-encrypt stored values with them; works while the portal is running
    Rotate,
}

fn day(text: &str) -> Result<domain::Date, String> {
    match domain::date::parse_iso(text) {
        Ok(Some(day)) => Ok(day),
        _ => Err("write the date as YYYY-MM-DD".into()),
    }
}
