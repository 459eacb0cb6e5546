//! A bench to test the program on: a home folder of its own, and the command as a user types it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(crate) struct Bench {
    home: tempfile::TempDir,
}

/// What a run came to.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The objects of JSON lines on standard output.
    pub(crate) fn rows(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}\n{}", self.stderr)))
            .collect()
    }

    pub(crate) fn row(&self) -> Value {
        let rows = self.rows();
        assert_eq!(rows.len(), 1, "one verdict was expected: {}\n{}", self.stdout, self.stderr);
        rows.into_iter().next().unwrap()
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn history(&self) -> PathBuf {
        self.path("history/history.db")
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scamscreen"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.home.path())
            .env("LANG", "en_US.UTF-8")
            .env("SCAMSCREEN_HISTORY", self.history())
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        command
    }

    pub(crate) fn run(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Run {
        run(self.command(args), stdin.as_ref())
    }
}

pub(crate) fn run(mut command: Command, stdin: &[u8]) -> Run {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = stdin.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may stop reading early; that is its right.
        let _ = input.write_all(&bytes);
    });
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(stderr).expect("messages are UTF-8"),
    }
}

/// The reference material, if the environment names it; else a notice and nothing.
pub(crate) fn reference(part: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("SCAMSCREEN_REFERENCE") else {
        let _ =
            writeln!(std::io::stderr(), "skipped: SCAMSCREEN_REFERENCE does not name the reference folder ({part})");
        return None;
    };
    let path = Path::new(&folder).join(part);
    assert!(path.exists(), "{} is not there", path.display());
    Some(path)
}
