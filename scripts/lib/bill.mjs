// The bill of materials of a release: what it is built from, in CycloneDX 1.5, with a name that follows from its contents.
import { createHash } from "node:crypto";

/** A package by its address (purl). @param {import("./parts.mjs").Part} part */
const address = ({ from, name, version }) => `pkg:${from}/${name.replace("@", "%40")}@${version}`;

/** @param {import("./parts.mjs").Part} part */
const component = (part) => ({
  type: "library",
  "bom-ref": address(part),
  name: part.name,
  version: part.version,
  hashes: [{ alg: part.hash.algorithm, content: part.hash.hex }],
  licenses: [{ expression: part.licence }],
  purl: address(part),
  ...(part.home ? { externalReferences: [{ type: "vcs", url: part.home }] } : {}),
});

/** The bill as JSON; the same parts give the same bytes. @param {string} version @param {import("./parts.mjs").Part[]} parts */
export function bill(version, parts) {
  const contents = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": "discern",
        name: "discern",
        version,
        licenses: [{ license: { id: "Apache-2.0" } }],
      },
    },
    components: parts.map(component),
    dependencies: [{ ref: "discern", dependsOn: parts.map(address) }],
  };
  const sum = createHash("sha256").update(JSON.stringify(contents)).digest("hex");
  // As a UUID of the kind that is made from a name (RFC 9562, version 8).
  const uuid = `${sum.slice(0, 8)}-${sum.slice(8, 12)}-8${sum.slice(13, 16)}-a${sum.slice(17, 20)}-${sum.slice(20, 32)}`;
  const { bomFormat, specVersion, ...rest } = contents;
  return `${JSON.stringify({ bomFormat, specVersion, serialNumber: `urn:uuid:${uuid}`, ...rest }, null, 1)}\n`;
}
