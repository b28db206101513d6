//! Looking after the file: `backup`, `restore`, `verify`, `migrate`.

use std::path::{Path, PathBuf};

use super::Failure;
use super::output::say;
use crate::app::{KEY_FILE, database_path};
use crate::config::Settings;
use crate::domain::text::size;
use crate::folder;
use crate::store::backup::{self, Report};
use crate::store::{Store, migrate, setting};

/// `backup FILE`.
pub(super) fn backup(settings: &Settings, file: &Path) -> Result<(), Failure> {
    let database = folder::existing(settings)?;
    migrate::inspect(&database).map_err(|error| Failure::Usage(error.to_string()))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Failure::Usage(format!("the folder {} does not exist. Make it first", folder.display())));
    }
    let report = backup::copy(&database, file)?;
    note_backup(settings, &database);
    say(&format!("{}: {}, read back and sound ({}).", file.display(), size(report.bytes), counts(&report)));
    say(&key_advice(settings));
    Ok(())
}

/// For the admin's first page. A copy that was made is good whether or not that can be noted.
fn note_backup(settings: &Settings, database: &Path) {
    let now = settings.clock.now().0.to_string();
    let noted = Store::open(database, 1, Box::new(|_| ()))
        .and_then(|store| store.write(move |tx| setting::set(tx, setting::BACKED_UP_AT, &now)));
    if let Err(fault) = noted {
        tracing::warn!(%fault, "the time of the backup could not be noted");
    }
}

fn key_advice(settings: &Settings) -> String {
    if settings.key.is_some() {
        return "The key of the stored tokens is not in it. Keep ANGELIA_KEY in a safe place, apart from the backup."
            .to_owned();
    }
    let key = settings.data_dir.join(KEY_FILE);
    format!(
        "The key of the stored tokens is not in it. Copy {} once to a safe place, apart from the backup.",
        key.display()
    )
}

/// `restore FILE`.
pub(super) fn restore(settings: &Settings, file: &Path) -> Result<(), Failure> {
    // Before the folder is made: a file that is no backup must leave nothing behind.
    let report = backup::verify(file)?;
    if folder::is_held(&settings.data_dir) {
        return Err(folder::FolderError::Held(settings.data_dir.clone()).into());
    }
    if let Some(problem) = report.problems.first() {
        let damaged = format!("{} is damaged ({problem}). Choose another backup", file.display());
        return Err(Failure::Usage(damaged));
    }
    let _lock = folder::lock(&settings.data_dir)?;
    let database = database_path(&settings.data_dir);
    let now = settings.clock.now();
    let aside = settings.data_dir.join(format!("angelia-before-restore-{}.db", now.0));
    let had_one = database.exists();
    let report = backup::restore(file, &database, &aside, now)?;
    say(&format!("{} is in place ({}).", database.display(), counts(&report)));
    if had_one {
        say(&format!("The former database is {}. Remove it when you are sure.", aside.display()));
    }
    key_after_restore(settings)
}

fn key_after_restore(settings: &Settings) -> Result<(), Failure> {
    let key = settings.data_dir.join(KEY_FILE);
    if settings.key.is_none() && !key.exists() {
        folder::new_key(&settings.data_dir).map_err(|error| Failure::Failed(error.to_string()))?;
        say(&format!("There was no key, so {} is a new one. The stored tokens cannot be read with it:", key.display()));
        say("put the kept key in its place, or start the program and give each account its tokens again.");
    }
    Ok(())
}

/// `verify [FILE]`.
pub(super) fn verify(settings: &Settings, file: Option<PathBuf>) -> Result<(), Failure> {
    let path = match file {
        Some(file) => file,
        None => {
            let database = folder::existing(settings)?;
            migrate::inspect(&database).map_err(|error| Failure::Usage(error.to_string()))?;
            database
        }
    };
    let report = backup::verify(&path)?;
    if report.problems.is_empty() {
        say(&format!(
            "{}: sound, schema {}, {} ({}).",
            path.display(),
            report.schema,
            size(report.bytes),
            counts(&report)
        ));
        return Ok(());
    }
    for problem in &report.problems {
        say(&format!("damaged: {problem}"));
    }
    let advice = "Put a backup in its place with angelia restore FILE";
    Err(Failure::Failed(format!("{} is damaged in {} places. {advice}", path.display(), report.problems.len())))
}

/// `migrate`.
pub(super) fn migrate(settings: &Settings) -> Result<(), Failure> {
    let inspected = folder::inspect(settings)?;
    if folder::is_held(&settings.data_dir) {
        return Err(folder::FolderError::Held(settings.data_dir.clone()).into());
    }
    let _lock = folder::lock(&settings.data_dir)?;
    drop(inspected.key(&settings.data_dir)?);
    let prepared = folder::prepare(&settings.data_dir, settings.clock.now())?;
    if prepared.from == prepared.to {
        say(&format!("The schema is {}, which is current.", prepared.to));
    } else {
        say(&format!("The schema went from {} to {}.", prepared.from, prepared.to));
    }
    if let Some(copy) = prepared.copy {
        say(&format!("The file as it was before is {}.", copy.display()));
    }
    Ok(())
}

fn counts(report: &Report) -> String {
    let words: Vec<String> = report.counts.iter().map(|(noun, count)| format!("{count} {noun}")).collect();
    words.join(", ")
}
