//! Zip archives that ask for more than they are worth.

use discern::read::zip;

use crate::allocation::peak;

/// Bytes that the list of an archive's entries may take.
const LISTED_BYTES: usize = 8 << 20;

/// An archive of empty files, stored as they are.
fn archive(entries: u16) -> Vec<u8> {
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for at in 0..entries {
        let name = format!("{at:05}");
        // Version 2.0, no flags, stored, no date, no checksum, no bytes; the length of the name, no extra field.
        let shared = [&[20, 0][..], &[0; 20], &(name.len() as u16).to_le_bytes(), &[0, 0]].concat();
        let offset = (files.len() as u32).to_le_bytes();
        directory.extend([b"PK\x01\x02\x14\0", &shared[..], &[0; 10], &offset, name.as_bytes()].concat());
        files.extend([b"PK\x03\x04", &shared[..], name.as_bytes()].concat());
    }
    let (start, length) = (files.len() as u32, directory.len() as u32);
    let counts = [entries.to_le_bytes(), entries.to_le_bytes()].concat();
    let end =
        [b"PK\x05\x06\0\0\0\0", &counts[..], &length.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat();
    [files, directory, end].concat()
}

#[test]
fn an_archive_of_many_files_is_listed_without_a_buffer_for_each() {
    let bytes = archive(4000);
    let (entries, held) = peak(|| zip::entries(&bytes).map(|entries| entries.len()));
    assert_eq!(entries.expect("a sound archive"), 4000);
    assert!(held <= LISTED_BYTES, "{held} bytes");
}
