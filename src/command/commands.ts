import type { Command } from './cli/command.js'
import { doctor } from './doctor/doctor.js'

/** All subcommands, in the order of the help. */
export const COMMANDS: readonly Command[] = [doctor]
