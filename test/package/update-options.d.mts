import type { readOptionTypes } from './option-types.mjs'

export declare function updateOptions(
  source: ReturnType<typeof readOptionTypes>,
  options: { checkOnly: boolean },
): Promise<string[]>
