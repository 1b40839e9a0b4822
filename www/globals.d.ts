// What the build writes into the page.

/** Version and build stamp of the core, as `discern --version` prints them. */
declare const VERSION: string;

/** How the page came here: from a server; from one that it can do without later; from a file. */
declare const TARGET: "served" | "site" | "file";
