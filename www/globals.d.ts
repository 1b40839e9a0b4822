// What the build writes into the page.

/** The version of the package. */
declare const VERSION: string;

/** How the page came here: from a server; from one that it can do without later; from a file. */
declare const TARGET: "served" | "site" | "file";
