//! Name, version and build stamp of this program: kept with all numbers, so that those of other code are never mixed with its own.

/// Version and build stamp, as `0.1.0+3f9a1c2b7d4e5f60`: the stamp is a hash of the sources (`build.rs`), the same for
/// the command line and the page.
pub const VERSION: &str = env!("DISCERN_VERSION");
/// The program by name, version and build stamp, as `discern --version` prints it.
pub const PROGRAM: &str = concat!("discern ", env!("DISCERN_VERSION"));
