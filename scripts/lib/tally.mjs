// Counts of tests from all runners, and the one closing line.

/** What ran so far. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  /** @type {string[]} */
  failures = [];
  /** @type {Set<string>} */
  skips = new Set();

  /** @param {string} name @param {boolean} ok */
  check(name, ok) {
    if (ok) this.passed += 1;
    else this.fail(name);
  }

  /** @param {string} name @param {string} [why] repeated at the end, where the log of a long run is still read */
  fail(name, why = "") {
    this.failed += 1;
    this.failures.push([name, ...why.split("\n").filter(Boolean).slice(0, 12)].join("\n    "));
  }

  /** @param {string} name */
  skip(name) {
    this.skips.add(name);
    this.skipped = this.skips.size;
  }

  /**
   * Takes one line of `cargo test`. A test that finds no reference data says `SKIPPED name: why` and passes for
   * cargo; here it counts as skipped.
   * @param {string} line
   */
  cargoLine(line) {
    const summary = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(line);
    const failed = /^test (\S+) \.\.\. FAILED/.exec(line);
    const skipped = /^SKIPPED ([^:]+):/.exec(line);
    if (summary) {
      this.passed += Number(summary[1]);
      this.failed += Number(summary[2]);
      for (let i = 0; i < Number(summary[3]); i++) this.skip(`ignored ${this.skips.size}`);
    }
    if (failed) this.failures.push(failed[1] ?? "");
    if (skipped && !this.skips.has(skipped[1] ?? "")) {
      this.skip(skipped[1] ?? "");
      this.passed -= 1;
    }
  }

  /** The list of what went wrong or was left out, then the closing line. */
  close() {
    if (this.skips.size) console.log(`\nSkipped:\n${[...this.skips].map((name) => `  ${name}`).join("\n")}`);
    if (this.failures.length) console.log(`\nFailed:\n${this.failures.map((name) => `  ${name}`).join("\n")}`);
    console.log(`\n${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    if (this.failed > 0) process.exitCode = 1;
  }
}
