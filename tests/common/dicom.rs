//! A small DICOM series, written element by element.

/// One explicit little-endian element.
pub fn element(tag: u32, vr: &str, value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(((tag >> 16) as u16).to_le_bytes());
    bytes.extend((tag as u16).to_le_bytes());
    bytes.extend(vr.as_bytes());
    let padded = value.len() + value.len() % 2;
    if matches!(vr, "OB" | "OW" | "SQ" | "UN") {
        bytes.extend([0, 0]);
        bytes.extend((padded as u32).to_le_bytes());
    } else {
        bytes.extend((padded as u16).to_le_bytes());
    }
    bytes.extend(value);
    bytes.resize(bytes.len() + value.len() % 2, b' ');
    bytes
}

/// Slice `at` of a sagittal T2 series of 6 × 4 pixels, 4 mm apart.
pub fn slice(at: usize) -> Vec<u8> {
    slice_of(at, &[])
}

/// As [`slice`], with the elements of `instead` in the place of those of the same tag.
pub fn slice_of(at: usize, instead: &[(u32, &str, Vec<u8>)]) -> Vec<u8> {
    let text = |text: &str| text.as_bytes().to_vec();
    let short = |number: u16| number.to_le_bytes().to_vec();
    let pixels: Vec<u8> = (0..24).flat_map(|pixel: u16| (pixel * 7 + at as u16).to_le_bytes()).collect();
    let mut elements = vec![
        (0x0002_0010, "UI", text("1.2.840.10008.1.2.1")),
        (0x0008_0008, "CS", text("ORIGINAL\\PRIMARY\\M")),
        (0x0008_0016, "UI", text("1.2.840.10008.5.1.4.1.1.4")),
        (0x0008_0018, "UI", text(&format!("1.2.3.{at}"))),
        (0x0008_0060, "CS", text("MR")),
        (0x0008_103E, "LO", text("t2_tse_sag")),
        (0x0010_0010, "PN", text("PLANTED^NAME")),
        (0x0010_0020, "LO", text("PLANTED-4711")),
        (0x0018_0080, "DS", text("3600")),
        (0x0018_0081, "DS", text("103")),
        (0x0020_000D, "UI", text("1.2.3")),
        (0x0020_000E, "UI", text("1.2.3.4")),
        (0x0020_0011, "IS", text("2")),
        (0x0020_0013, "IS", text(&format!("{}", at + 1))),
        (0x0020_0032, "DS", text(&format!("{}\\-50\\60", 14.0 - 4.0 * at as f64))),
        (0x0020_0037, "DS", text("0\\1\\0\\0\\0\\-1")),
        (0x0020_0052, "UI", text("1.2.3.5")),
        (0x0028_0002, "US", short(1)),
        (0x0028_0004, "CS", text("MONOCHROME2")),
        (0x0028_0010, "US", short(4)),
        (0x0028_0011, "US", short(6)),
        (0x0028_0030, "DS", text("1.5\\1.25")),
        (0x0028_0100, "US", short(16)),
        (0x0028_0101, "US", short(12)),
        (0x0028_0102, "US", short(11)),
        (0x0028_0103, "US", short(0)),
        (0x7FE0_0010, "OW", pixels),
    ];
    for (tag, vr, value) in instead {
        match elements.iter_mut().find(|(known, ..)| known == tag) {
            Some(known) => *known = (*tag, vr, value.clone()),
            None => elements.push((*tag, vr, value.clone())),
        }
    }
    elements.sort_by_key(|(tag, ..)| *tag);
    let written = elements.iter().flat_map(|(tag, vr, value)| element(*tag, vr, value));
    [vec![0; 128], b"DICM".to_vec()].concat().into_iter().chain(written).collect()
}

/// Description bytes as text: of the character sets, the two that the tests need.
pub fn decode(text: &discern::read::dicom::Text) -> String {
    match text.character_set.contains("GB18030") {
        true => encoding_rs::GB18030.decode(&text.bytes).0.into_owned(),
        false => String::from_utf8_lossy(&text.bytes).into_owned(),
    }
}
