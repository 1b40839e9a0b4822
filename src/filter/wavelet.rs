//! Undecimated wavelet transform, as PyRadiomics calls PyWavelets' `swtn`.
//!
//! Along one axis of (even) length N with filter h of F taps: out[n] = Σ_m h[m] · x[(n + F/2 − m) mod N]. Every level
//! filters the low pass of the level before with the same filter; an odd axis is lengthened by its first voxel.
//! Values are those of PyWavelets to the last bit: the sums run in its order, in f32 for f32 images. That matters
//! where a region is flat: the high pass is then rounding noise about 0, and 0 is the edge of a bin.

use super::apply::Sink;
use super::image_filter::{FORCE_2D, FORCE_2D_DIMENSION, FilterEntry, ImageFilter, axis_across};
use super::periodic_block::{Block, Span};
use super::wavelet_bank::{Pair, pair};
use crate::error::Result;
use crate::numeric::scalar::Real;
use crate::numeric::simd::wide;
use crate::parameter::{Default, Key, Kind, Scope, Values};
use crate::volume::{Image, Pixel, Region};
use crate::words::{Phrase, SettingProblem};

pub(super) const ENTRY: FilterEntry = FilterEntry {
    image_type: "Wavelet",
    what: "undecimated wavelet transform: every low (L) and high (H) pass along x, y, z",
    names: "wavelet<level>-<LH letters of x, y, z>, the level from 2 on",
    parameters: &[WAVELET, LEVEL, START_LEVEL, FORCE_2D, FORCE_2D_DIMENSION],
    read_name: |name| {
        let (level, bands) = name.strip_prefix("wavelet")?.split_once('-')?;
        let level: u32 = if level.is_empty() { 1 } else { level.parse().ok()? };
        let known = (2..=3).contains(&bands.len()) && bands.chars().all(|band| matches!(band, 'L' | 'H'));
        known.then(|| vec![("level", level.to_string()), ("bands", bands.to_owned())])
    },
    make: |values| Ok(Box::new(Wavelet::new(values)?)),
};

const WAVELET: Key = Key {
    name: "wavelet",
    kind: Kind::Name { expected: || Phrase::WaveletName, known: |name| pair(name).is_some() },
    default: Default::Word("coif1"),
    scope: Scope::ImageType,
    reported: false,
    doc: "Which wavelet, by its name in PyWavelets.",
};
const LEVEL: Key = Key {
    name: "level",
    kind: Kind::Whole { min: 1, max: 16 },
    default: Default::Whole(1),
    scope: Scope::ImageType,
    reported: false,
    doc: "Number of levels of decomposition that give images.",
};
const START_LEVEL: Key = Key {
    name: "start_level",
    kind: Kind::Whole { min: 0, max: 16 },
    default: Default::Whole(0),
    scope: Scope::ImageType,
    reported: false,
    doc: "Number of levels that are passed over before the first images.",
};

/// Options of the wavelet transform.
#[derive(Debug, Clone)]
struct Wavelet {
    /// Low- and high-pass filter.
    pair: Pair,
    /// Levels that give images.
    levels: u32,
    /// Levels passed over before.
    start_level: u32,
    /// Axis (0 is x) that is left unfiltered.
    flat_axis: Option<usize>,
    /// Of a single level only the images of which the first letter is this.
    half: Option<char>,
}

impl Wavelet {
    fn new(values: &Values) -> std::result::Result<Self, SettingProblem> {
        let name: String = values.get(WAVELET.name);
        Ok(Self {
            pair: pair(&name).ok_or_else(|| WAVELET.problem(WAVELET.kind.expected(), name))?,
            levels: values.get(LEVEL.name),
            start_level: values.get(START_LEVEL.name),
            flat_axis: values.get::<bool>(FORCE_2D.name).then(|| axis_across(values)),
            half: None,
        })
    }

    /// Axes to filter in order; their letters stand in this order.
    fn axes(&self) -> Vec<usize> {
        (0..3).filter(|&axis| Some(axis) != self.flat_axis).collect()
    }

    /// Name of an image: levels from the second on are numbered.
    fn image_name(level: u32, letters: &str) -> String {
        if level > 1 { format!("wavelet{level}-{letters}") } else { format!("wavelet-{letters}") }
    }
}

impl ImageFilter for Wavelet {
    fn images(&self) -> Vec<String> {
        let axes = self.axes().len();
        let letter = |band: usize, axis: usize| if band >> (axes - 1 - axis) & 1 == 1 { 'H' } else { 'L' };
        let letters = |band| (0..axes).map(|axis| letter(band, axis)).collect::<String>();
        let high = (1..=self.levels).flat_map(|level| (1..1 << axes).map(move |band| (level, band)));
        let wanted = |band: usize| self.half.is_none_or(|first| letter(band, 0) == first);
        let bands = high.chain([(self.levels, 0)]).filter(|&(_, band)| wanted(band));
        bands.map(|(level, band)| Self::image_name(level, &letters(band))).collect()
    }

    /// A single level falls into what comes of the low and of the high pass along the first axis.
    fn parts(&self) -> Vec<Box<dyn ImageFilter>> {
        if self.levels > 1 || self.start_level > 0 {
            return Vec::new();
        }
        let half = |first| Box::new(Self { half: Some(first), ..self.clone() }) as Box<dyn ImageFilter>;
        ['L', 'H'].map(half).into()
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        let pixel = pixel_of(image.pixel());
        transform(self, image, region, &mut |level, letters, values| {
            sink.put(&Self::image_name(level, letters), pixel, || values)
        })
    }
}

/// Outputs computed together along x, so that sums stay in registers.
const LANES: usize = 8;

/// Gets a sub-band's letters with its level (from 1) and its values in the box.
type Emit<'a> = &'a mut dyn FnMut(u32, &str, Vec<f64>) -> Result<()>;

/// The filters in the number type of the sums: that of the image in PyWavelets, f64 for whole numbers.
trait Taps: Real {
    /// Low and high pass.
    fn filters(pair: &Pair) -> [Vec<Self>; 2];
}

impl Taps for f64 {
    fn filters(pair: &Pair) -> [Vec<Self>; 2] {
        [pair.low.clone(), pair.high.clone()]
    }
}

impl Taps for f32 {
    fn filters(pair: &Pair) -> [Vec<Self>; 2] {
        pair.single()
    }
}

/// Type of the sub-bands of an image of type `pixel`.
fn pixel_of(pixel: Pixel) -> Pixel {
    if pixel == Pixel::F32 { Pixel::F32 } else { Pixel::F64 }
}

/// Every sub-band of every level in the region's box, in PyRadiomics' order.
fn transform(options: &Wavelet, image: &Image, region: &Region, emit: Emit<'_>) -> Result<()> {
    if pixel_of(image.pixel()) == Pixel::F32 {
        levels::<f32>(options, image, region, emit)
    } else {
        levels::<f64>(options, image, region, emit)
    }
}

fn levels<T: Taps>(options: &Wavelet, image: &Image, region: &Region, emit: Emit<'_>) -> Result<()> {
    let taps = options.pair.low.len();
    let axes = options.axes();
    let size = image.geometry.size;
    let target: [Span; 3] =
        std::array::from_fn(|axis| Span::new(region.low[axis], region.geometry.size[axis], size[axis]));
    // What each level must hold for the next one, from the last level back to the image.
    let depth = options.start_level + options.levels;
    let mut needed = vec![target];
    for _ in 0..depth {
        let mut spans = needed[needed.len() - 1];
        axes.iter().for_each(|&axis| spans[axis] = spans[axis].widened(taps));
        needed.push(spans);
    }
    let mut data = Block::cut(image, needed[depth as usize], T::of);
    for level in 0..depth {
        let bands = match options.half {
            Some(first) => Bands::Half(first),
            None if level < options.start_level => Bands::Low,
            None => Bands::All,
        };
        let step = Step {
            pair: T::filters(&options.pair),
            axes: &axes,
            spans: needed[(depth - level - 1) as usize],
            bands,
        };
        let number = (level + 1).saturating_sub(options.start_level);
        let low =
            step.run(data, &mut |letters, block| emit(number, letters, block.values(target, T::f64)))?;
        let Some(low) = low else { return Ok(()) };
        data = low;
    }
    emit(options.levels, &"L".repeat(axes.len()), data.values(target, T::f64))
}

/// Which sub-bands a level is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Bands {
    Low,
    All,
    /// Those of which the first letter is this.
    Half(char),
}

/// One level: all axes once.
struct Step<'a, T> {
    /// Low and high pass.
    pair: [Vec<T>; 2],
    /// Axes to filter, in order.
    axes: &'a [usize],
    /// What the results hold.
    spans: [Span; 3],
    bands: Bands,
}

impl<T: Real> Step<'_, T> {
    /// Emits the bands with a high pass, low before high along each axis, and gives the all-low band if it is among them.
    ///
    /// Depth first, so that bands share what they have in common and few blocks are held at a time.
    fn run(
        &self,
        data: Block<T>,
        emit: &mut dyn FnMut(&str, &Block<T>) -> Result<()>,
    ) -> Result<Option<Block<T>>> {
        let mut low = None;
        self.descend(data, String::new(), &mut |letters, block| {
            if letters.contains('H') {
                return emit(letters, &block);
            }
            low = Some(block);
            Ok(())
        })?;
        Ok(low)
    }

    fn descend(
        &self,
        data: Block<T>,
        letters: String,
        leaf: &mut dyn FnMut(&str, Block<T>) -> Result<()>,
    ) -> Result<()> {
        let Some(&axis) = self.axes.get(letters.len()) else { return leaf(&letters, data) };
        let places = Places::new(data.spans[axis], self.spans[axis], self.pair[0].len());
        for (letter, filter) in [('L', &self.pair[0]), ('H', &self.pair[1])] {
            let wanted = match self.bands {
                Bands::Low => letter == 'L',
                Bands::All => true,
                Bands::Half(first) => !letters.is_empty() || letter == first,
            };
            if wanted {
                let band = filtered(&data, axis, filter, &places);
                self.descend(band, format!("{letters}{letter}"), leaf)?;
            }
        }
        Ok(())
    }
}

/// Which input each tap takes for each output along one axis.
struct Places {
    input: Span,
    output: Span,
    taps: usize,
}

impl Places {
    fn new(input: Span, output: Span, taps: usize) -> Self {
        Self { input, output, taps }
    }

    /// Input of tap `m` for output `position`.
    fn place(&self, position: isize, tap: usize) -> usize {
        self.input.place(position + (self.taps / 2) as isize - tap as isize)
    }

    /// How many taps come first in falling order: those that reach over the far end of the axis.
    fn falling(&self, position: isize) -> usize {
        (self.output.wrapped(position) + self.taps / 2 + 1).saturating_sub(self.output.period)
    }

    /// Taps in the order in which they are summed.
    fn order(&self, position: isize) -> impl Iterator<Item = usize> {
        let falling = self.falling(position);
        (0..falling).rev().chain(falling..self.taps)
    }
}

/// `data` filtered along one axis, on the span of `places`.
fn filtered<T: Real>(data: &Block<T>, axis: usize, filter: &[T], places: &Places) -> Block<T> {
    let mut spans = data.spans;
    spans[axis] = places.output;
    let mut voxels = vec![T::ZERO; spans.iter().map(|span| span.len).product()];
    wide(
        #[inline(always)]
        || match axis {
            0 => along_rows(data, filter, places, &mut voxels),
            _ => across_rows((data, axis), filter, places, &mut voxels),
        },
    );
    Block { spans, voxels }
}

/// Along x: inputs are laid out once a row as the taps of successive outputs meet them.
#[inline(always)]
fn along_rows<T: Real>(data: &Block<T>, filter: &[T], places: &Places, voxels: &mut [T]) {
    let taps = filter.len();
    let first = places.output.start + (taps / 2) as isize - (taps as isize - 1);
    let count = places.output.len + taps - 1;
    let source: Vec<usize> = (0..count as isize).map(|i| places.input.place(first + i)).collect();
    let mut row = vec![T::ZERO; count];
    let outputs = voxels.chunks_exact_mut(places.output.len);
    for (input, output) in data.voxels.chunks_exact(data.spans[0].len).zip(outputs) {
        row.iter_mut().zip(&source).for_each(|(value, &place)| *value = input[place]);
        let (blocks, rest) = output.as_chunks_mut::<LANES>();
        for (block, sums) in blocks.iter_mut().enumerate() {
            *sums = lanes(&row[block * LANES..], filter);
        }
        let done = count + 1 - taps - rest.len();
        for (i, sum) in rest.iter_mut().enumerate() {
            *sum = filter
                .iter()
                .enumerate()
                .fold(T::ZERO, |sum, (m, &tap)| sum + tap * row[done + i + taps - 1 - m]);
        }
        for (i, position) in places.output.positions().enumerate().filter(|(_, p)| places.falling(*p) > 1) {
            output[i] =
                places.order(position).fold(T::ZERO, |sum, m| sum + filter[m] * row[i + taps - 1 - m]);
        }
    }
}

/// Neighbouring sums over a laid-out row.
#[inline(always)]
fn lanes<T: Real>(row: &[T], filter: &[T]) -> [T; LANES] {
    let mut sums = [T::ZERO; LANES];
    let last = filter.len() - 1;
    for (m, &tap) in filter.iter().enumerate() {
        let inputs = &row[last - m..last - m + LANES];
        for lane in 0..LANES {
            sums[lane] = sums[lane] + tap * inputs[lane];
        }
    }
    sums
}

/// Along y or z: whole rows of x are weighted and summed.
#[inline(always)]
fn across_rows<T: Real>((data, axis): (&Block<T>, usize), filter: &[T], places: &Places, voxels: &mut [T]) {
    let width = data.spans[0].len;
    // Rows lie `stride` apart along the axis; `outer` such stacks follow each other.
    let stride = if axis == 1 { width } else { width * data.spans[1].len };
    let outer = if axis == 1 { data.spans[2].len } else { 1 };
    let plan: Vec<Vec<(T, usize)>> = places
        .output
        .positions()
        .map(|at| places.order(at).map(|m| (filter[m], places.place(at, m) * stride)).collect())
        .collect();
    for stack in 0..outer {
        let input = &data.voxels[stack * stride * data.spans[axis].len..];
        let output = &mut voxels[stack * stride * places.output.len..][..stride * places.output.len];
        for (rows, taps) in output.chunks_exact_mut(stride).zip(&plan) {
            weighted(input, taps, rows);
        }
    }
}

/// sums[i] = Σ weight · input[start + i], in the order of the taps.
#[inline(always)]
fn weighted<T: Real>(input: &[T], taps: &[(T, usize)], sums: &mut [T]) {
    let (blocks, rest) = sums.as_chunks_mut::<LANES>();
    let done = blocks.len() * LANES;
    for (block, sums) in blocks.iter_mut().enumerate() {
        let mut register = [T::ZERO; LANES];
        for &(tap, start) in taps {
            let inputs = &input[start + block * LANES..][..LANES];
            for lane in 0..LANES {
                register[lane] = register[lane] + tap * inputs[lane];
            }
        }
        *sums = register;
    }
    for (i, sum) in rest.iter_mut().enumerate() {
        *sum = taps.iter().fold(T::ZERO, |sum, &(tap, start)| sum + tap * input[start + done + i]);
    }
}
