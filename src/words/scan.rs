//! Errors of DICOM files, of the slices in them and of archives.

use crate::words::row::{Shown, problems};

problems! {
    /// What is wrong with a DICOM file, with a series of slices, or with an archive of files.
    ScanProblem {
        FileUnreadable { cause: String } => File, "file", "to be readable", "{cause}",
            hint "It may have been moved or changed since it was chosen; add it again.";
        NotDicom => Format, "file", "DICOM", "other bytes";
        NoSlices { found: String } => Format, "files", "slices of a scan", "{found}";
        DirectoryAlone { found: String } => Format, "files", "slices of a scan", "{found}",
            hint "this is only the table of contents: add the folder with the images";
        ZipBroken { cause: String } => Malformed, "zip archive", "entries that can be read", "{cause}";
        ZipEntries { most: usize, found: usize } => TooLarge, "zip archive", "at most {most} entries", "{found}";
        ZipInflated { most: u64, found: u64 } => TooLarge, "zip archive", "files of at most {most} bytes", "{found}",
            hint "unpack it first";
        ZipEncrypted => Unsupported, "zip archive", "entries without a password", "encrypted", hint "unpack it first";
        // The data set.
        DicomCutOff => Malformed, "DICOM file", "to end after an element", "a file that was cut off";
        DicomElements { most: u64 } => TooLarge, "DICOM file", "at most {most} elements", "more";
        DicomElementLength { tag: String, bytes: usize } => Malformed, "DICOM data set", "({tag}) within its item",
            "{bytes} bytes";
        DicomSequenceCut => Malformed, "DICOM data set", "a sequence that ends with its items",
            "one that ends within an item";
        DicomSequenceOpen => Malformed, "DICOM data set", "the end of a sequence", "the end of the item around it";
        DicomDepth { most: usize } => Malformed, "DICOM data set", "at most {most} sequences within each other", "more";
        DicomItemLength { bytes: usize } => Malformed, "DICOM data set", "an item within its sequence", "{bytes} bytes";
        DicomNoItem { tag: String } => Malformed, "DICOM data set", "an item of a sequence", "({tag})";
        DicomItemOpen => Malformed, "DICOM data set", "the end of an item", "none";
        DicomNoFragment { tag: String } => Malformed, "DICOM data set", "a fragment of compressed pixels", "({tag})";
        DicomItemsPacked => Malformed, "DICOM sequence", "items", "compressed pixels";
        DicomNoSyntax => Malformed, "DICOM file", "a transfer syntax", "none, and the bytes tell none";
        DicomSyntax { name: &'static str, uid: Shown } => Unsupported, "DICOM transfer syntax",
            "uncompressed, deflated, RLE, JPEG lossless, JPEG-LS or JPEG 2000", "{name} ({uid})",
            hint "export the series again without compression";
        DicomInflated { most: u64 } => TooLarge, "deflated DICOM file", "at most {most} bytes when inflated", "more";
        // The image.
        DicomNoNumber { field: &'static str } => Malformed, "DICOM {field}", "a finite number", "none";
        DicomNoPlace { field: &'static str } => Malformed, "DICOM {field}",
            "finite numbers, so that the slice can be placed", "none";
        DicomField { field: &'static str, expected: String, found: String } => Malformed, "DICOM {field}", "{expected}",
            "{found}";
        DicomBits { field: &'static str, expected: String, found: u16 } => Unsupported, "DICOM {field}", "{expected}",
            "{found}";
        DicomSegments { most: usize } => TooLarge, "DICOM mask", "at most {most} segments", "more";
        DicomContourData { numbers: usize } => Malformed, "DICOM ContourData", "three numbers a corner", "{numbers} numbers";
        MaskOfOther => Geometry, "mask", "one of the patient of the images", "one of another patient",
            hint "add the mask that was drawn on these images";
        SegmentationEmpty => Mask, "mask", "voxels on the images' grid", "none";
        MaskFramesUneven => Unsupported, "segmentation", "frames that are slices of one grid", "frames that lie otherwise";
        MaskGrid { most: usize } => TooLarge, "segmentation", "a grid of at most {most} voxels", "more";
        ContoursWithoutVolume => Geometry, "contours", "images in whose slices they lie", "none",
            hint "add the series that they were drawn on";
        DicomSlopeZero => Malformed, "DICOM RescaleSlope", "not 0", "0: all values would be one";
        DicomNoArea { columns: u16, rows: u16 } => Malformed, "DICOM image", "pixels", "{columns} × {rows}";
        DicomColour => Unsupported, "DICOM image", "one grey value a pixel", "a colour image";
        DicomTooLarge { most: u64 } => TooLarge, "DICOM image", "at most {most} pixels", "more";
        DicomUnplacedFrames => Unsupported, "DICOM multi-frame image", "functional groups that place each frame", "none";
        DicomFrameGroups { frames: usize } => Malformed, "DICOM functional groups", "one a frame ({frames})",
            "another number";
        // The pixels.
        DicomNoPixels => Malformed, "DICOM file", "Pixel Data", "none";
        DicomPixelsPacked => Malformed, "DICOM pixels", "uncompressed values", "fragments";
        DicomPixelsPlain => Malformed, "DICOM pixels", "fragments of a compressed stream", "something else";
        DicomBitsPacked => Unsupported, "DICOM pixels", "single bits without compression", "compressed bits";
        DicomPixelBytes { expected: u64, found: u64 } => Malformed, "DICOM pixels", "{expected} bytes", "{found}";
        DicomPixelValues { expected: usize, found: usize } => Malformed, "DICOM pixels", "{expected} values", "{found}";
        DicomFragments { frames: usize } => Malformed, "DICOM pixels", "{frames} compressed frames", "fewer fragments";
        DicomFrames { frames: usize, found: usize } => Malformed, "DICOM pixels", "{frames} compressed frames", "{found}";
        StreamSize { codec: &'static str, expected: String, found: String } => Malformed, "{codec} stream",
            "{expected} pixels of one value", "{found}";
        StreamBroken { codec: &'static str, expected: String, found: String } => Malformed, "{codec} stream", "{expected}",
            "{found}";
        // The slices of a volume.
        SlicesDoubled { more: usize } => Geometry, "slices of the series", "one image at each place",
            "{more} more that differ", hint "export the series again, whole";
        SlicesTurned => Geometry, "DICOM ImageOrientationPatient", "two perpendicular unit vectors", "others",
            hint "export the series again, whole";
        SliceThickness => Geometry, "thickness of a single slice", "SpacingBetweenSlices or SliceThickness", "none",
            hint "export the series again, whole";
        SliceMissing { places: usize, images: usize, missing: usize } => Geometry, "slices of the series",
            "{places} at equal distances", "{images} images, slice {missing} of {places} missing",
            hint "export the series again, whole";
        SliceDistances { least_mm: f64, most_mm: f64 } => Geometry, "distance of the slices", "equal everywhere",
            "{least_mm:.3} to {most_mm:.3} mm", hint "export the series again, whole";
        SlicesLean { degrees: f64 } => Geometry, "slices of the series", "slices above each other",
            "slices that lean by {degrees:.1}° (a tilted gantry or table)", hint "export the series again, whole";
    }
}
