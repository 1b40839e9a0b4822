// What the build writes into the page.

/** The version of the package. */
declare const VERSION: string;
