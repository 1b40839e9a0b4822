//! An image becomes filtered images: Laplacian of Gaussian and the eight sub-bands of a wavelet.
//!
//!     cargo run --release --example filter
//!
//! Prints the mean of every filtered image inside the mask of a simulated scan.

use std::error::Error;

use discern::align;
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::simulate;

fn main() -> Result<(), Box<dyn Error>> {
    let scan = simulate::scan(1, 0);
    let image = &scan.images[0];
    let region = align::place(&image.geometry, &scan.mask, 1)?.on_image;

    // Filters and their parameters are written as in a PyRadiomics parameter file.
    let settings = Settings::from_yaml("imageType: {LoG: {sigma: [2.0, 4.0]}, Wavelet: {wavelet: coif1}}")?;
    for image_type in &settings.images {
        image_type.filter.apply(image, &region, &Silent, &mut |derived| {
            // The values are those of the region's box, some of which lie outside the mask.
            let inside = derived.values.iter().zip(&region.inside).filter(|(_, inside)| **inside);
            let mean = inside.map(|(value, _)| value).sum::<f64>() / region.count as f64;
            println!("{}: mean {mean:.3}", derived.name);
            Ok(())
        })?;
    }
    Ok(())
}
