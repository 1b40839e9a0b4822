//! Clinical inputs on the command line: `--clinical NAME=VALUE`.

use discern::error::Error;
use discern::table::{ClinicalInput, Told, Unknown};
use discern::words::{CaseProblem, Names};

/// What the values of the option say.
pub fn told(given: &[String]) -> Vec<Told> {
    let one = |text: &String| {
        let (name, text) = text.split_once('=').unwrap_or((text, ""));
        let [name, text] = [name, text].map(|part| part.trim().to_owned());
        Told { name, text, imputed: false }
    };
    given.iter().map(one).collect()
}

/// The options by which the inputs are given that have to be and were not.
pub fn unsaid(inputs: &[ClinicalInput], told: &[Told], with_age: bool) -> Vec<String> {
    let is_told = |input: &ClinicalInput| told.iter().any(|told| told.name == input.name);
    let lacking = |input: &&ClinicalInput| match input.is_age() {
        true => !with_age && !is_told(input),
        false => input.unknown == Unknown::Refused && !is_told(input),
    };
    let named = |input: &ClinicalInput| match input.is_age() {
        true => "--age".to_owned(),
        false => format!("--clinical {}=", input.name),
    };
    inputs.iter().filter(lacking).map(named).collect()
}

/// A name that the model does not have, or has twice; a value that is none.
pub fn problems(inputs: &[ClinicalInput], told: &[Told]) -> Vec<Error> {
    let known: Names = inputs.iter().map(|input| input.name.clone()).collect();
    let problem = |(at, one): (usize, &Told)| {
        let twice = told[..at].iter().any(|other| other.name == one.name);
        match inputs.iter().find(|input| input.name == one.name).filter(|_| !twice) {
            Some(input) => input.read(&one.text).err(),
            None => {
                Some(CaseProblem::ClinicalUnknown { input: one.name.clone(), known: known.clone() }.into())
            }
        }
    };
    told.iter().enumerate().filter_map(problem).collect()
}
