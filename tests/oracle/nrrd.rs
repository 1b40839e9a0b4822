//! Headers written by hand, read as SimpleITK 2.5.7 reads the same bytes (values printed by it).

use discern::read;
use discern::volume::Pixel;

fn file(header: &str, voxels: &[u8]) -> Vec<u8> {
    [format!("NRRD0005\n{header}\n\n").as_bytes(), voxels].concat()
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-15, "{found} for {expected}");
    }
}

#[test]
fn an_oblique_ras_image_of_shorts() {
    let header = "# a comment\ntype: short\ndimension: 3\nspace: right-anterior-superior\nsizes: 3 2 2\n\
                  space directions: (0.8,0.6,0) (-1.2,1.6,0) (0,0,-3.5)\nkinds: domain domain domain\n\
                  endian: little\nencoding: raw\nspace origin: (-10.25,4.5,7.125)\npatient:=nobody";
    let values: Vec<f64> = (-3..9).map(f64::from).collect();
    for big in [false, true] {
        let bytes = |v: i16| if big { v.to_be_bytes() } else { v.to_le_bytes() };
        let voxels: Vec<u8> = (-3i16..9).flat_map(bytes).collect();
        let header = if big { header.replace("little", "big") } else { header.to_owned() };
        let image = read::image(&file(&header, &voxels), None).expect("good file").value;
        assert_eq!((image.pixel(), image.values().collect::<Vec<_>>()), (Pixel::I16, values.clone()));
        let grid = image.geometry;
        assert_eq!(grid.size, [3, 2, 2]);
        close(&grid.origin_mm, &[10.25, -4.5, 7.125]);
        close(&grid.spacing_mm, &[1.0, 2.0, 3.5]);
        close(grid.direction.as_flattened(), &[-0.8, 0.6, 0.0, -0.6, -0.8, 0.0, 0.0, 0.0, -1.0]);
    }
}

#[test]
fn words_of_the_format_are_read_in_any_case() {
    let plain = "type: short\ndimension: 3\nsizes: 2 1 1\nspacings: 1 1 2\nkinds: domain domain space\nendian: little\nencoding: raw";
    let odd = "Type: Short\ndimension: 3\nsizes: 2 1 1\nspacings: 1 1 2\nkinds: Domain DOMAIN Space\nEndian: Little\nencoding: RAW";
    let [plain, odd] =
        [plain, odd].map(|header| read::image(&file(header, &[1, 0, 2, 1]), None).expect("good file").value);
    assert_eq!(odd.values().collect::<Vec<_>>(), [1.0, 258.0]);
    assert_eq!(
        (odd.values().collect::<Vec<_>>(), &odd.geometry),
        (plain.values().collect::<Vec<_>>(), &plain.geometry)
    );
}

#[test]
fn ascii_floats_with_spacings_alone() {
    let header = "type: float\ndimension: 3\nsizes: 2 2 1\nspacings: 0.5 2 3\nencoding: ascii";
    let read = read::image(&file(header, b"1.5 -2 3e2 0.1\n"), None).expect("good file");
    assert_eq!(read.value.values().collect::<Vec<_>>(), [1.5, -2.0, 300.0, f64::from(0.1f32)]);
    assert_eq!(read.value.geometry.spacing_mm, [0.5, 2.0, 3.0]);
    assert_eq!(read.value.geometry.origin_mm, [0.0; 3]);
    assert_eq!(read.warnings[0].code, "orientation-missing");
}

#[test]
fn a_las_image_with_its_axes_in_another_order() {
    let header = "type: uchar\ndimension: 3\nspace: LAS\nsizes: 2 2 1\nencoding: raw\n\
                  space directions: (0,0,2) (0.5,0,0) (0,3,0)\nspace origin: (1,2,3)";
    let grid = read::image(&file(header, &[1, 2, 3, 4]), None).expect("good file").value.geometry;
    assert_eq!((grid.origin_mm, grid.spacing_mm), ([1.0, -2.0, 3.0], [2.0, 0.5, 3.0]));
    close(grid.direction.as_flattened(), &[0.0, 1.0, 0.0, 0.0, 0.0, -1.0, 1.0, 0.0, 0.0]);
}
