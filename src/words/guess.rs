//! Why a file was taken for a sequence or a mask, or for neither.

use crate::words::row::{Names, phrases};

phrases! {
    /// Why a file has its role.
    Guess {
        // Taken for a role.
        NameSays { words: Names } => "its name says {words}";
        FolderSays { words: Names } => "its name and its folder's say {words}";
        VoxelsAreLabels => "its voxels are a few labels in a small part of the volume";
        FatSuppressedBesideT1 { words: Names } =>
            "its name says {words}: T1 with fat suppression beside a plain T1 is taken for T1-CE";
        ContrastBesideT1 { words: Names } =>
            "its name says {words}: an image with contrast agent beside a plain T1 is taken for T1-CE";
        FatSuppressedBesideT2 { words: Names } =>
            "its name says {words}: an image with fat suppression beside plain T1 and T2 is taken for T2-FS";
        // Taken for none.
        NoSequenceWord => "its name says no sequence";
        Contradiction { words: Names } => "its name says {words}, which contradict each other";
        NoSequence { words: Names } => "its name says {words}, which is none of the four sequences";
        FlairUnused { words: Names } =>
            "its name says {words}: FLAIR makes fluid dark and not fat, it is no T2-FS";
        MaskWithoutLabels { words: Names } => "its name says {words}, but its voxels are no labels";
        DixonImageUnknown { words: Names } =>
            "its name says {words}, but not which image: water, fat, in or opposed phase";
        FatUnclear { words: Names } =>
            "its name says {words}, which may be the image of fat or mean its suppression";
        ContrastUnclear { words: Names } => "its name says {words}: with and without contrast agent";
        T1FatSuppressed { words: Names } =>
            "its name says {words}: T1 with fat suppression, before or after contrast agent is not known";
        T1FatSuppressedBefore { words: Names } =>
            "its name says {words}: T1 with fat suppression before contrast agent is none of the four sequences";
        T2AfterContrast { words: Names } =>
            "its name says {words}: T2 after contrast agent is none of the four sequences";
        WeightingUnknown { words: Names } => "its name says {words}, but not whether T1 or T2";
    }
}

/// As code and values.
impl serde::Serialize for Guess {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.coded().serialize(to)
    }
}
