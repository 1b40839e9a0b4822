//! What names of files say of their sequence: a table of names as sites write them, in English, German and Chinese, by
//! BIDS, BraTS and scanners, each beside siblings that mean something else.

use discern::case::{Guessed, NamedFile, Role, Voxels, roles_by_name};
use discern::table::Sequence;
use discern::words::Guess;

use Role::{Mask, None};

const T1: Role = Role::Sequence(Sequence::T1);
const T2: Role = Role::Sequence(Sequence::T2);
const T2FS: Role = Role::Sequence(Sequence::T2fs);
const T1CE: Role = Role::Sequence(Sequence::T1ce);

/// Names that stand alone, with their role.
const NAMES: &[(Role, &[&str])] = &[
    (
        T1,
        &[
            "t1.nii.gz",
            "T1.nii",
            "T1w.nii.gz",
            "t1wi.nii",
            "sub-01_T1w.nii.gz",
            "sub-01_ses-2_acq-sag_run-1_T1w.nii.gz",
            "sub-01_space-T2w_T1w.nii.gz",
            "sub-01_ce-none_T1w.nii.gz",
            "sub-01_inv-1_T1w.nii",
            "03_T1_tse_sag.nii.gz",
            "SAG T1.nii",
            "sagT1.nii",
            "sag_t1_tse.nrrd",
            "T1_SE_tra.nhdr",
            "t1tse.nii",
            "t1_vibe_tra.nii",
            "T1_FLAIR_sag.nii",
            "t1_tirm_dark-fluid_sag.nii",
            "T1 TSE nativ.nii",
            "T1_nativ_sag.nii",
            "T1 ohne KM.nii",
            "T1_vor_KM.nii",
            "T1_preKM.nii",
            "t1prekm.nii",
            "T1 pre contrast.nii",
            "07_T1_vibe_pre_contrast.nii.gz",
            "T1_precontrast.nii",
            "T1_w_o_contrast.nii",
            "T1 without contrast.nii",
            "T1_wo.nii",
            "T1WO.nii",
            "T1_noncontrast.nii",
            "T1 non-contrast.nii",
            "T1_non_enhanced.nii",
            "T1_unenhanced.nii",
            "T1_no_gd.nii",
            "T1_C-.nii",
            "t1n.nii.gz",
            "BraTS-MET-00001-000-t1n.nii.gz",
            "T1平扫.nii",
            "平扫T1.nii",
            "T1WI平扫.nii",
            "T1_增强前.nii",
            "T1矢状位.nii",
            "Ｔ１.nii",
            "Ｔ１ＷＩ.nii",
            "T₁.nii",
            "mDIXON_T1_in.nii",
            "T1_vibe_dixon_tra_in.nii",
            "T1_mDIXON_IP.nii",
            "T1 同相位 dixon.nii",
            "T1_C-spine.nii",
            "T1_postop.nii",
            "T1_post_op.nii",
            "T1_pre_treatment.nii",
            "tumor_T1.nii",
            "T1_Tumor_sag.nii",
            "lesion_T1w.nii.gz",
            "T1/scan.nii.gz",
            "p1/T1_sag/IM0001.nii",
            "T1 TSE non fat sat.nii",
            "T1_ohne_FS.nii",
            "sub_01_T1.nii",
            "sub01_T1.nii",
            "3dt1.nii",
            "T1_native_space.nii",
            "UNIT1.nii",
            "visit1_T1.nii",
            "T1_mprage.nii",
            "T1_L1-T12.nii",
            "T1（平扫）.nii",
        ],
    ),
    (
        T2,
        &[
            "t2.nii.gz",
            "T2w.nii.gz",
            "sub-01_T2w.nii.gz",
            "sub-01_space-T1w_T2w.nii.gz",
            "04_T2_tse_sag.nii.gz",
            "T2_FSE.nii",
            "t2fse.nii",
            "FRFSE T2 SAG.nii",
            "T2WI.nii",
            "T2加权.nii",
            "T2 TSE nativ.nii",
            "t2_space_sag.nii",
            "T2_haste.nii",
            "T2_mDIXON_in.nii",
            "T2非压脂.nii",
            "T2 no fs.nii",
            "T2_nonFS.nii",
            "T2 ohne Fettsättigung.nii",
            "T2_without_fat_sat.nii",
            "tumour_T2.nii",
            "T2_W_TSE.nii",
            "axT2.nii",
            "T2 tra.nii",
            "t2w.nii",
            "T2_blade_cor.nii",
        ],
    ),
    (
        T2FS,
        &[
            "t2fs.nii.gz",
            "T2_FS.nii",
            "T2-FS.nii",
            "T2 fat sat.nii",
            "T2_fatsat.nii",
            "T2FatSat.nii",
            "T2 fat-suppressed.nii",
            "fsT2.nii",
            "fst2.nii",
            "t2tsefs.nii",
            "T2_tse_fs_sag.nii",
            "STIR.nii",
            "05_T2_stir_sag.nii.gz",
            "t2stir.nii",
            "TIRM.nii",
            "t2_tirm_sag.nii",
            "T2_SPAIR.nii",
            "t2_spir.nii",
            "sub-01_acq-fs_T2w.nii.gz",
            "sub-01_acq-STIR_T2w.nii",
            "压脂T2.nii",
            "T2压脂.nii",
            "T2 抑脂.nii",
            "T2脂肪抑制.nii",
            "T2_脂肪饱和.nii",
            "Ｔ２压脂.nii",
            "T2_mDIXON_W.nii",
            "T2_dixon_water.nii",
            "T2 mDIXON TSE water.nii",
            "T2_IDEAL_water.nii",
            "T2 Dixon Wasser.nii",
            "T2水像_dixon.nii",
            "T2 fettgesättigt.nii",
            "T2_fettgesaettigt.nii",
            "T2 Fett gesättigt.nii",
            "STIR_pre.nii",
            "T2_chess.nii",
            "lesion_T2_fs.nii",
            "sag_STIR_tumor.nii",
            "T2WI-FS.nii",
            "T2W_TSE_FS.nii",
        ],
    ),
    (
        T1CE,
        &[
            "t1ce.nii.gz",
            "T1_CE.nii",
            "T1-CE.nii",
            "T1c.nii.gz",
            "BraTS-MET-00001-000-t1c.nii.gz",
            "t1gd.nii",
            "T1_Gd.nii",
            "T1_gado.nii",
            "T1 gadolinium.nii",
            "sub-01_ce-gadolinium_T1w.nii.gz",
            "sub-01_ce-gd_T1w.nii.gz",
            "sub-01_ce-GADOVIST_T1w.nii",
            "ce-gadolinium_T1w.nii.gz",
            "T1_KM.nii",
            "T1_postKM.nii",
            "t1postkm.nii",
            "postKM_T1.nii",
            "T1 nach KM.nii",
            "T1_mit_KM.nii",
            "T1 post contrast.nii",
            "09_T1_vibe_post_contrast.nii.gz",
            "T1_postcontrast.nii",
            "T1+C.nii",
            "T1_+C.nii",
            "T1 C+.nii",
            "T1+Gd.nii",
            "T1+.nii",
            "T1W+C.nii",
            "t1wce.nii",
            "ceT1.nii",
            "ceT1w.nii",
            "CE-T1.nii",
            "gdT1.nii",
            "T1_enhanced.nii",
            "T1 contrast-enhanced.nii",
            "T1增强.nii",
            "增强T1.nii",
            "T1WI增强.nii",
            "T1增強.nii",
            "T1强化.nii",
            "Ｔ１增强.nii",
            "T1＋C.nii",
            "T1 Kontrast.nii",
            "T1_fs_KM.nii",
            "T1_FS_post.nii",
            "T1压脂增强.nii",
            "T1_dixon_water_post.nii",
            "T1 mDIXON W +C.nii",
            "T1_vibe_fs_tra_post.nii",
            "T1 ohne FS +KM.nii",
            "tumor_T1_post.nii",
            "T1/post_contrast.nii",
            "T1CE/scan.nii",
            "T1_FLAIR_post.nii",
            "T1_Dotarem.nii",
        ],
    ),
    (
        Mask,
        &[
            "mask.nii.gz",
            "lesion.nii.gz",
            "Segmentation.seg.nrrd",
            "seg.nii",
            "label.nrrd",
            "labels.nii",
            "roi.nii",
            "tumor.nii",
            "tumour_mask.nii",
            "sub-01_desc-lesion_mask.nii.gz",
            "sub-01_label-lesion_dseg.nii",
            "T1_mask.nii",
            "mask_T1ce.nii",
            "T2_seg.nii",
            "Maske.nii",
            "Läsion.nii",
            "Segmentierung.nii",
            "GTV.nii",
            "病灶.nii",
            "肿瘤分割.nii",
            "掩膜.nii",
            "T1_标注.nii",
            "BraTS-MET-00001-000-seg.nii.gz",
            "sts_002_mask.nii.gz",
            "p1/masks/scan.nii",
        ],
    ),
    (
        None,
        &[
            "FLAIR.nii.gz",
            "flair.nii",
            "T2_FLAIR.nii",
            "t2flair.nii",
            "T2_flair_fs.nii",
            "t2_tirm_dark-fluid.nii",
            "t2f.nii.gz",
            "BraTS-MET-00001-000-t2f.nii.gz",
            "T2压水.nii",
            "PD.nii",
            "PD_fs.nii",
            "PD_T2.nii",
            "T1_T2.nii",
            "T1_to_T2.nii",
            "T1w_T2w_ratio.nii",
            "T1_STIR.nii",
            "dwi.nii",
            "sub-01_dwi.nii.gz",
            "adc.nii",
            "T1_sub.nii",
            "T1_subtraction.nii",
            "T1减影.nii",
            "T2_map.nii",
            "T1map.nii",
            "sub-01_T2starw.nii",
            "T2*.nii",
            "T2star.nii",
            "localizer.nii",
            "scout.nii",
            "T1_mip.nii",
            "mDIXON_T2_opp.nii",
            "T1_vibe_dixon_opp.nii",
            "T1_mDIXON_OP.nii",
            "T1 反相位.nii",
            "T2_dixon_F.nii",
            "T2_mDIXON_fat.nii",
            "T1_dixon_脂像.nii",
            "T2_fat.nii",
            "T2_mDIXON.nii",
            "T1_w_wo_contrast.nii",
            "T1 with and without contrast.nii",
            "T1 mit und ohne KM.nii",
            "T1平扫+增强.nii",
            "T1_FS.nii",
            "T1压脂.nii",
            "T1_FS_pre.nii",
            "T2_post_contrast.nii",
            "post.nii",
            "pre.nii",
            "scan.nii",
            "anat/scan.nii",
            "IM0001.nii",
            "CT.nii",
            "visit1.nii",
            "cat2.nii",
            "T12_L1_sag.nii",
            "patient1.nii",
            "tumor_cases/scan.nii",
            "DCE_T1_dyn.nii",
            "T1rho.nii",
            "sub-01_part-phase_T2w.nii",
            "C7_spine.nii",
            "b0.nii",
            "",
        ],
    ),
];

fn named(path: &str, voxels: Voxels) -> NamedFile {
    NamedFile { path: path.to_owned(), voxels }
}

fn alone(path: &str) -> Guessed {
    roles_by_name(&[named(path, Voxels::Unknown)]).remove(0)
}

/// Roles of files of one case.
fn together(paths: &[&str]) -> Vec<Role> {
    let files: Vec<NamedFile> = paths.iter().map(|path| named(path, Voxels::Unknown)).collect();
    roles_by_name(&files).into_iter().map(|guess| guess.role).collect()
}

#[test]
fn names_have_the_role_that_their_words_say() {
    let all: Vec<(Role, &str)> =
        NAMES.iter().flat_map(|(role, names)| names.iter().map(move |name| (*role, *name))).collect();
    assert!(all.len() >= 150, "{} names", all.len());
    let wrong: Vec<String> = all
        .iter()
        .map(|(role, name)| (role, name, alone(name)))
        .filter(|(role, _, guess)| guess.role != **role)
        .map(|(role, name, guess)| {
            format!("{name}: {role:?} expected, {:?} found: {}", guess.role, guess.why)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

#[test]
fn a_name_means_the_same_in_capitals_and_zipped() {
    for (role, name) in NAMES.iter().flat_map(|(role, names)| names.iter().map(move |name| (*role, *name))) {
        // Capitals hide where a word begins: of names that rely on it less is said, but nothing else.
        let loud = alone(&name.to_uppercase()).role;
        assert!(loud == role || loud == None || name.chars().any(char::is_uppercase), "{name}: {loud:?}");
        let zipped = format!("{}.gz", name.strip_suffix(".gz").unwrap_or(name));
        if name.contains(".nii") {
            assert_eq!(alone(&zipped).role, role, "{zipped}");
        }
    }
}

#[test]
fn names_of_a_case_are_read_beside_each_other() {
    assert_eq!(together(&["T1.nii", "T1_FS.nii", "T2.nii", "STIR.nii"]), [T1, T1CE, T2, T2FS]);
    assert_eq!(together(&["T1.nii", "T1_FS.nii", "T1_KM.nii"]), [T1, None, T1CE], "said by another");
    assert_eq!(together(&["T1.nii", "T1_FS_pre.nii"]), [T1, None], "before contrast");
    assert_eq!(together(&["T1.nii", "T2.nii", "压脂.nii", "增强.nii"]), [T1, T2, T2FS, T1CE]);
    assert_eq!(together(&["T2.nii", "增强.nii"]), [T2, None], "no T1 beside it");
    let hospital = [
        "03_T1_tse_sag.nii.gz",
        "04_T2_tse_sag.nii.gz",
        "05_T2_stir_sag.nii.gz",
        "07_T1_vibe_pre_contrast.nii.gz",
        "09_T1_vibe_post_contrast.nii.gz",
        "lesion.nii.gz",
    ];
    // Two plain T1: both claim the role, and a person decides.
    assert_eq!(together(&hospital), [T1, T2, T2FS, T1, T1CE, Mask]);
    assert_eq!(together(&["a_T1.nii", "b_T1.nii"]), [T1, T1]);
}

#[test]
fn voxels_have_the_last_word_on_masks() {
    let role = |name: &str, voxels: Voxels| roles_by_name(&[named(name, voxels)]).remove(0).role;
    assert_eq!(role("scan.nii", Voxels::Labels), Mask);
    assert_eq!(role("scan.nii", Voxels::Whole), None);
    assert_eq!(role("mask.nii", Voxels::Intensities), None);
    assert_eq!(role("T1_mask.nii", Voxels::Intensities), None);
    assert_eq!(role("tumor_T1.nii", Voxels::Labels), Mask, "drawn on T1");
    assert_eq!(role("tumor_T1.nii", Voxels::Whole), T1);
    assert_eq!(role("T1.nii", Voxels::Labels), T1, "a name that says an image is believed");
}

#[test]
fn the_reason_names_the_words() {
    let why = |name: &str| alone(name).why.to_string();
    assert_eq!(why("sagT1wKM.nii"), "its name says t1, km");
    assert_eq!(why("T1/post.nii"), "its name and its folder's say t1, post");
    assert!(matches!(alone("T2_FLAIR.nii").why, Guess::FlairUnused { words } if words.0 == ["t2", "flair"]));
    assert!(matches!(alone("T1_T2.nii").why, Guess::Contradiction { .. }));
    assert!(matches!(alone("scan.nii").why, Guess::NoSequenceWord));
    assert!(matches!(alone("T2_mDIXON.nii").why, Guess::DixonImageUnknown { .. }));
}

#[test]
fn no_name_is_too_long_or_too_odd() {
    let long = [
        "t1".to_owned() + &"we".repeat(10_000),
        "t1 ".repeat(10_000),
        "se".repeat(20) + "t1",
        "t1w".repeat(13),
    ];
    for name in long.iter().map(String::as_str).chain([
        "\u{0}",
        "/",
        "//",
        "..",
        "\u{202e}t1",
        "🦴T1🦴.nii",
        "t1\u{301}",
    ]) {
        alone(name);
    }
    assert_eq!(alone("🦴T1🦴.nii").role, T1);
}
