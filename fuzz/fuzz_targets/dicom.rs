#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    discern_fuzz::dicom(bytes);
});
