//! Which volume is which of the four sequences, with the reason.
//!
//! First what can have no role; then the weighting, by times first and by words second; fat suppression and contrast;
//! and of several candidates the one in the plane and on the grid that serve most roles. Where times and words
//! contradict each other nothing is proposed.

use super::candidate::{Candidate, Direction, inversion_ms};
use super::kind::Kind;
use super::volumes::Stack;
use crate::read::sequence_words::Meaning;
use crate::table::Sequence;
use crate::words::{Errors, VolumeRole, VolumeRoles};

/// Fewest slices of a volume with a role.
const LEAST_SLICES: usize = 5;

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Times, and words or nothing against them; one candidate.
    Sure,
    /// Several candidates, or words alone.
    Likely,
    /// The order of acquisition alone: to be asked.
    Ask,
}

impl Confidence {
    /// In a word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Ask => "ask",
        }
    }
}

/// A volume proposed for a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Which sequence.
    pub sequence: Sequence,
    /// How sure.
    pub confidence: Confidence,
    /// What the proposal rests on.
    pub why: VolumeRoles,
}

/// A proposal, or why there is none.
pub(super) type Role = Result<Proposal, VolumeRoles>;

/// Weighting of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weighting {
    T1,
    T2,
    Stir,
    ProtonDensity,
    Flair,
}

impl Weighting {
    fn name(self) -> &'static str {
        match self {
            Self::T1 => "T1",
            Self::T2 => "T2",
            Self::Stir => "STIR",
            Self::ProtonDensity => "PD",
            Self::Flair => "FLAIR",
        }
    }
}

/// A role for every volume, or why it has none. `texts` are description and protocol of each, decoded. Sequences of
/// two patients are never put together: of several patients the one with most roles has them.
pub(super) fn roles(stacks: &[Stack], texts: &[String]) -> Vec<Role> {
    let mut patients: Vec<&str> = Vec::new();
    for stack in stacks {
        let patient = stack.frames[0].header.patient.as_str();
        if !patients.contains(&patient) {
            patients.push(patient);
        }
    }
    let of = |patient: &str| -> Vec<usize> {
        (0..stacks.len()).filter(|&at| stacks[at].frames[0].header.patient == patient).collect()
    };
    let all: Vec<(Vec<usize>, Vec<Role>)> = patients
        .into_iter()
        .map(|patient| {
            let own = of(patient);
            let candidates =
                own.iter().enumerate().map(|(at, &of)| Candidate::of(at, &stacks[of], &texts[of]));
            let roles = roles_of_one(candidates.collect());
            (own, roles)
        })
        .collect();
    let mut found: Vec<Role> = vec![Err(VolumeRole::OtherPatient.into()); stacks.len()];
    let filled = |roles: &[Role]| roles.iter().filter(|role| role.is_ok()).count();
    // Of equals the first.
    if let Some((own, roles)) = all.into_iter().rev().max_by_key(|(_, roles)| filled(roles)) {
        for (at, role) in own.into_iter().zip(roles) {
            found[at] = role;
        }
    }
    found
}

/// Roles of the volumes of one patient.
fn roles_of_one(mut candidates: Vec<Candidate>) -> Vec<Role> {
    let mut roles: Vec<Role> = vec![Err(VolumeRoles(Vec::new())); candidates.len()];
    let excluded: Vec<Option<VolumeRole>> = candidates.iter().map(|one| excluded(one, &candidates)).collect();
    let mut open: Vec<(Sequence, usize)> = Vec::new();
    for (place, candidate) in candidates.iter_mut().enumerate() {
        let judged = match &excluded[place] {
            Some(reason) => Err(reason.clone().into()),
            None => judge(candidate),
        };
        match judged {
            Ok(sequence) => open.push((sequence, place)),
            Err(reason) => roles[place] = Err(reason),
        }
    }
    let by_order = contrast_by_order(&mut open, &candidates);
    let best = best_direction(&open, &candidates);
    for sequence in Sequence::ALL {
        let own: Vec<&Candidate> =
            open.iter().filter(|(role, _)| *role == sequence).map(|(_, at)| &candidates[*at]).collect();
        let Some((chosen, several)) =
            choose(sequence, &own, Field { open: &open, candidates: &candidates, best })
        else {
            continue;
        };
        let asked = by_order && matches!(sequence, Sequence::T1 | Sequence::T1ce);
        let confidence = match asked {
            true => Confidence::Ask,
            false => confidence(chosen, best, several),
        };
        for other in &own {
            roles[other.at] = Err(VolumeRole::OtherProposed { sequence }.into());
        }
        let alike = own.iter().filter(|one| one.direction == chosen.direction).count();
        let why = why(chosen, (asked, alike));
        roles[chosen.at] = Ok(Proposal { sequence, confidence, why });
    }
    roles
}

/// Why a volume can have no role.
fn excluded(one: &Candidate, all: &[Candidate]) -> Option<VolumeRole> {
    let header = one.first().header;
    if let Err(error) = &one.stack.grid {
        return Some(VolumeRole::Unusable { problems: Errors(vec![error.clone()]) });
    }
    if header.modality != "MR" {
        return Some(VolumeRole::Modality { modality: header.modality.as_str().into() });
    }
    let of_series = || all.iter().filter(|other| other.first().header.series == header.series);
    let mut directions: Vec<Direction> = of_series().map(|other| other.direction).collect();
    directions.sort_unstable();
    directions.dedup();
    if directions.len() > 2 || one.says(Meaning::Localizer) {
        return Some(VolumeRole::Localizer);
    }
    let slices = one.stack.frames.len();
    if slices < LEAST_SLICES {
        return Some(VolumeRole::FewSlices { slices });
    }
    let beside_magnitude = of_series().any(|other| other.stack.kind == Kind::Magnitude);
    if let Some(reason) = one.stack.kind.without_role(beside_magnitude) {
        return Some(reason);
    }
    let image_type = &one.first().plane.image_type;
    let has = |word: &str| image_type.iter().any(|value| value.eq_ignore_ascii_case(word));
    let is_echo_planar = header.scanning_sequence.iter().any(|value| value == "EP");
    if one.first().plane.b_value.is_some() || has("DIFFUSION") || is_echo_planar {
        return Some(VolumeRole::DiffusionOrEchoPlanar);
    }
    let derived = ["MPR", "SUBTRACT", "MIP", "PROJECTION IMAGE", "MNIP", "LOCALIZER", "SCREEN SAVE"];
    if let Some(kind) = derived.into_iter().find(|word| has(word)) {
        return Some(VolumeRole::Derived { kind });
    }
    if one.says(Meaning::Other) {
        return Some(VolumeRole::OtherByDescription);
    }
    one.stack.in_time.map(|[_, volumes]| VolumeRole::OneInTime { volumes })
}

/// Weighting by times, by words, and by both; `Err` where they contradict each other.
fn weighting(one: &Candidate) -> Result<Option<Weighting>, VolumeRoles> {
    use Weighting::{Flair, ProtonDensity, Stir, T1, T2};
    let plane = one.first().plane;
    let (echo, repetition) = (plane.echo_ms, plane.repetition_ms);
    let inversion = inversion_ms(plane);
    let [t1, t2] = [Meaning::T1, Meaning::T2].map(|meaning| one.says(meaning));
    let by_word = match (t1, t2) {
        (true, false) => Some(T1),
        (false, true) => Some(T2),
        _ if one.says(Meaning::ProtonDensity) => Some(ProtonDensity),
        _ if one.says(Meaning::Stir) => Some(Stir),
        _ => None,
    };
    // `T1 FLAIR` is T1-weighted: its inversion time is shorter.
    let says_flair = one.says(Meaning::Flair) && by_word != Some(T1);
    if says_flair || inversion.is_some_and(|ms| ms > 1200.0) && echo.unwrap_or(99.0) > 40.0 {
        return Ok(Some(Flair));
    }
    let by_time = echo.and_then(|echo| match (inversion, repetition) {
        (Some(ms), _) if (60.0..300.0).contains(&ms) => Some(Stir),
        (Some(ms), _) if (500.0..=1200.0).contains(&ms) && echo < 40.0 => Some(T1),
        (_, repetition) if echo >= 60.0 && repetition.is_none_or(|ms| ms > 1500.0) => Some(T2),
        (_, Some(ms)) if echo < 40.0 && ms > 1500.0 => Some(ProtonDensity),
        (_, Some(ms)) if echo < 35.0 && ms <= 1300.0 => Some(T1),
        _ => None,
    });
    match (by_time, by_word) {
        (Some(Stir | T2), Some(Stir)) | (Some(Stir), Some(T2)) | (Some(ProtonDensity), Some(Stir)) => {
            Ok(Some(Stir))
        }
        (Some(time), Some(word)) if time != word => {
            let (by_times, by_words) = (time.name(), word.name());
            Err(VolumeRole::TimesContradict { times: one.times.clone(), by_times, by_words }.into())
        }
        (time, word) => Ok(time.or(word)),
    }
}

/// The role a volume could have.
fn judge(one: &mut Candidate) -> Result<Sequence, VolumeRoles> {
    let weighting = weighting(one)?;
    let header = one.first().header;
    let fat = [
        ("InversionTime", weighting == Some(Weighting::Stir)),
        ("ScanOptions", header.scan_options.iter().any(|value| value.eq_ignore_ascii_case("FS"))),
        ("ImageType", one.stack.kind == Kind::Water),
        ("SeriesDescription", one.says(Meaning::FatSuppressed) && !one.says(Meaning::FatKept)),
        ("SequenceName", header.sequence_name.to_lowercase().ends_with("fs")),
    ];
    let contrast = [
        ("ContrastBolusAgent", header.has_agent),
        ("SeriesDescription", one.says(Meaning::Contrast) && !one.says(Meaning::NoContrast)),
    ];
    one.fat = fat.into_iter().filter(|(_, found)| *found).map(|(attribute, _)| attribute).collect();
    one.contrast = contrast.into_iter().filter(|(_, found)| *found).map(|(attribute, _)| attribute).collect();
    let (has_fat_dark, has_contrast) = (!one.fat.is_empty(), !one.contrast.is_empty());
    match weighting {
        Some(Weighting::T2 | Weighting::Stir) if !has_contrast && has_fat_dark => Ok(Sequence::T2fs),
        Some(Weighting::T2 | Weighting::Stir) if !has_contrast => Ok(Sequence::T2),
        Some(Weighting::T1) if has_contrast => Ok(Sequence::T1ce),
        Some(Weighting::T1) if !has_fat_dark => Ok(Sequence::T1),
        other => {
            let known = |weighting: Weighting| VolumeRole::Weighting { weighting: weighting.name() };
            let mut reasons = vec![other.map_or(VolumeRole::WeightingUnclear, known)];
            reasons.extend(one.times_in_words());
            reasons.extend(has_fat_dark.then_some(VolumeRole::FatSuppressed));
            reasons.extend(has_contrast.then_some(VolumeRole::WithContrast));
            Err(VolumeRoles(reasons))
        }
    }
}

/// Where no series is described and two plain T1 lie on one grid, the later may be the one with contrast.
fn contrast_by_order(open: &mut [(Sequence, usize)], candidates: &[Candidate]) -> bool {
    let has_contrast = open.iter().any(|(role, _)| *role == Sequence::T1ce);
    if has_contrast || candidates.iter().any(|one| one.described) {
        return false;
    }
    let plain: Vec<usize> =
        open.iter().filter(|(role, _)| *role == Sequence::T1).map(|(_, at)| *at).collect();
    let Some(&first) = plain.first() else { return false };
    let same: Vec<usize> =
        plain.into_iter().filter(|&at| candidates[at].grid() == candidates[first].grid()).collect();
    let latest = same.iter().copied().max_by_key(|&at| candidates[at].acquired());
    let Some(latest) = latest.filter(|_| same.len() > 1) else { return false };
    open.iter_mut().filter(|(_, at)| *at == latest).for_each(|(role, _)| *role = Sequence::T1ce);
    true
}

/// The plane in which most roles can be filled; of equals sagittal first.
fn best_direction(open: &[(Sequence, usize)], candidates: &[Candidate]) -> Direction {
    let filled = |direction: Direction| {
        let has = |role: &Sequence| {
            open.iter().any(|(other, at)| other == role && candidates[*at].direction == direction)
        };
        Sequence::ALL.iter().filter(|role| has(role)).count()
    };
    let all = [Direction::Oblique, Direction::Coronal, Direction::Axial, Direction::Sagittal];
    all.into_iter().max_by_key(|&direction| filled(direction)).unwrap_or(Direction::Sagittal)
}

/// All volumes that could have a role.
#[derive(Clone, Copy)]
struct Field<'a> {
    /// The role that each could have, with its place among the candidates.
    open: &'a [(Sequence, usize)],
    candidates: &'a [Candidate<'a>],
    /// The plane in which most roles can be filled.
    best: Direction,
}

/// The best of several candidates, and whether there were several.
fn choose<'a, 'b>(
    sequence: Sequence,
    own: &[&'a Candidate<'b>],
    Field { open, candidates, best }: Field<'_>,
) -> Option<(&'a Candidate<'b>, bool)> {
    let in_plane: Vec<&Candidate> = own.iter().copied().filter(|one| one.direction == best).collect();
    let in_plane = if in_plane.is_empty() { own.to_vec() } else { in_plane };
    let several = in_plane.len() > 1;
    let plain: Vec<&Candidate> = in_plane.iter().copied().filter(|one| one.fat.is_empty()).collect();
    let of = if sequence == Sequence::T1ce && !plain.is_empty() { plain } else { in_plane };
    // Roles that can be filled on the same grid.
    let company = |one: &Candidate| {
        let on_grid = |role: &Sequence| {
            open.iter().any(|(other, at)| {
                other == role && candidates[*at].direction == best && candidates[*at].grid() == one.grid()
            })
        };
        Sequence::ALL.iter().filter(|role| on_grid(role)).count()
    };
    of.into_iter().max_by_key(|one| (company(one), one.acquired())).map(|one| (one, several))
}

/// How sure a proposal is that rests on more than the order of acquisition.
fn confidence(chosen: &Candidate, best: Direction, several: bool) -> Confidence {
    let plane = chosen.first().plane;
    let derived = plane.image_type.iter().take(2).any(|value| value == "SECONDARY");
    let lacks_times = plane.echo_ms.is_none() || plane.repetition_ms.is_none();
    if several || derived || lacks_times || chosen.stack.kind == Kind::Real || chosen.direction != best {
        Confidence::Likely
    } else {
        Confidence::Sure
    }
}

/// What a proposal rests on: `asked` where on the order of acquisition alone, `candidates` in the same plane.
fn why(chosen: &Candidate, (asked, candidates): (bool, usize)) -> VolumeRoles {
    let mut reasons: Vec<VolumeRole> = chosen.times_in_words().into_iter().collect();
    if !chosen.fat.is_empty() {
        reasons.push(VolumeRole::FatSuppressionBy { attributes: chosen.fat.iter().copied().collect() });
    }
    if !chosen.contrast.is_empty() {
        reasons.push(VolumeRole::ContrastBy { attributes: chosen.contrast.iter().copied().collect() });
    } else if asked {
        reasons.push(VolumeRole::AcquisitionOrder);
    }
    reasons.push(chosen.direction.in_words());
    reasons.extend((candidates > 1).then_some(VolumeRole::OneOfCandidates { candidates }));
    VolumeRoles(reasons)
}
