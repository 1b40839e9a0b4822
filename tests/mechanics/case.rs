//! What is said of a case beside its answer: warnings on the sequences, the range when the mask moves, the capsule.

use std::path::Path;

use discern::answer::{
    Capsule, Recomputed, Sealed, Sealing, mask_sensitivity, measure_perturbed, predict, seal,
};
use discern::case::{
    EngineName, SequenceFeatures, SequenceScan, case_warnings, levels, measure_sequence, read_image,
    read_labels,
};
use discern::error::ErrorKind;
use discern::error::Warning;
use discern::model::ModelFile;
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::table::{Patient, Sequence};
use discern::volume::{Geometry, Image, LabelMap, Pixel};
use discern::words::Notice;

pub const AGE: f64 = 38.0;

pub struct Case {
    pub model_file: ModelFile,
    settings: Settings,
    pub images: Vec<Image>,
    labels: LabelMap,
    pub features: Vec<SequenceFeatures>,
}

/// The bundled case, measured as the bundled model says.
pub fn sample() -> Case {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let text = std::fs::read_to_string(models.join("demo.json")).expect("the bundled model");
    let model_file = ModelFile::from_json(&text).expect("a model file");
    let settings = Settings::from_yaml(&model_file.extraction.settings).expect("settings");
    let bytes =
        |what: &str| std::fs::read(models.join(format!("sample/sim-0601_{what}.nii.gz"))).expect("a file");
    let labels = read_labels(&bytes("mask"), None).expect("a mask").value;
    let image = |sequence: Sequence| read_image(&bytes(sequence.key()), None).expect("an image").value;
    let images: Vec<Image> = Sequence::ALL.map(image).to_vec();
    let measure = |(sequence, image): (Sequence, &Image)| {
        measure_sequence(SequenceScan { sequence, image, labels: &labels }, &settings, &Silent)
            .expect("features")
    };
    let features = Sequence::ALL.into_iter().zip(&images).map(measure).collect();
    Case { model_file, settings, images, labels, features }
}

impl Case {
    fn capsule(&self, mask_changes: &[Warning]) -> String {
        let label = self.settings.label;
        let sealed = |features| Sealed { features, labels: &self.labels, label };
        let parts: Vec<Sealed<'_>> = self.features.iter().map(sealed).collect();
        let sealing = Sealing {
            patient: Patient::of_age(AGE),
            mask_changes,
            perturbed: &[],
            deep_by: EngineName::Cpu,
            prevalence: None,
        };
        seal(&self.model_file, sealing, &parts).expect("a capsule")
    }

    /// As [`Self::capsule`], after the mask was perturbed, for another prevalence.
    fn capsule_with_range(&self) -> String {
        let perturb = |(found, image): (&SequenceFeatures, &Image)| {
            measure_perturbed(
                &self.model_file,
                SequenceScan { sequence: found.sequence, image, labels: &self.labels },
                &self.settings,
                &Silent,
            )
        };
        let perturbed: Vec<_> =
            self.features.iter().zip(&self.images).map(perturb).collect::<Result<_, _>>().expect("a range");
        let label = self.settings.label;
        let sealed = |features| Sealed { features, labels: &self.labels, label };
        let parts: Vec<Sealed<'_>> = self.features.iter().map(sealed).collect();
        let deep_by = EngineName::Cpu;
        let sealing = Sealing {
            patient: Patient::of_age(AGE),
            mask_changes: &[],
            perturbed: &perturbed,
            deep_by,
            prevalence: Some(0.2),
        };
        seal(&self.model_file, sealing, &parts).expect("a capsule")
    }

    fn recomputed(&self, capsule: &Capsule) -> Vec<Recomputed> {
        let again = |image| capsule.recompute(image, None, &Silent).expect("its image");
        self.images.iter().rev().map(again).collect()
    }
}

#[test]
fn the_range_holds_the_answer_and_each_end_is_that_of_a_changed_mask() {
    let case = sample();
    let perturb = |(found, image): (&SequenceFeatures, &Image)| {
        measure_perturbed(
            &case.model_file,
            SequenceScan { sequence: found.sequence, image, labels: &case.labels },
            &case.settings,
            &Silent,
        )
        .expect("eight changes")
    };
    let perturbed: Vec<_> = case.features.iter().zip(&case.images).map(perturb).collect();
    let found = mask_sensitivity(&case.model_file, Patient::of_age(AGE), &case.features, &perturbed)
        .expect("a range");
    let answer = predict(&case.model_file, Patient::of_age(AGE), &case.features).expect("an answer");
    assert_eq!(found.ranges.len(), answer.models.len());
    assert_eq!(found.tried.len(), 8);
    for (at, (range, model)) in found.ranges.iter().zip(&answer.models).enumerate() {
        assert_eq!((&range.model, range.classifier), (&model.model, model.classifier));
        assert!(range.low <= model.probability && model.probability <= range.high);
        let ends = found.tried.iter().map(|tried| tried.probabilities[at]).chain([model.probability]);
        let (low, high) = ends.fold((1.0_f64, 0.0_f64), |(low, high), p| (low.min(p), high.max(p)));
        assert_eq!((low, high), (range.low, range.high));
        assert_eq!(range.class_changes, (low >= model.threshold) != (high >= model.threshold));
    }
    // The features kept for speed are those of a whole extraction on the changed mask.
    let grown =
        discern::align::perturb(&case.labels, case.settings.label, discern::align::Perturbation::Grow)
            .expect("a larger mask");
    let whole = measure_sequence(
        SequenceScan { sequence: Sequence::T1ce, image: &case.images[3], labels: &grown },
        &case.settings,
        &Silent,
    )
    .expect("features");
    let kept = &perturbed[3].variants[6].features;
    assert!(!kept.is_empty() && kept.len() < whole.features.len());
    for named in kept {
        assert_eq!(whole.features.iter().find(|other| other.name == named.name), Some(named));
    }
}

#[test]
fn a_capsule_is_verified_with_its_images_in_any_order_and_says_what_was_said() {
    let case = sample();
    let said = [Warning::from(Notice::MaskDrawn { sequence: Sequence::T1 })];
    let text = case.capsule(&said);
    let capsule = Capsule::from_json(&text).expect("a sound capsule");
    let verdict = capsule.compare(&case.recomputed(&capsule)).expect("a verdict");
    assert!(verdict.agrees, "{:?}", verdict.differences);
    let features: usize = case.features.iter().map(|found| found.features.len()).sum();
    assert!(verdict.compared > 2 * features, "{}", verdict.compared);
    assert_eq!(capsule.prediction().warnings[0].code, "mask-drawn");
    assert!(!text.contains("sim-0601"), "no names of files");
}

/// The image with other values.
fn with_values(image: &Image, changed: impl FnMut(f64) -> f64) -> Image {
    Image::new(image.pixel(), image.geometry, image.values().map(changed).collect())
}

#[test]
fn a_changed_capsule_and_another_image_are_refused_with_what_differs() {
    let case = sample();
    let text = case.capsule(&[]);
    let changed = text.replacen("\"age_years\":38.0", "\"age_years\":39.0", 1);
    assert_ne!(changed, text);
    let error = Capsule::from_json(&changed).expect_err("a refusal");
    assert!(error.thing.contains("sha256") && error.hint.is_some_and(|hint| hint.contains("changed after")));
    for broken in ["", "{}", "{\"schema\":\"discern-capsule\",\"version\":2}", &text[..text.len() / 2]] {
        assert!(Capsule::from_json(broken).is_err());
    }
    let capsule = Capsule::from_json(&text).expect("a sound capsule");
    let mut first = true;
    let mut other =
        with_values(&case.images[0], |value| value + f64::from(u8::from(std::mem::take(&mut first))));
    let refused =
        |image: &Image| capsule.sequence_of(image, Some(Sequence::T1)).expect_err("a refusal").found;
    assert_eq!(refused(&other), "other intensities");
    other.geometry.spacing_mm[0] *= 2.0;
    assert!(refused(&other).contains("spacing"), "{}", refused(&other));
}

#[test]
fn a_number_changed_under_a_new_seal_is_found_by_the_recomputation() {
    let case = sample();
    let text = case.capsule(&[]);
    let forged = sealed_anew(&text, |value| {
        value["prediction"]["models"][0]["probability"] = serde_json::json!(0.123);
        value["sequences"][2]["features"][5]["value"] = serde_json::json!(7.5);
    });
    let capsule = Capsule::from_json(&forged).expect("a capsule with a right seal");
    let verdict = capsule.compare(&case.recomputed(&capsule)).expect("a verdict");
    assert!(!verdict.agrees);
    let named: Vec<&str> = verdict.differences.iter().map(|difference| difference.what.as_str()).collect();
    assert!(named.contains(&"answer.models[0].probability"), "{named:?}");
    assert!(named.iter().any(|name| name.starts_with("t2fs_")), "{named:?}");
}

#[test]
fn a_capsule_with_an_odd_answer_is_refused_and_says_what_is_odd() {
    let text = sample().capsule(&[]);
    let refused = |change: fn(&mut serde_json::Value)| {
        let forged = sealed_anew(&text, |capsule| change(&mut capsule["prediction"]));
        let error = Capsule::from_json(&forged).expect_err("a refusal");
        assert_eq!((error.kind, error.thing.as_str()), (ErrorKind::Malformed, "case capsule"), "{error}");
        format!("{} / {}", error.expected, error.found)
    };
    for (change, what) in [
        ((|answer| *answer = serde_json::json!({})) as fn(&mut serde_json::Value), "missing field `bundle`"),
        (|answer| *answer = serde_json::json!(null), "invalid type: null"),
        (|answer| answer["models"] = serde_json::json!([]), "an answer / none"),
        (|answer| answer["models"][0]["probability"] = serde_json::json!("0.3"), "expected f64"),
        (|answer| answer["models"][0]["probability"] = serde_json::json!(1.5), "a probability of Rad-M by"),
        (|answer| answer["models"][0]["class"] = serde_json::json!("benign"), "unknown variant `benign`"),
        (|answer| answer["models"][0]["model"] = serde_json::json!("Mad-R"), "Mad-R by"),
        (|answer| answer["models"][0]["contributions"] = serde_json::json!([1]), "invalid type: integer"),
        (
            |answer| drop(answer["models"][0]["contributions"].as_array_mut().expect("a list").pop()),
            "contributions of all",
        ),
        (|answer| answer["more"] = serde_json::json!(1), "unknown field `more`"),
        (|answer| answer["interval"] = serde_json::json!({}), "missing field `method`"),
    ] {
        let found = refused(change);
        assert!(found.contains(what), "{found} does not name {what}");
    }
}

#[test]
fn a_capsule_whose_warnings_are_sentences_alone_is_verified_too() {
    let case = sample();
    // A mask at the edge of the image, which is warned of.
    let edge = case.labels.with(|index, label| if index == 0 { case.settings.label } else { label });
    let measure = |(sequence, image): (Sequence, &Image)| {
        measure_sequence(SequenceScan { sequence, image, labels: &edge }, &case.settings, &Silent)
            .expect("features")
    };
    let features: Vec<_> = Sequence::ALL.into_iter().zip(&case.images).map(measure).collect();
    let parts: Vec<Sealed<'_>> = features
        .iter()
        .map(|features| Sealed { features, labels: &edge, label: case.settings.label })
        .collect();
    let sealing = Sealing {
        patient: Patient::of_age(AGE),
        mask_changes: &[],
        perturbed: &[],
        deep_by: EngineName::Cpu,
        prevalence: None,
    };
    let text = seal(&case.model_file, sealing, &parts).expect("a capsule");
    let older = sealed_anew(&text, |capsule| {
        for warning in capsule["prediction"]["warnings"].as_array_mut().expect("a list") {
            let fields = warning.as_object_mut().expect("a warning");
            assert!(fields.remove("values").is_some(), "a warning of today has values");
            fields.remove("sequence");
        }
    });
    assert_ne!(older, text, "there are warnings");
    for text in [text, older] {
        let capsule = Capsule::from_json(&text).expect("a sound capsule");
        assert!(!capsule.prediction().warnings.is_empty());
        let again: Vec<Recomputed> =
            features.iter().map(|found| Recomputed { features: found.clone(), perturbed: None }).collect();
        let verdict = capsule.compare(&again).expect("a verdict");
        assert!(verdict.agrees, "{:?}", verdict.differences);
    }
}

/// The text of a capsule after a change, with a seal that is right again.
fn sealed_anew(text: &str, change: impl FnOnce(&mut serde_json::Value)) -> String {
    let mut value: serde_json::Value = serde_json::from_str(text).expect("JSON");
    change(&mut value);
    value["sha256"] = serde_json::json!("");
    value["sha256"] = serde_json::json!(discern::numeric::hash::sha256(value.to_string().as_bytes()));
    value.to_string()
}

#[test]
fn a_range_in_a_capsule_is_measured_again_and_a_changed_one_is_found() {
    let case = sample();
    let text = case.capsule_with_range();
    let capsule = Capsule::from_json(&text).expect("a sound capsule");
    let ranges = capsule.prediction().mask_sensitivity.as_ref().expect("ranges").ranges.len();
    assert_eq!(
        ranges,
        predict(&case.model_file, Patient::of_age(AGE), &case.features).expect("an answer").models.len()
    );
    let again = case.recomputed(&capsule);
    assert!(again.iter().all(|one| one.perturbed.is_some()));
    let verdict = capsule.compare(&again).expect("a verdict");
    assert!(verdict.agrees, "{:?}", verdict.differences);
    let forged = sealed_anew(&text, |value| {
        value["prediction"]["interval"]["ranges"][0]["low"] = serde_json::json!(0.25);
    });
    let forged = Capsule::from_json(&forged).expect("a capsule with a right seal");
    let verdict = forged.compare(&again).expect("a verdict");
    let named: Vec<&str> = verdict.differences.iter().map(|difference| difference.what.as_str()).collect();
    assert_eq!(named, ["answer.interval.ranges[0].low"]);
}

#[test]
fn deep_features_of_a_capsule_are_compared_digit_by_digit_or_as_near_as_a_graphics_card_may_be() {
    let mut case = sample();
    let options = discern::case::DeepOptions::default();
    let record = discern::case::DeepRecord {
        network: "a network".to_owned(),
        weights_sha256: "00".to_owned(),
        options,
    };
    case.model_file = crate::common::changed(&case.model_file, |parts| {
        parts.extraction.deep = Some(record.clone());
        // Its components are of another network.
        parts.models.retain(|model| model.name != "DRad-M");
    });
    let deep = |off: f64| discern::case::Deep {
        features: (0..3).map(|at| (format!("cnn_{at:04}"), f64::from(at) + off)).collect(),
        images: 1,
        network: record.network.clone(),
        weights_sha256: record.weights_sha256.clone(),
        options_hash: record.mark().options_hash,
        warnings: Vec::new(),
    };
    let plain = case.features.clone();
    case.features.iter_mut().for_each(|one| one.join(deep(0.0)));
    let sealed = |deep_by| {
        let sealed = |features| Sealed { features, labels: &case.labels, label: case.settings.label };
        let parts: Vec<Sealed<'_>> = case.features.iter().map(sealed).collect();
        let sealing = Sealing {
            patient: Patient::of_age(AGE),
            mask_changes: &[],
            perturbed: &[],
            deep_by,
            prevalence: None,
        };
        Capsule::from_json(seal(&case.model_file, sealing, &parts).expect("a capsule")).expect("a sound one")
    };
    let found = |off: Option<f64>| -> Vec<Recomputed> {
        let joined = plain.iter().cloned().map(|mut features| {
            off.into_iter().for_each(|off| features.join(deep(off)));
            Recomputed { features, perturbed: None }
        });
        joined.collect()
    };
    let (cpu, gpu) = (sealed(EngineName::Cpu), sealed(EngineName::WebGpu));
    assert!(cpu.deep().is_some() && gpu.deep().is_some());
    assert!(cpu.compare(&found(Some(0.0))).expect("a verdict").agrees);
    assert_eq!(cpu.compare(&found(Some(1e-5))).expect("a verdict").differ, 12);
    let near = gpu.compare(&found(Some(1e-5))).expect("a verdict");
    assert!(near.agrees, "{:?}", near.differences);
    let near = near.near.expect("what was near");
    assert!(near.values == 12 && near.largest > 0.0 && near.largest < 2e-5, "{near:?}");
    assert_eq!(gpu.compare(&found(Some(0.01))).expect("a verdict").differ, 12);
    let error = gpu.compare(&found(None)).expect_err("a refusal");
    assert!(error.thing.contains("deep features of t1"), "{error}");
}

#[test]
fn sequences_that_look_swapped_are_warned_of_and_those_in_order_are_not() {
    let case = sample();
    let swapped = |a: usize, b: usize| {
        let mut images = case.images.clone();
        images.swap(a, b);
        let measure = |(sequence, image): (Sequence, &Image)| {
            measure_sequence(SequenceScan { sequence, image, labels: &case.labels }, &case.settings, &Silent)
                .expect("features")
        };
        let measured: Vec<_> = Sequence::ALL.into_iter().zip(&images).map(measure).collect();
        case_warnings(&measured)
    };
    assert_eq!(swapped(0, 0), []);
    for (a, b, words) in [
        (0, 3, "t1 and t1ce may be swapped"),
        (1, 3, "t2 and t1ce may be swapped"),
        (0, 1, "t1 and t2 may be swapped"),
        (0, 2, "t1 and t2fs may be swapped"),
        (1, 2, "t2 and t2fs may be swapped"),
        (2, 3, "t2fs and t1ce may be swapped"),
    ] {
        let found = swapped(a, b);
        let [warning] = &found[..] else { panic!("one warning of {words}, found {found:?}") };
        assert_eq!(warning.code, "sequence-order");
        assert!(
            warning.message.starts_with(words) && warning.message.contains("rule of thumb"),
            "{}",
            warning.message
        );
    }
}

/// T1-CE of the spine is often taken with fat suppression: it resembles T1 no more than T2 does, and is in order.
#[test]
fn a_contrast_enhanced_sequence_with_fat_suppression_is_no_sign_of_an_exchange() {
    let mut case = sample();
    let values = |at: usize| case.images[at].values().collect::<Vec<f64>>();
    let (t2, t2fs) = (values(1), values(2));
    let mean = t2.iter().sum::<f64>() / t2.len() as f64;
    // Fat is what is bright in T2 and dark in T2-FS, where fluid has 1.35 times its signal in T2.
    let kept: Vec<f64> =
        t2.iter().zip(&t2fs).map(|(t2, fs)| if *t2 > mean / 4.0 { fs / t2 / 1.35 } else { 1.0 }).collect();
    let plain = case.images[3].clone();
    for left in [0.05, 0.1, 0.2, 0.3] {
        let mut share = kept.iter().map(|kept| kept.clamp(left, 1.0));
        case.images[3] = with_values(&plain, |signal| signal * share.next().expect("one grid"));
        let measure = |(sequence, image): (Sequence, &Image)| {
            measure_sequence(SequenceScan { sequence, image, labels: &case.labels }, &case.settings, &Silent)
                .expect("features")
        };
        let measured: Vec<_> = Sequence::ALL.into_iter().zip(&case.images).map(measure).collect();
        assert_eq!(case_warnings(&measured), [], "fat at {left} of its signal");
    }
}

#[test]
fn copies_and_a_lesion_at_the_edge_or_of_few_voxels_are_warned_of() {
    let case = sample();
    assert_eq!(case_warnings(&case.features), [], "the sample is in order");
    assert_eq!(case.features.iter().flat_map(|found| &found.warnings).count(), 0, "and whole");
    let measured = |sequence, image: &Image, labels: &LabelMap| {
        measure_sequence(SequenceScan { sequence, image, labels }, &case.settings, &Silent).expect("features")
    };
    let codes = |warnings: Vec<Warning>| warnings.into_iter().map(|warning| warning.code).collect::<Vec<_>>();
    let mut twice = case.features.clone();
    twice[1] = measured(Sequence::T2, &case.images[0], &case.labels);
    assert_eq!(codes(case_warnings(&twice)), ["sequence-duplicated"]);
    let scaled = with_values(&case.images[0], |value| 3.0 * value + 17.0);
    twice[1] = measured(Sequence::T2, &scaled, &case.labels);
    assert_eq!(codes(case_warnings(&twice)), ["sequence-copy"]);
    let grid = Geometry::axis_aligned([20, 20, 10], [1.0; 3]);
    let values = (0..grid.voxels()).map(|at| (at * 7 % 301) as f64).collect();
    let image = Image::new(Pixel::F64, grid, values);
    let inside = |at: usize| i32::from(at % 20 < 5 && at / 20 % 20 < 5 && at / 400 < 3);
    let corner = LabelMap::new(grid, (0..grid.voxels()).map(inside).collect());
    let settings = Settings::default();
    let found = measure_sequence(
        SequenceScan { sequence: Sequence::T1, image: &image, labels: &corner },
        &settings,
        &Silent,
    )
    .expect("features");
    assert_eq!(codes(found.warnings), ["lesion-at-edge", "lesion-tiny"]);
}

#[test]
fn grey_levels_are_counted_as_texture_sees_them() {
    let grid = Geometry::axis_aligned([10, 10, 4], [1.0; 3]);
    let values = (0..grid.voxels()).map(|at| (at % 10) as f64 * 10.0).collect();
    let image = Image::new(Pixel::F64, grid, values);
    let labels = LabelMap::new(grid, vec![1; grid.voxels()]);
    let found = levels(&image, &labels, &Settings::default()).expect("levels");
    // 0 … 90 in bins of 25: 0–24, 25–49, 50–74, 75–99.
    assert_eq!((found.levels, found.present, found.voxels), (4, 4, 400));
    assert_eq!((found.bin_width, found.range), (Some(25.0), [0.0, 90.0]));
    assert_eq!(found.bars, [120, 80, 120, 80]);
}
