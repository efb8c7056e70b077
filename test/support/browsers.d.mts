/** The path of a Chromium that starts. */
export declare function findChromium(): string | undefined
