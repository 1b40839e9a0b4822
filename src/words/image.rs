//! Errors of files with images and masks.

use crate::words::phrase::Phrase;
use crate::words::row::{Names, Triple, problems};

problems! {
    /// What is wrong with a file that should hold an image or a mask.
    ImageProblem {
        NotAnImage { found: Phrase } => Format, "file",
            "a NIfTI image (.nii, .nii.gz or .hdr with .img) or NRRD", "{found}";
        ConvertFirst { found: Phrase, with: &'static str } => Format, "file",
            "a NIfTI image (.nii, .nii.gz or .hdr with .img) or NRRD", "{found}",
            hint "convert it to NIfTI first ({with} can)";
        UnpackFirst { found: Phrase } => Format, "file",
            "a NIfTI image (.nii, .nii.gz or .hdr with .img) or NRRD", "{found}", hint "unpack it first";
        UnpackOnce { found: Phrase } => Format, "file",
            "a NIfTI image (.nii, .nii.gz or .hdr with .img) or NRRD", "{found}", hint "unpack it once";
        OneVolume { volumes: u64 } => Unsupported, "image", "one three-dimensional volume",
            "{volumes} volumes (a series, or the channels of a one-hot mask)", hint "save the volume to analyse as a file of its own";
        VoxelFileMissing => Missing, "header file", "its voxel file (.img)", "the header alone",
            hint "give both files of the pair, .hdr and .img";
        TooManyVoxels { size: Triple<usize>, most: u64 } => TooLarge, "image", "at most {most} voxels",
            "{size} voxels", hint "crop the image around the lesion";
        MemoryForVoxels { voxels: usize } => TooLarge, "image", "memory for {voxels} voxels", "less",
            hint "close other programs or pages";
        NoLabel { value: String } => Mask, "mask", "whole numbers (labels) as voxels", "the value {value}",
            hint "this looks like an image or a probability map; a mask needs one number a structure";
        NoLabelNumber { value: String } => Mask, "mask", "whole numbers (labels) as voxels", "the value {value}";
        NoGreyValue { image: &'static str, found: Phrase } => Unsupported, "{image}", "one grey value a voxel", "{found}";
        NiftiField { field: String, expected: String, found: String } =>
            Malformed, "NIfTI header field {field}", "{expected}", "{found}";
        NrrdField { field: String, expected: String, found: String } =>
            Malformed, "NRRD header field \"{field}\"", "{expected}", "{found}";
        NiftiHeader { cause: String } => Malformed, "NIfTI header", "a header", "{cause}";
        AnalyzeHeader => Unsupported, "file", "a NIfTI image",
            "an ANALYZE 7.5 header or a damaged one (no NIfTI magic number)",
            hint "ANALYZE files do not say which side is left; convert the original to NIfTI";
        UncountableSize { size: String } => TooLarge, "image", "a size that can be counted", "{size}";
        HeaderOfPairExpected => Format, "header file", "the header of a .hdr + .img pair", "a whole image",
            hint "give this file alone, without a second one";
        VoxelsInside => Format, "header file", "a header with a data file", "an NRRD file with its voxels inside",
            hint "give this file alone, without a second one";
        ImageCutOff { expected: u64, before: u64, voxels: u64, found: u64 } => Malformed, "image file",
            "{expected} bytes ({before} before the voxels, {voxels} of voxels)", "{found} bytes",
            hint "the file may not have been copied or downloaded completely";
        NoPlacement => Malformed, "NIfTI orientation", "a placement in space",
            "a matrix or quaternion whose entries are no numbers, absurd, or of no extent";
        NiftiSheared { cosine: f64 } => Unsupported, "NIfTI orientation", "axes at right angles",
            "a sheared grid (cosine {cosine:.4} between two of its axes) and no qform",
            hint "resample the image to a grid with right angles first";
        NrrdSheared { cosine: f64 } => Unsupported, "NRRD orientation", "axes at right angles",
            "a sheared grid (cosine {cosine:.4} between two of its axes)",
            hint "resample the image to a grid with right angles first";
        NrrdLine => Malformed, "NRRD header", "lines \"field: value\"", "another line";
        NrrdAxes { axes: usize } => Unsupported, "NRRD image", "two or three axes in space", "{axes} axes in space";
        NrrdEncoding { found: String } => Unsupported, "NRRD encoding", "raw, gzip or ascii", "{found}",
            hint "save it with gzip encoding (3D Slicer's default)";
        NrrdFileCount { most: usize, found: usize } => TooLarge, "NRRD data files", "1 to {most} names", "{found}";
        NrrdFileOutside { file: String } => Malformed, "NRRD data file", "a file in the header's folder, or below it",
            "{file}", hint "put header and data into one folder, and name the data file alone in the header";
        NrrdFileHeader { file: String } => Malformed, "NRRD data file {file}", "voxels", "the header of an image",
            hint "name the file that holds the voxels; where they follow the header, take the line \"data file\" out";
        NrrdFilePattern { found: String } => Malformed, "NRRD data files",
            "a pattern with one %d and its first, last and step", "{found}";
        NrrdFileMissing { files: Names } => Missing, "header file", "its data file {files}", "the header alone",
            hint "put the data file beside the header, and give both";
        NrrdFileShares { bytes: u64, files: u64 } => Unsupported, "NRRD data files",
            "one volume in parts of equal size", "{bytes} bytes in {files} files";
        MaskChannels { channels: u64 } => Unsupported, "mask", "one label map",
            "{channels} channels (one-hot, or several volumes)",
            hint "choose one with the setting label_channel (from 0 on), or save the mask as one volume of labels";
        MaskChannelAbsent { channel: u64, channels: u64 } => Mask, "mask", "a channel {channel} (label_channel)",
            "{channels} channels, counted from 0";
        NrrdSpace { found: String } => Unsupported, "NRRD space", "LPS, RAS or LAS, without time", "{found}";
        NrrdHeaderEnd { most: usize } => Malformed, "NRRD header", "an empty line within the first {most} bytes", "none";
        NrrdInGzip => Unsupported, "NRRD file", "a plain file (NRRD compresses inside)", "gzip around it",
            hint "unpack it first";
        NrrdNotGzip => Malformed, "NRRD voxels", "gzip, as the header says", "other bytes";
        NrrdWord => Malformed, "NRRD voxels", "numbers of the header's type", "a word that is none";
        NrrdNumbers { expected: u64, found: u64 } => Malformed, "NRRD voxels", "{expected} numbers", "{found}";
        NrrdLines { expected: u64 } => Malformed, "NRRD voxels", "{expected} lines before the voxels", "fewer";
        NrrdCutOff { expected: u64, found: u64 } => Malformed, "NRRD voxels", "{expected} bytes", "{found} bytes",
            hint "the file may not have been copied or downloaded completely";
        GzipTail { most: u64 } => TooLarge, "gzip file", "at most {most} bytes after the voxels", "more";
        GzipCutOff => Malformed, "gzip file", "an intact gzip stream", "a file that ends too early",
            hint "the file may not have been copied or downloaded completely";
        GzipDamaged { cause: String } => Malformed, "gzip file", "an intact gzip stream", "damaged data ({cause})",
            hint "the file may not have been copied or downloaded completely";
        NiftiMemory { cause: String } => TooLarge, "NIfTI file", "memory for its bytes", "{cause}";
        NiftiAxisTooLong { voxels: usize } => TooLarge, "NIfTI file", "at most 32767 voxels along an axis", "{voxels}";
        SegmentationMemory { cause: String } => TooLarge, "segmentation file", "memory for its bytes", "{cause}";
        SegmentLabel { label: i32 } => Unsupported, "segmentation", "labels from 1 to 65535", "label {label}";
        SegmentName => Unsupported, "segment name", "printable characters", "others";
    }
}
