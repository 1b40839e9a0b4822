#![no_main]

#[path = "counted.rs"]
mod counted;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| counted::counted(discern_fuzz::parameters(bytes)));
