//! A folder walked in sorted order; what cannot be read is an item of its own.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::SourceError;
use super::place::refuse_irregular;

/// The regular files below a folder, depth first, sorted by name in each folder. Symbolic links are
/// not followed, names that begin with a dot are passed over, and what cannot be listed or is no
/// regular file comes out as an error in its place.
#[derive(Debug)]
pub struct Walk {
    /// What is still to visit, the next one last.
    pending: Vec<PathBuf>,
}

impl Walk {
    /// Walks `folder` itself; it may be a symbolic link, what is in it may not.
    pub fn new(folder: &Path) -> Result<Self, SourceError> {
        Ok(Self { pending: entries(folder)? })
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.pending.pop() {
            let facts = match fs::symlink_metadata(&path) {
                Ok(facts) => facts,
                Err(source) => return Some(Err(SourceError::Io { name: path.display().to_string(), source })),
            };
            if facts.is_symlink() {
                continue;
            }
            if !facts.is_dir() {
                return Some(refuse_irregular(&path, &facts).map(|()| path));
            }
            match entries(&path) {
                Ok(inner) => self.pending.extend(inner),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// How many bytes there are in these files and folders, as far as they can be looked at; nothing if
/// standard input is among them.
pub fn size_of(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |facts| facts.len());
    let sizes = paths.iter().map(|path| {
        if path.as_os_str() == "-" {
            None
        } else if path.is_dir() {
            Some(Walk::new(path).into_iter().flatten().flatten().map(|path| size(&path)).sum())
        } else {
            Some(size(path))
        }
    });
    sizes.sum()
}

/// What is in a folder, in reverse order, so that the first is popped first.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let failed = |source| SourceError::Io { name: folder.display().to_string(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            found.push(entry.path());
        }
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_sorted_and_links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::create_dir_all(at("b/inner")).unwrap();
        for name in ["c.txt", "a.txt", "b/inner/1.txt", "b/2.txt", ".hidden"] {
            fs::write(at(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.path(), at("b/loop")).unwrap();
        let found: Vec<_> = Walk::new(root.path()).unwrap().map(Result::unwrap).collect();
        assert_eq!(found, [at("a.txt"), at("b/2.txt"), at("b/inner/1.txt"), at("c.txt")]);
        assert_eq!(size_of(&[root.path().to_owned(), at("a.txt"), at("missing")]), Some(5));
        assert_eq!(size_of(&[at("a.txt"), PathBuf::from("-")]), None);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        assert!(Walk::new(Path::new("/no/such/folder")).is_err());
    }
}
