/** The path of a Chromium that starts. */
export declare function findChromium(): string | undefined

/** The paths of what WebKit takes to be driven, where all of it is there. */
export declare function findWebKit(): { driver: string; browser: string; display: string } | undefined

/** The path of a Redis server. */
export declare function findRedis(): string | undefined

/** The path of what runs programs of a language, installed if it can be, or what to do. */
export declare function setUpLanguage(
  language: 'php' | 'python' | 'go' | 'java',
): Promise<{ found: string; missing?: never } | { found?: never; missing: string }>
