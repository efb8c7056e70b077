import type { ExplainLanguage, explain } from '../../src/explain/index.js'

/** The pages, from the root of the repository. */
export declare const PAGES: Readonly<Record<ExplainLanguage, string>>
export declare function withExplanations(
  page: string,
  language: ExplainLanguage,
  explanation: typeof explain,
): string
