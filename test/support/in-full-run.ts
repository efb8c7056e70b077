import { it } from 'vitest'
import { FULL_RUN } from './full-run.mjs'

/** A test of a full run only. Elsewhere it is left out: the test command counts a skipped test as a failure. */
export const itInFullRun: (name: string, test: () => unknown) => void = FULL_RUN ? it : () => {}
