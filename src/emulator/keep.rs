//! The state file: read at the start, replaced as a whole when something changed.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::core::Core;
use super::world::World;

/// The world of a state file; an empty one when there is no file.
pub fn load(path: Option<&Path>) -> io::Result<World> {
    let mut world = match path.map(fs::read) {
        None => World::default(),
        Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => World::default(),
        Some(Err(error)) => return Err(error),
        Some(Ok(bytes)) => serde_json::from_slice(&bytes).map_err(io::Error::other)?,
    };
    world.index();
    Ok(world)
}

/// Writes the world beside the file and moves it into place, so that no crash leaves half of one.
pub fn save(core: &Core) -> io::Result<()> {
    let Some(path) = &core.settings.state_file else {
        return Ok(());
    };
    let bytes = serde_json::to_vec(&core.lock().world).map_err(io::Error::other)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
