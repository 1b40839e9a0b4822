// Discern beside PyRadiomics and Pictologics on the same files, in one run: medians and ratios.
//
//   node benches/side_by_side.mjs [--repeats N] [--write]
//
// Needs ../shared (or DISCERN_SHARED) and two Python environments, named by the variables PYRADIOMICS_PYTHON
// (pyradiomics 3.0.1) and PICTOLOGICS_PYTHON (pictologics 0.9.0). An engine without its variable is left out and the
// table says so. `--write` puts the table into docs/performance.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const shared = process.env.DISCERN_SHARED ?? join(root, '../shared');
const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
};
const repeats = Number(option('--repeats', 5));
const scratch = mkdtempSync(join(tmpdir(), 'discern-bench-'));

const settings = {
  original: { setting: { binWidth: 25 }, imageType: { Original: {} } },
  filtered: {
    setting: { binWidth: 25 },
    imageType: { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3, 4, 5] } },
  },
};
for (const [name, value] of Object.entries(settings)) {
  writeFileSync(join(scratch, `${name}.json`), JSON.stringify(value));
}
const pyradiomics = (name) => [
  join(shared, `reference/pyradiomics/${name}_image.nii.gz`),
  join(shared, `reference/pyradiomics/${name}_label.nii.gz`),
];
const phantom = [join(shared, 'reference/ibsi1/ct_phantom.nii.gz'), join(shared, 'reference/ibsi1/ct_mask.nii.gz')];
const rows = [
  ['CT phantom, original', phantom, 'original'],
  ['brain1, original', pyradiomics('brain1'), 'original'],
  ['CT phantom, original + 8 wavelet + LoG 1–5', phantom, 'filtered'],
  ['brain1, original + 8 wavelet + LoG 1–5', pyradiomics('brain1'), 'filtered'],
  ['lung1, original + 8 wavelet + LoG 1–5', pyradiomics('lung1'), 'filtered'],
];

/** Command of an engine, or nothing where it is not installed. */
function discernCommand() {
  const build = ['bench', '--no-run', '--message-format=json', '--bench', 'extract'];
  const lines = execFileSync('cargo', build, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  const artifact = lines.trim().split('\n').map((line) => JSON.parse(line)).find((m) => m.executable && m.target.name === 'extract');
  return [artifact.executable];
}
const peer = (variable, script) =>
  process.env[variable] ? [process.env[variable], join(root, 'benches/peers', script)] : undefined;
const engines = {
  Discern: discernCommand(),
  PyRadiomics: peer('PYRADIOMICS_PYTHON', 'pyradiomics_time.py'),
  Pictologics: peer('PICTOLOGICS_PYTHON', 'pictologics_time.py'),
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs one engine on one row: the first repetition is cold, the median of the others warm. */
function measure(command, files, setting) {
  const env = { ...process.env, PICTOLOGICS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS: '1' };
  const args = [...command.slice(1), ...files, join(scratch, `${setting}.json`), String(repeats + 1)];
  const line = execFileSync(command[0], args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  const { seconds, peak_mib: peak } = JSON.parse(line.trim().split('\n').at(-1));
  return { cold: seconds[0], warm: median(seconds.slice(1)), peak };
}

const seconds = (value) => value.toPrecision(3);
const lines = [
  '| row | Discern s | PyRadiomics s | Pictologics s | PyRadiomics ÷ Discern | Pictologics ÷ Discern | Discern cold s | peak MiB: Discern / PyRadiomics / Pictologics |',
  '|---|---|---|---|---|---|---|---|',
];
for (const [name, files, setting] of rows) {
  const result = Object.fromEntries(
    Object.entries(engines).map(([engine, command]) => [engine, command && measure(command, files, setting)]),
  );
  const warm = (engine) => (result[engine] ? seconds(result[engine].warm) : 'not installed');
  const ratio = (engine) => (result[engine] ? `${(result[engine].warm / result.Discern.warm).toFixed(2)}×` : '–');
  const peaks = Object.keys(engines).map((engine) => (result[engine] ? result[engine].peak.toFixed(0) : '–')).join(' / ');
  lines.push(
    `| ${name} | ${warm('Discern')} | ${warm('PyRadiomics')} | ${warm('Pictologics')} | ${ratio('PyRadiomics')} | ${ratio('Pictologics')} | ${seconds(result.Discern.cold)} | ${peaks} |`,
  );
  console.log(lines.at(-1));
}

const machine = `${cpus()[0].model.trim()}, ${cpus().length} cores; one thread each; warm = median of ${repeats} after one cold run; wall seconds in process, reading included.`;
const table = `${machine}\n\n${lines.join('\n')}\n\nFiltered images: PyRadiomics and Discern bin with width 25 and give the same values; Pictologics bins them into 32, so compare its last three rows to a factor. A ratio below 1 is a loss of ours.\n`;
console.log(`\n${table}`);
if (process.argv.includes('--write')) {
  const file = join(root, 'docs/performance.md');
  const begin = '<!-- side-by-side: begin -->';
  const end = '<!-- side-by-side: end -->';
  const text = readFileSync(file, 'utf8');
  const [before, rest] = [text.split(begin)[0], text.split(end)[1]];
  writeFileSync(file, `${before}${begin}\n${table}${end}${rest}`);
}
