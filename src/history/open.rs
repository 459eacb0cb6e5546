//! Opening the history: its place, its mode bits, its hardening, its schema.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::HistoryError;

/// "scam" in ASCII: marks the file as ours.
const APPLICATION_ID: i64 = 0x7363_616d;
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(5);
/// Steps that have shipped are never edited; the next number is yours.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001_incidents.sql")];

/// Whether the caller is going to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Write,
    Read,
}

/// Opens the database, creating and migrating it if it is to be written.
pub(super) fn connect(path: &Path, purpose: Purpose) -> Result<Connection, HistoryError> {
    prepare_place(path, purpose)?;
    // Sixteen at once: one switches the journal or migrates while the others wait.
    let _turn = match purpose {
        Purpose::Write => Some(turn(path)?),
        Purpose::Read => None,
    };
    let flags = match purpose {
        Purpose::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Purpose::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let refused = |source| database(path, source);
    let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(refused)?;
    harden(&connection).map_err(refused)?;
    let version = version(&connection, path)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(HistoryError::Newer { path: path.to_owned(), found: version, known });
    }
    if purpose == Purpose::Write {
        connection.pragma_update(None, "journal_mode", "wal").map_err(refused)?;
        connection.pragma_update(None, "synchronous", "full").map_err(refused)?;
        if version < known {
            migrate(&mut connection).map_err(refused)?;
        }
    } else if version < known {
        return Err(place(path, "it is from an older version; screen something once, and it is brought up to date"));
    }
    Ok(connection)
}

/// A file of our own, 0600 in a 0700 folder, before the database engine sees it.
fn prepare_place(path: &Path, purpose: Purpose) -> Result<(), HistoryError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            let target = fs::metadata(path).map_err(|error| place(path, &error.to_string()))?;
            if !target.is_file() || !is_own(&target) {
                return Err(place(path, "it is a link to something that is not a file of yours"));
            }
            check_mode(path, &target)
        }
        Ok(metadata) if !metadata.is_file() => Err(place(path, "it is no regular file")),
        Ok(metadata) if metadata.len() == 0 => Err(place(
            path,
            "it is empty, so an earlier history may have been lost: remove the file to begin a new one",
        )),
        Ok(metadata) => {
            check_mode(path, &metadata)?;
            check_magic(path)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && purpose == Purpose::Write => create(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(place(path, "there is none yet")),
        Err(error) => Err(place(path, &error.to_string())),
    }
}

fn create(path: &Path) -> Result<(), HistoryError> {
    let failed = |error: std::io::Error| place(path, &error.to_string());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed)?;
    }
    // Made aside and linked into place: nobody ever sees a history without its tables. If another
    // process was faster, its file is as good.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let aside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let build = || -> rusqlite::Result<()> {
        let mut connection = Connection::open_with_flags(aside.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        harden(&connection)?;
        migrate(&mut connection)?;
        connection.close().map_err(|(_, error)| error)
    };
    build().map_err(|source| database(path, source))?;
    match aside.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(_) if path.exists() => Ok(()),
        Err(error) => Err(failed(error.error)),
    }
}

/// Waits until no other process is opening the history. Given back when the file is dropped.
fn turn(path: &Path) -> Result<fs::File, HistoryError> {
    let failed = |error: std::io::Error| place(path, &error.to_string());
    let file = fs::File::open(path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

#[cfg(unix)]
fn is_own(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = fs::metadata("/proc/self").map_or_else(|_| metadata.uid(), |own| own.uid());
    metadata.uid() == own
}

#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn check_mode(path: &Path, metadata: &fs::Metadata) -> Result<(), HistoryError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    if mode.trailing_zeros() >= 6 {
        return Ok(());
    }
    let advice = format!("others can read it (mode {mode:03o}): chmod 600 {}", path.display());
    Err(place(path, &advice))
}

#[cfg(not(unix))]
fn check_mode(_: &Path, _: &fs::Metadata) -> Result<(), HistoryError> {
    Ok(())
}

/// The engine would say "file is not a database" only after having taken locks.
fn check_magic(path: &Path) -> Result<(), HistoryError> {
    let mut head = [0; 16];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) if &head == b"SQLite format 3\0" => Ok(()),
        Ok(()) => Err(place(path, "it is no history of scamscreen; nothing was changed")),
        Err(error) => Err(place(path, &error.to_string())),
    }
}

fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 64 << 20)?;
    connection.set_limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 64)?;
    // VACUUM attaches one of its own.
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)
}

fn version(connection: &Connection, path: &Path) -> Result<i64, HistoryError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let read = || Ok((pragma("application_id")?, pragma("user_version")?));
    let (application, version) = read().map_err(|source| database(path, source))?;
    if application == APPLICATION_ID || (application == 0 && version == 0) {
        Ok(version)
    } else {
        Err(place(path, "it is a database of another program; nothing was changed"))
    }
}

/// All steps in one transaction that reads the version again: another process may have been faster.
fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).unwrap_or(0);
    for step in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", i64::try_from(MIGRATIONS.len()).unwrap_or(0))?;
    transaction.commit()
}

/// The key of the digests, in a file of its own: whoever finds the database alone cannot try numbers
/// against it.
pub(super) fn key(path: &Path, purpose: Purpose) -> Result<[u8; 32], HistoryError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".key");
    let file = PathBuf::from(name);
    let failed = |error: std::io::Error| place(&file, &error.to_string());
    let mut key = [0; 32];
    match fs::File::open(&file).and_then(|mut file| file.read_exact(&mut key)) {
        Ok(()) => Ok(key),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && purpose == Purpose::Write => {
            let fresh = random_key().map_err(failed)?;
            // Written aside and linked into place: another process sees a whole key or none.
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let mut aside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
            aside.write_all(&fresh).and_then(|()| aside.as_file().sync_all()).map_err(failed)?;
            match aside.persist_noclobber(&file) {
                Ok(_) => Ok(fresh),
                Err(_) => {
                    fs::File::open(&file).and_then(|mut file| file.read_exact(&mut key)).map(|()| key).map_err(failed)
                }
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(key),
        Err(error) => Err(failed(error)),
    }
}

/// 32 bytes from the system's generator, through the one that std seeds its hash maps with where
/// there is no `/dev/urandom`.
fn random_key() -> std::io::Result<[u8; 32]> {
    let mut key = [0; 32];
    if let Ok(mut source) = fs::File::open("/dev/urandom") {
        source.read_exact(&mut key)?;
        return Ok(key);
    }
    for part in key.chunks_mut(8) {
        let random = RandomState::new().build_hasher().finish();
        part.copy_from_slice(&random.to_le_bytes()[..part.len()]);
    }
    Ok(key)
}

pub(super) fn place(path: &Path, reason: &str) -> HistoryError {
    HistoryError::Place { path: path.to_owned(), reason: reason.to_owned() }
}

/// What a person can do about an error of the database.
pub(super) fn database(path: &Path, source: rusqlite::Error) -> HistoryError {
    let reason = match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "is busy: another scamscreen is writing; try again"
        }
        Some(ErrorCode::DiskFull) => "the disk is full; nothing that was kept is lost",
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => "cannot be opened for this",
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            "is damaged; it was not changed. Move it away to begin a new one"
        }
        _ => "SQLite refused",
    };
    HistoryError::Database { path: path.to_owned(), reason: reason.to_owned(), source }
}
