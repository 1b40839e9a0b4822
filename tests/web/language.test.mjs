// The page speaks every language completely: no string is missing, none is unused, and no view has text of its own.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parseAst } from "rolldown/parseAst";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";
import { answer, launch, openPage } from "./browser.mjs";

/** @typedef {any} Node A node of the syntax tree. */

const www = join(root, "www");
const tables = join(www, "language");
const parse = (/** @type {string} */ path) =>
  parseAst(readFileSync(path, "utf8"), { lang: path.endsWith("x") ? "tsx" : "ts" });

/** Every node below one, itself included, with the nodes it lies in. @param {Node} node @param {Node[]} [above] @returns {Generator<[Node, Node[]]>} */
function* walk(node, above = []) {
  if (Array.isArray(node)) {
    for (const child of node) yield* walk(child, above);
    return;
  }
  if (!node || typeof node.type !== "string") return;
  yield [node, above];
  for (const [key, child] of Object.entries(node)) {
    if (key !== "type" && child && typeof child === "object") yield* walk(child, [...above, node]);
  }
}

/** What stands in a table: its path of keys, what it is, and its texts. @param {Node} value @param {string} path @returns {Record<string, { type: string, texts: string[] }>} */
function entries(value, path) {
  if (value.type === "TSSatisfiesExpression") return entries(value.expression, path);
  if (value.type === "ObjectExpression") {
    return Object.assign(
      {},
      ...value.properties.map((/** @type {Node} */ { key, value }) =>
        entries(value, `${path}.${key.name ?? key.value}`),
      ),
    );
  }
  if (value.type === "ArrayExpression") {
    return Object.assign(
      {},
      ...value.elements.map((/** @type {Node} */ element, /** @type {number} */ at) =>
        entries(element, `${path}.${at}`),
      ),
    );
  }
  const texts = [...walk(value)].flatMap(([node]) => {
    if (node.type === "Literal" && typeof node.value === "string") return [node.value];
    return node.type === "TemplateElement" ? [node.value.cooked] : [];
  });
  return { [path]: { type: value.type, texts: texts.filter(Boolean) } };
}

/** `settingProblems` as `setting_problems`. @param {string} name */
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The table of words for an interface of codes: `SettingProblems`, `settingProblems`. @param {string} name */
const subjectOf = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/** The whole table of a language. @param {string} language */
function table(language) {
  const folder = join(tables, language);
  const files = readdirSync(folder).filter((name) => name !== "index.ts");
  return Object.assign(
    {},
    ...files.map((name) => {
      const declared = /** @type {Node} */ (
        [...walk(parse(join(folder, name)).body)].find(
          ([node]) => node.type === "VariableDeclarator" && `${snake(node.id.name)}.ts` === name,
        )?.[0]
      );
      assert.ok(declared, `${language}/${name} exports a table of its own name`);
      return entries(declared.init, declared.id.name);
    }),
  );
}

const english = table("en");
const sources = readdirSync(www, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/^language\/(en|zh)\//.test(name) && !name.endsWith(".d.ts"))
  .sort();

test("every language has every string, of the same kind", () => {
  for (const language of readdirSync(tables, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const other = table(language.name);
    assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort(), language.name);
    for (const [path, { type, texts }] of Object.entries(other)) {
      if (texts.length > 0) assert.equal(type, english[path].type, `${language.name} ${path}`);
    }
  }
});

test("no sentence was left in English in the Chinese tables", () => {
  const left = Object.entries(table("zh")).filter(([, { texts }]) => {
    const text = texts.join(" ");
    return /[a-z]{2,}[ ,][a-z]{2,}/.test(text) && !/\p{Script=Han}/u.test(text);
  });
  assert.deepEqual(left, []);
});

/** Punctuation of English, with Chinese on one side of it; a colon before digits is a time, a comma between digits a thousand. */
const FOREIGN_MARKS = /\p{Script=Han}["”’]?[,;:?!()]|[,;?]\s*\p{Script=Han}|\)\p{Script=Han}|（[^（）]*, [^（）]*）/u;

test("Chinese sentences have the punctuation of Chinese, in lists too", () => {
  const words = Object.entries(table("zh"));
  assert.ok(words.length > 700, `${words.length} texts`);
  const foreign = words.flatMap(([path, { texts }]) =>
    texts
      .filter((/** @type {string} */ text) => FOREIGN_MARKS.test(text))
      .map((/** @type {string} */ text) => `${path}: ${text}`),
  );
  assert.deepEqual(foreign, []);
  // Lists are put together by the table of the language, and by nothing that both languages share.
  const shared = sources.filter((name) => !name.startsWith("core/protocol/") && !name.startsWith("language/en/"));
  const joined = [...shared, ...readdirSync(join(tables, "zh")).map((name) => `language/zh/${name}`)].filter((name) =>
    /\.join\("[,;] "\)/.test(readFileSync(join(www, name), "utf8")),
  );
  assert.deepEqual(joined, []);
});

/** The sentences of warnings, of a language. @param {string} language */
async function notices(language) {
  const path = join(tables, language, "notices.ts");
  const { module } = await runnerImport(path, { configFile: false, root, logLevel: "error" });
  return /** @type {Record<string, (values: object, namer: object) => string>} */ (module["notices"]);
}

test("in warnings a range of one number is one number, and yes and no are words of the language", async () => {
  const spacing = { spacing: [1, 1, 1], finest: [1.6, 1.6], middle: [1.5, 1.75], coarsest: [4, 4] };
  const namer = { feature: (/** @type {string} */ name) => name };
  for (const [language, spacings, yes, no] of /** @type {const} */ ([
    ["en", /were 1\.6, 1\.5 to 1\.75 and 4 mm/, /: yes stands/, /: no stands/],
    ["zh", /依次为 1\.6、1\.5 至 1\.75 和 4 mm/, /“?是”? 代替/, /“?否”? 代替/],
  ])) {
    const words = await notices(language);
    assert.match(words["spacing-outside-training"]?.(spacing, namer) ?? "", spacings);
    for (const [value, told] of /** @type {const} */ ([
      ["yes", yes],
      ["no", no],
    ]))
      assert.match(words["clinical-imputed"]?.({ input: "boundary", value }, namer) ?? "", told);
  }
});

test("no problem is told in the grammar of a machine: what was expected, what was found", () => {
  const problems = Object.entries(english).filter(([path]) => /^\w+Problems\./.test(path));
  const machine = problems.filter(([, { texts }]) =>
    texts.some((/** @type {string} */ text) => /\bexpected\b/i.test(text)),
  );
  assert.ok(problems.length > 200, `${problems.length} problems`);
  assert.deepEqual(
    machine.map(([path]) => path),
    [],
  );
});

test("every problem that the page makes has a code, and so a sentence in each language", () => {
  const made = sources.flatMap((name) =>
    [...walk(parse(join(www, name)).body)]
      .filter(([node]) => node.type === "ObjectExpression")
      .map(([node]) => ({ name, keys: node.properties.map((/** @type {Node} */ { key }) => key?.name ?? key?.value) }))
      .filter(({ keys }) => ["kind", "expected", "found"].every((key) => keys.includes(key))),
  );
  assert.ok(made.length > 7, `${made.length} problems`);
  assert.deepEqual(
    made.filter(({ keys }) => !keys.includes("code") || !keys.includes("values")),
    [],
  );
});

test("whoever is told that something is too large is told what to do", () => {
  const limits = Object.entries(table("zh")).filter(
    ([path, { texts }]) => /^\w+Problems\./.test(path) && /超过|最多可读取/.test(texts.join("")),
  );
  assert.ok(limits.length > 15, `${limits.length} limits`);
  const mute = limits.filter(([, { texts }]) => !/请|它只应/.test(texts.join("")));
  assert.deepEqual(mute, []);
  const english = table("en");
  const short = limits.filter(([path]) => english[path].texts.join(" ").split(/[.;:] +[A-Z]/).length < 2);
  assert.deepEqual(short, []);
});

test("every string is used, and none is asked for that is not there", () => {
  const text = sources.map((name) => readFileSync(join(www, name), "utf8")).join("\n");
  const used = new Set([...text.matchAll(/\bsay\.(\w+)\.(\w+)/g)].map(([, subject, key]) => `${subject}.${key}`));
  // A whole set of strings by what a signal holds: `say.answer[progress.state]`.
  const sets = new Set([...text.matchAll(/\bsay\.(\w+)\[/g)].map(([, subject]) => subject));
  const keys = new Set(Object.keys(english).map((path) => path.split(".").slice(0, 2).join(".")));
  const ofSets = ["answer.done", "answer.waiting"];
  const ofCodes = (/** @type {string} */ key) =>
    Object.keys(codes).some((name) => key.startsWith(`${subjectOf(name)}.`));
  assert.deepEqual(
    [...sets],
    [...new Set(ofSets.map((key) => key.split(".")[0]))],
    "subjects that are used as a whole",
  );
  assert.deepEqual(
    [...keys].filter((key) => !used.has(key) && !ofSets.includes(key) && !ofCodes(key)),
    [],
  );
  assert.deepEqual(
    [...used].filter((key) => !keys.has(key)),
    [],
  );
});

/** Where text is not for people. */
const SILENT_ATTRIBUTES =
  /^(class|d|key|id|for|type|role|href|scope|viewBox|transform|icon|keys|style|data-.*|aria-(labelledby|describedby|live|current|hidden))$/;
const isSpoken = (/** @type {string} */ text) =>
  /\p{L}{2,}[ ,]+\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text.trim());
/** Words for the browser, not for people; "Discern" is a name. */
const NAMES =
  /^(Discern|CSV|JSON|mL|mm|Enter|Escape|Tab|Home|End|Delete|Backspace|Shift|Control|Error|AbortError|WebGPU,)$/;

/** Words in the manner of the core (a worker that broke down, the record of a case), and languages, each named in itself. */
const OTHER_WORDS = /^(core\/(worker|bridge|protocol)|language\/(case_record|current)\.ts)/;

test("no file of the page has text of its own", () => {
  const found = [];
  for (const name of sources.filter((name) => !OTHER_WORDS.test(name))) {
    for (const [node, above] of walk(parse(join(www, name)).body)) {
      const text =
        node.type === "JSXText"
          ? node.value
          : node.type === "TemplateElement"
            ? node.value.cooked
            : node.type === "Literal"
              ? node.value
              : null;
      if (typeof text !== "string" || NAMES.test(text.trim())) continue;
      const parent = above.at(-1);
      const attribute = above.findLast((/** @type {Node} */ { type }) => type === "JSXAttribute")?.name;
      const silent = attribute && SILENT_ATTRIBUTES.test(attribute.name ?? `${attribute.namespace?.name}:`);
      const isKey = parent?.type === "Property" && parent.key === node;
      const isImport = /^(Import|Export)/.test(parent?.type ?? "");
      const isType = parent?.type === "TSLiteralType";
      if (silent || isKey || isImport || isType) continue;
      if (node.type === "JSXText" ? /\p{L}{2,}/u.test(text) : isSpoken(text)) found.push(`${name}: ${text.trim()}`);
    }
  }
  assert.deepEqual(found, []);
});

// What can be said: the codes of each interface of the types that are written from the core's tables, and of the page's own.
/** @type {Record<string, string[]>} */
const codes = Object.fromEntries(
  ["codes", "problem"]
    .flatMap((name) => [
      ...readFileSync(join(www, `core/protocol/${name}.ts`), "utf8").matchAll(
        /^export interface (\w+) \{\n([\s\S]*?)^\}/gm,
      ),
    ])
    .map(([, name = "", body = ""]) => [
      name,
      [...body.matchAll(/^ {2}"?([a-z0-9-]+)"?: /gm)].map(([, code = ""]) => code),
    ]),
);

const { Notices = [], Tasks = [], Phrases = [] } = codes;

test("every code of the core has its words in every language, and no words are without a code", () => {
  assert.ok(Notices.length > 24 && Tasks.length > 10 && Phrases.length > 15, JSON.stringify(codes));
  for (const language of ["en", "zh"]) {
    for (const [name, listed] of Object.entries(codes)) {
      const subject = subjectOf(name);
      const worded = Object.keys(table(language)).filter((path) => path.startsWith(`${subject}.`));
      assert.deepEqual(worded.sort(), listed.map((code) => `${subject}.${code}`).sort(), `${language} ${name}`);
    }
  }
});

test("every kind of error and every warning has its title", () => {
  const text = readFileSync(join(root, "src/error.rs"), "utf8");
  const listed = /pub enum ErrorKind \{([^}]*)\}/.exec(text)?.[1] ?? "";
  const kinds = [...listed.matchAll(/^\s*([A-Z]\w+),/gm)].map(([, kind = ""]) =>
    kind.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase(),
  );
  assert.ok(kinds.length > 10, `${kinds.length} kinds`);
  const titles = Object.keys(english).filter((path) => path.startsWith("core."));
  const wanted = [
    ...[...kinds, "crash"].map((kind) => `core.kinds.${kind}`),
    ...Notices.map((code) => `core.warnings.${code}`),
  ];
  assert.deepEqual(titles.filter((path) => /^core\.(kinds|warnings)\./.test(path)).sort(), wanted.sort());
});

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

test("the browser's language is taken, no English is left but names, units and the core's words, and it can be changed", async () => {
  const { page, context, errors } = await openPage(site, { locale: "zh-TW" });
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  assert.match(await page.title(), /病例 · Discern/);
  await page.locator("button:has-text('试用示例病例')").click();
  await answer(page);
  assert.match(await page.locator("[data-test=contributions]").innerText(), /年龄[\s\S]*岁/);
  assert.match(
    await page.locator(".notice").innerText(),
    /仅供科研使用，非医疗器械。[\s\S]*由模拟病例训练，不可用于临床/,
  );
  const probability = await page.locator("[data-test=probability] data").first().getAttribute("value");
  await noEnglish(page);
  await page.locator("button[lang=en]").click();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.match(await page.locator(".notice").innerText(), /not a medical device/);
  assert.equal(await page.locator("[data-test=probability] data").first().getAttribute("value"), probability);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

/** No screen has English of its own. @param {import("playwright-core").Page} page */
async function noEnglish(page) {
  for (const screen of await page.locator(".screens a").all()) {
    await screen.click();
    const left = await page.evaluate((marked) => {
      const texts = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        const foreign = parent?.closest(
          "[lang=en], kbd, script, noscript, [data-feature], [data-step], [data-range], [data-points], [data-request], [data-original]",
        );
        const text = node.nodeValue ?? "";
        const marks = new RegExp(marked, "u").test(text);
        if (!foreign && (marks || /[A-Za-z]{3,}[ ,]+[A-Za-z]{3,}/.test(text))) texts.push(text);
      }
      return texts;
    }, FOREIGN_MARKS.source);
    assert.deepEqual(
      left.filter((text) => !/Apache License|Connection-Allowlist|npm run kit/.test(text ?? "")),
      [],
    );
  }
  await page.locator(".screens a").first().click();
}

/** Numbers that a line could end after, with their unit on the next one: units, and what follows ±. */
const PARTED = /\d (?:%|mm[²³]?|mL|U\/L|years|s|min|[kMG]B|±)(?![\p{L}\p{N}])|± \d/gu;

test("no line can end between a number and its unit, on any screen and on paper", async () => {
  const { page, context, errors } = await openPage(site);
  let texts = "";
  const look = async (/** @type {string} */ where) => {
    await page.locator("details").evaluateAll((all) => {
      for (const one of all) /** @type {HTMLDetailsElement} */ (one).open = true;
    });
    const text = await page.locator("body").innerText();
    texts += text;
    assert.deepEqual(text.match(PARTED) ?? [], [], where);
  };
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  await page.locator("[data-sensitivity-of]").first().waitFor();
  await look("case");
  await page.locator("[data-test=contributions] .term").first().click();
  await page.locator("[data-test=glossary] h2").waitFor();
  await look("glossary");
  await page.keyboard.press("Escape");
  await page.emulateMedia({ media: "print" });
  await page.locator("[data-test=report] h1").waitFor();
  await look("report");
  await page.emulateMedia({ media: "screen" });
  for (const screen of ["batch", "models", "machine"]) {
    await page.locator(`.screens a[href="#/${screen}"]`).click();
    await page.locator(`main[data-screen=${screen}] h2`).first().waitFor();
    await look(screen);
  }
  for (const unit of ["%", "mm", "mL", "s", "kB", "years"])
    assert.match(texts, new RegExp(`\\d\u00a0${unit}\\b|\\d\u00a0${unit}`), `a number in ${unit} was seen`);
  assert.deepEqual(errors, []);
  await context.close();
});
