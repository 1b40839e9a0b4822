//! The table of words.

use super::Meaning;
use super::Meaning::*;

/// How a row matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// A word is one of these.
    Word,
    /// A word begins with one of these.
    Start,
    /// The words, joined by spaces, have one of these anywhere: several words in a row, or, for Chinese, which has no
    /// spaces, any part.
    Part,
    /// The text ends with one of these.
    End,
}

use Match::{End, Part, Start, Word};

impl Match {
    /// The word of a text that matches; `joined` holds the same words with spaces between and around them.
    pub(super) fn word(self, text: &str, words: &[String], joined: &str) -> Option<String> {
        match self {
            Word => words.iter().find(|word| *word == text).cloned(),
            Start => words.iter().find(|word| word.starts_with(text)).cloned(),
            Part => joined.contains(text).then(|| text.trim().to_owned()),
            End => joined.ends_with(text).then(|| text.trim().to_owned()),
        }
    }
}

/// All words; a text may say several things.
pub(super) const ROWS: &[(Meaning, Match, &[&str])] = &[
    (T1, Word, &["t1"]),
    (T2, Word, &["t2"]),
    (ProtonDensity, Word, &["pd", "pdw", "dp"]),
    (ProtonDensity, Part, &[" proton dens", "质子"]),
    (Stir, Word, &["stir", "tirm", "fir"]),
    (Flair, Start, &["flair"]),
    (Flair, Part, &[" dark fl", " darkfl", " t2 f ", "压水", "抑水", "水抑制", "黑水"]),
    (Localizer, Start, &["loc", "3pl"]),
    (Localizer, Word, &["scout", "survey", "scanogram", "smartbrain"]),
    (Localizer, Part, &[" 3 pl", " plan scan ", "定位"]),
    (Other, Start, &["tracew", "diffu", "angio", "perfu", "dyn", "myelo", "spectro", "ep2d", "subtr"]),
    (Other, Word, &["sub", "mip", "mpr", "minip", "adc", "dwi", "dti", "swi", "tof", "map", "mapping"]),
    (Other, Word, &["trace", "diff", "perf", "fieldmap", "b0", "b1", "rho", "r1map", "r2map", "phasediff"]),
    (Other, Word, &["magnitude1", "magnitude2", "bold", "epi", "sbref", "asl", "mra", "mrv", "mrcp"]),
    (Other, Word, &["dce", "dsc", "cbv", "cbf", "mtt", "ct", "cta", "pet", "spect"]),
    (Other, Part, &[" screen save ", " t2 star", "减影", "弥散", "扩散", "灌注", "波谱", "水成像"]),
    (
        FatSuppressed,
        Word,
        &["fs", "fsat", "fatsep", "spair", "spir", "stir", "tirm", "fir", "chess", "proset"],
    ),
    (FatSuppressed, Word, &["water", "we", "spectral", "wfi", "wasser"]),
    (FatSuppressed, Start, &["fatsat", "fatsup", "fettges", "fettunt", "fettsup", "fettsät", "fettsaet"]),
    (FatSuppressed, Part, &["fs ", "压脂", "抑脂", "脂肪抑制", "脂抑制", "脂肪饱和", "脂饱和", "壓脂"]),
    (FatSuppressed, Part, &["水像", "水相"]),
    (FatKept, Word, &["nofs"]),
    (FatKept, Part, &["非压脂", "不压脂", "无压脂", "未压脂", "非抑脂", "不抑脂"]),
    (Dixon, Word, &["dixon", "mdixon", "qdixon", "ideal", "flex"]),
    (Dixon, Part, &["水脂分离"]),
    (FatImage, Word, &["fat", "fett", "fatonly"]),
    (FatImage, Part, &["脂像", "脂相", "脂肪像", "脂肪相"]),
    (InPhase, Word, &["inphase", "inph"]),
    (InPhase, Part, &[" in phase ", "同相"]),
    (OpposedPhase, Word, &["opp", "opposed", "oop", "outphase", "outofphase", "oppphase"]),
    (OpposedPhase, Part, &[" out of phase ", " out phase ", "反相"]),
    (Contrast, Word, &["gd", "ce", "km", "post", "enhanced", "enh", "nachkm", "mitkm"]),
    (Contrast, Start, &["gad", "contrast", "kontrast", "postcont", "postkont", "postkm", "postgd", "postga"]),
    (
        Contrast,
        Word,
        &["magnevist", "dotarem", "gadovist", "multihance", "omniscan", "prohance", "clariscan"],
    ),
    (Contrast, Part, &[" + c ", " c + ", " t1 c ", "增强", "增強", "强化", "強化", "造影后", "注药后"]),
    (Contrast, End, &[" t1 + "]),
    (NoContrast, Word, &["nativ", "native", "pre", "wo", "without", "ohne", "vor", "plain", "before"]),
    (NoContrast, Word, &["noncontrast", "nocontrast", "unenhanced", "nonenhanced", "noncon", "nce"]),
    (NoContrast, Word, &["nogd", "nogad", "nokm", "noce", "kein", "keine"]),
    (NoContrast, Start, &["precont", "prekont", "prekm", "pregd", "prega", "vorkm", "ohnekm"]),
    (NoContrast, Part, &[" w o ", " non contrast", " non enh", " non ce ", " non gd ", " non gad", " t1 n "]),
    (NoContrast, Part, &[" no contrast", " no gd ", " no gad", " no ce ", " no km ", " no kontrast"]),
    (NoContrast, Part, &[" c minus ", " minus c ", "平扫", "平掃", "未增强", "非增强", "无增强", "不增强"]),
    (NoContrast, Part, &["增强前", "强化前", "造影前", "注药前", "打药前"]),
    (EitherContrast, Part, &[" w wo ", " w w o ", " with and without ", " with without "]),
    (
        EitherContrast,
        Part,
        &[" mit und ohne ", " pre and post ", " pre post ", " pre + post ", " pre und post "],
    ),
    (EitherContrast, Part, &["平扫 + 增强", "平扫增强", "平扫及增强", "平扫加增强", "平扫和增强"]),
    (Mask, Word, &["mask", "masks", "maske", "masken", "seg", "segs", "segm", "dseg", "probseg", "label"]),
    (Mask, Word, &["labels", "labelmap", "labelmaps", "roi", "rois", "voi", "vois", "gtv", "groundtruth"]),
    (Mask, Word, &["contour", "contours", "annotation", "annotations", "delineation"]),
    (Mask, Start, &["segment"]),
    (Mask, Part, &[" ground truth ", "掩膜", "掩模", "掩码", "蒙版", "遮罩", "分割", "标注", "标签", "勾画"]),
    (Mask, Part, &["感兴趣区"]),
    (Lesion, Word, &["lesion", "lesions", "tumor", "tumors", "tumour", "tumours", "tumore", "läsion"]),
    (Lesion, Word, &["laesion", "läsionen", "laesionen", "metastasis", "metastases", "metastase"]),
    (Lesion, Part, &["病灶", "肿瘤", "病变", "腫瘤"]),
    (Sagittal, Start, &["sag"]),
    (Sagittal, Part, &["矢"]),
    (Coronal, Start, &["cor", "kor"]),
    (Axial, Start, &["ax", "tra"]),
    (Axial, Part, &["轴", "横"]),
];

/// Words that say nothing by themselves, but may be written in one behind a weighting: `t1tsefs`.
pub(super) const SILENT: &[&str] = &[
    "weighted", "wi", "w", "tse", "fse", "frfse", "se", "gre", "ffe", "tfe", "flash", "vibe", "thrive",
    "lava", "space", "cube", "vista", "haste", "blade", "3d", "2d", "iso", "hr",
];

/// The same before the weighting: `3dt1`, BIDS's `UNIT1`.
pub(super) const LEADING: &[&str] = &["3d", "2d", "uni"];

/// Words of the table that may be written in one with others: whole words of Latin letters, and the first letters of a
/// plane.
pub(super) fn joinable() -> impl Iterator<Item = &'static str> {
    let whole = ROWS.iter().filter(|(_, how, _)| *how == Word).flat_map(|(_, _, texts)| texts.iter());
    let long = |text: &&str| text.is_ascii() && (2..).contains(&text.len());
    whole
        .copied()
        .filter(long)
        .chain(["sag", "cor", "tra", "ax", "gad", "gado", "contrast", "flair", "fatsat"])
}
