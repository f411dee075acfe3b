//! The files of the pages: those of the program, under those of the body's own folder.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/web");

/// Every file by its path with `/`, from the root of the folder.
pub(super) type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// The files of the program with those of a folder over them.
pub(super) fn read(folder: Option<&Path>) -> std::io::Result<Files> {
    let mut files = Files::new();
    built_in(&BUILT_IN, &mut files);
    if let Some(folder) = folder {
        own(folder, folder, &mut files)?;
    }
    Ok(files)
}

fn built_in(folder: &Dir<'static>, files: &mut Files) {
    for file in folder.files() {
        files.insert(name(file.path()), Cow::Borrowed(file.contents()));
    }
    folder.dirs().for_each(|below| built_in(below, files));
}

fn own(root: &Path, folder: &Path, files: &mut Files) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            own(root, &path, files)?;
        } else if let Ok(below) = path.strip_prefix(root) {
            files.insert(name(below), Cow::Owned(std::fs::read(&path)?));
        }
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
