import type { Command } from './cli/command.js'
import { demo } from './demo/demo.js'
import { doctor } from './doctor/doctor.js'
import { probe } from './probe/probe.js'
import { serve } from './serve/serve.js'
import { signCard } from './sign/card.js'
import { signPage } from './sign/page.js'
import { signPay } from './sign/pay.js'
import { verifyCard } from './verify/card.js'
import { verifyPage } from './verify/page.js'
import { verifyPay } from './verify/pay.js'

/** All subcommands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  demo,
  doctor,
  signPage,
  signCard,
  signPay,
  verifyPage,
  verifyCard,
  verifyPay,
  serve,
  probe,
]
