//! What a step was last made from, so that it is made again only when that changed.

use crate::layout::cache;
use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// A digest of everything that a step reads.
#[derive(Default)]
pub struct Inputs(DefaultHasher);

impl Inputs {
    /// Adds bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        bytes.hash(&mut self.0);
        self
    }

    /// Adds the content of a file.
    pub fn file(self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(self.bytes(&bytes))
    }

    /// The stamp of a step over these inputs.
    pub fn stamp(self, step: &str) -> Stamp {
        Stamp { path: cache(&format!("{step}.stamp")), digest: format!("{:016x}", self.0.finish()) }
    }
}

/// The inputs of a step, and where those of its last run are kept.
pub struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    /// True when the step last ran on the same inputs.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|digest| digest == self.digest)
    }

    /// Notes that the step ran.
    pub fn write(&self) -> Result<()> {
        fs::create_dir_all(self.path.parent().unwrap_or(Path::new(".")))?;
        fs::write(&self.path, &self.digest).with_context(|| format!("cannot write {}", self.path.display()))
    }
}
